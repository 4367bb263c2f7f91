#include "Signal/Codec/VorbisPassReader.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>
#include <random>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Both readers of one encoded file, and what the exact one reads of all of it. */
struct Pair
{
    Pair(const TemporaryFolder& folder, int channels, std::int64_t frames)
    {
        open(encodeWith({"oggenc", "-Q", "-s", "7", "-q", "5", "-o", "OUT", "IN"}, folder, "a.ogg",
                        makeProgramme(channels, frames, 44100), 44100));
    }
    void open(const std::filesystem::path& path)
    {
        exact = openMedia(thread, path).value();
        passes = exact->tryForPasses(thread);
    }

    [[nodiscard]] TestSignal read(MediaReader& reader, std::int64_t start, std::int64_t frames)
    {
        TestSignal signal(reader.info().channels, frames);
        std::vector<float*> pointers;
        for (auto& channel : signal.channels)
            pointers.push_back(channel.data());
        REQUIRE(
            reader.read(thread, FramePosition(start), {pointers.data(), reader.info().channels, FrameCount(frames)}));
        return signal;
    }

    DiskThread thread = DiskThread::mint();
    std::unique_ptr<MediaReader> exact;
    std::unique_ptr<MediaReader> passes;
};

/** Rounding of two decoders; the programme shifted by one frame differs by 0.1. */
constexpr float rounding = 2e-6f;

} // namespace

TEST_CASE("a pass through a Vorbis file gives what the exact reader gives, to rounding")
{
    const TemporaryFolder folder;
    for (const auto channels : {1, 2, 6})
    {
        Pair pair(folder, channels, 500'001);
        CAPTURE(channels);
        REQUIRE(pair.passes != nullptr);
        REQUIRE(pair.passes->info().length == FrameCount(500'001));
        CHECK(largestDifference(pair.read(*pair.exact, 0, 500'001), pair.read(*pair.passes, 0, 500'001)) < rounding);
    }
}

TEST_CASE("passes that begin anywhere join without a frame's difference")
{
    const TemporaryFolder folder;
    Pair pair(folder, 2, 2'000'000);
    REQUIRE(pair.passes != nullptr);
    const auto whole = pair.read(*pair.exact, 0, 2'000'000);
    std::mt19937 random(5);
    for (int i = 0; i < 60; ++i)
    {
        const auto start = std::uniform_int_distribution<std::int64_t>(0, 1'999'000)(random);
        const auto frames = std::min<std::int64_t>(2'000'000 - start, 30'000);
        auto wanted = TestSignal(2, frames);
        for (std::size_t c = 0; c < 2; ++c)
            std::copy_n(whole.channels[c].begin() + start, frames, wanted.channels[c].begin());
        CAPTURE(start);
        REQUIRE(largestDifference(wanted, pair.read(*pair.passes, start, frames)) < rounding);
    }
}

TEST_CASE("where pages are damaged a pass gives what the exact reader gives")
{
    const TemporaryFolder folder;
    Pair pair(folder, 1, 1'000'000);
    auto bytes = readFile((folder / "a.ogg").string());
    for (std::size_t i = 0; i < 6000; ++i)
        bytes[bytes.size() / 2 + i] = static_cast<char>(bytes[bytes.size() / 2 + i] ^ 0x55);
    std::ofstream(folder / "damaged.ogg", std::ios::binary) << bytes;
    pair.open(folder / "damaged.ogg");
    REQUIRE(pair.passes != nullptr);
    const auto length = pair.exact->info().length.value();
    CHECK(largestDifference(pair.read(*pair.exact, 0, length), pair.read(*pair.passes, 0, length)) < rounding);
}

TEST_CASE("a chain of streams has no passes of its own")
{
    const TemporaryFolder folder;
    Pair pair(folder, 1, 300'000);
    const auto first = readFile((folder / "a.ogg").string());
    const auto second = readFile(encodeWith({"oggenc", "-Q", "-s", "8", "-o", "OUT", "IN"}, folder, "b.ogg",
                                            makeProgramme(1, 100'000, 44100), 44100));
    std::ofstream(folder / "chained.ogg", std::ios::binary) << first << second;
    pair.open(folder / "chained.ogg");
    CHECK(pair.exact->info().length == FrameCount(400'000));
    CHECK(pair.passes == nullptr);
}
