#include "Signal/Codec/FlacFrames.h"

#include "Support/FileBytes.h"
#include "Support/FlacFiles.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr FlacShape shape{2, 16, 44100, 1152, 0};

} // namespace

TEST_CASE("the last whole frame is found in whole files, cut ones, tagged ones and not in others")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto bytes = readFile(flacOfNoise(folder, 100'000));
    const auto first = firstFlacFrameOffset(bytes);
    const auto endOf = [&](const std::string& content) -> std::int64_t
    {
        writeFile(folder / "a.flac", content);
        const auto file = MediaFile::open(thread, folder / "a.flac").value();
        const auto last = FlacFrames(*file, first, shape).findLast(thread);
        REQUIRE(last.ok());
        return last.value() ? last.value()->end() : -1;
    };
    CHECK(endOf(bytes) == 100'000);
    CHECK(endOf(bytes + "TAG" + std::string(125, ' ')) == 100'000);
    CHECK(endOf(bytes.substr(0, bytes.size() - 1)) == 100'000 / 1152 * 1152);
    CHECK(endOf(bytes.substr(0, bytes.size() / 2)) % 1152 == 0);
    CHECK(endOf(bytes.substr(0, static_cast<std::size_t>(first))) == -1);
    CHECK(endOf(std::string(300'000, '\xFF')) == -1);
}

TEST_CASE("every frame of audio is found in the FLAC frame that holds it")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = flacOfNoise(folder, 300'000);
    const auto file = MediaFile::open(thread, path).value();
    const FlacFrames frames(*file, firstFlacFrameOffset(readFile(path)), shape);
    for (std::int64_t target = 0; target < 300'000; target += 499)
        for (const std::int64_t believedLength : {300'000, 0, 10'000'000})
        {
            const auto found = frames.find(thread, target, believedLength);
            REQUIRE(found.ok());
            REQUIRE(found.value());
            REQUIRE(found.value()->start == target / 1152 * 1152);
        }
    CHECK(frames.find(thread, 5'000'000, 300'000).value()->end() == 300'000);
}

TEST_CASE("frames are found where the bit rate changes a hundredfold")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto wav = (folder / "uneven.wav").string();
    const auto path = (folder / "uneven.flac").string();
    auto signal = makeNoise(2, 1'000'000, 33, 1.0f);
    for (auto& channel : signal.channels)
        std::fill(channel.begin() + 50'000, channel.begin() + 950'000, 0.0f);
    writeWithSox(signal, 44100, wav, {"-b", "16"});
    REQUIRE(runProgram({"flac", "-s", "--blocksize=1152", wav, "-o", path}).exitCode == 0);
    const auto file = MediaFile::open(thread, path).value();
    const FlacFrames frames(*file, firstFlacFrameOffset(readFile(path)), shape);
    for (std::int64_t target = 0; target < 1'000'000; target += 4999)
        REQUIRE(frames.find(thread, target, 1'000'000).value()->start == target / 1152 * 1152);
}
