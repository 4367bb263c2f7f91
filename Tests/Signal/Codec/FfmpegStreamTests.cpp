#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/FfmpegStream.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

Outcome<std::unique_ptr<FfmpegStream>> tryOpen(DiskThread& thread, const std::string& path)
{
    const auto bytes = readFile(path).substr(0, 12);
    const auto* const container = findFfmpegContainer(std::as_bytes(std::span(bytes)));
    REQUIRE(container != nullptr);
    return FfmpegStream::open(thread, MediaFile::open(thread, path).value(), 0, *container);
}

} // namespace

TEST_CASE("a stream gives frames to the end, and the same ones again from the beginning or the middle")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "-c:a", "alac", "OUT"}, folder, "a.m4a",
                                 makeProgramme(2, 50'000, 48000), 48000);
    auto opened = tryOpen(thread, path);
    REQUIRE(opened.ok());
    auto& stream = *opened.value();
    const auto countFrames = [&]
    {
        std::int64_t frames = 0;
        while (const auto* frame = stream.nextFrame(thread).value())
            frames += frame->nb_samples;
        return frames;
    };
    CHECK(countFrames() == 50'000);
    REQUIRE(stream.reopen(thread).ok());
    CHECK(countFrames() == 50'000);
    REQUIRE(stream.restartAt(thread, 20'000).ok());
    const auto* const middle = stream.nextFrame(thread).value();
    REQUIRE(middle != nullptr);
    CHECK(middle->pts <= 20'000);
    CHECK(middle->pts + middle->nb_samples > 20'000);
    REQUIRE(stream.restartAt(thread, -100'000).ok());
    CHECK(countFrames() == 50'000);
}

TEST_CASE("a film without sound and a truncated file are refused with a reason")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto film = (folder / "film.mov").string();
    runOrFail({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=s=32x32:d=0.2", "-c:v", "png", film});
    const auto silent = tryOpen(thread, film);
    REQUIRE_FALSE(silent.ok());
    CHECK(silent.failure().why == "has no sound in it");

    const auto bytes = readFile(film);
    writeFile(film, std::string_view(bytes).substr(0, 40));
    CHECK_FALSE(tryOpen(thread, film).ok());
}

#endif
