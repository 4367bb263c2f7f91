#include "Signal/Codec/AudioFileSource.h"

#include "Support/Program.h"
#include "Support/TemporaryFolder.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Everything that can be pulled, channel by channel. */
std::vector<std::vector<float>> pullAll(DiskThread& thread, AudioFileSource& source)
{
    std::vector<std::vector<float>> channels(static_cast<std::size_t>(source.info().channels));
    for (;;)
    {
        const auto chunk = source.pull(thread);
        REQUIRE(chunk.ok());
        if (!chunk.value())
            return channels;
        for (std::size_t c = 0; c < channels.size(); ++c)
        {
            const auto* first = chunk.value()->channels[c];
            channels[c].insert(channels[c].end(), first, first + chunk.value()->frames.value());
        }
    }
}

} // namespace

TEST_CASE("a file is pulled chunk by chunk until there is nothing left, in any size of chunk")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto noise = makeNoise(2, 50'000, 7, 0.5f);
    const auto file = folder / "noise.wav";
    REQUIRE(runProgram({"sox", "-D", "-t", "f32", "-r", "48000", "-c", "2", "-", "-e", "floating-point", "-b", "32",
                        file.native()},
                       noise.interleavedBytes())
                .exitCode == 0);
    for (const std::int64_t chunk : {1000, 4096, 50'000, 70'000})
    {
        auto source = AudioFileSource::open(thread, {"noise", file, FrameCount(chunk)});
        REQUIRE(source.ok());
        CHECK(pullAll(thread, source.value()) == noise.channels);
        CHECK(source.value().progress() == 1.0);
        source.value().restrictTo({FramePosition(777), FrameCount(3000)});
        CHECK(source.value().progress() == 0.0);
        const auto part = pullAll(thread, source.value());
        REQUIRE(part[1].size() == 3000);
        CHECK(std::equal(part[1].begin(), part[1].end(), noise.channels[1].begin() + 777));
    }
}

TEST_CASE("a source without a file, or without a chunk, is refused")
{
    auto thread = DiskThread::mint();
    CHECK_FALSE(AudioFileSource::open(thread, {"none", "/nowhere/none.wav"}).ok());
    CHECK_FALSE(AudioFileSource::open(thread, {"none", "/nowhere/none.wav", FrameCount(0)}).ok());
}
