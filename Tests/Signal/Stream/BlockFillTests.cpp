#include "Signal/Stream/BlockFill.h"

#include "Model/ClipTimeline.h"
#include "Signal/Cache/BlockPool.h"
#include "Support/SignalReader.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;

struct Rig
{
    explicit Rig(int rate) : mapping(SampleRate(rate), SampleRate(48000), 0.0)
    {
        medium.signal = makeNoise(2, 20000, 5);
        medium.rate = SampleRate(rate);
        open.emplace(std::make_unique<SignalReader>(medium)); // that tells what it reads from now on
        length = gridLength(FrameCount(20000), medium.rate, SampleRate(48000));
    }

    Outcome<void> fill(std::int64_t index)
    {
        return fillBlock(diskThread, *open, mapping, tables, length, index, *lease);
    }
    std::vector<float> filled(std::int64_t index, int channel)
    {
        REQUIRE(fill(index));
        return {lease->channel(channel), lease->channel(channel) + block};
    }

    SignalThread signalThread = SignalThread::mint();
    DiskThread diskThread = DiskThread::mint();
    BlockPool pool{std::size_t{1} << 20};
    BlockLease lease = pool.tryAcquire(signalThread, 2);
    SignalMedium medium;
    std::optional<OpenMedium> open;
    GridMapping mapping;
    SincTables tables;
    FrameCount length;
};

} // namespace

TEST_CASE("at the session's rate a block is the file's samples and silence behind its end")
{
    Rig rig(48000);
    const auto last = rig.filled(2, 1);
    const auto& source = rig.medium.signal.channels[1];
    CHECK(std::equal(source.begin() + 2 * block, source.end(), last.begin()));
    CHECK(std::all_of(last.begin() + 20000 - 2 * block, last.end(), [](float s) { return s == 0.0f; }));
}

TEST_CASE("channels that the medium does not have are silent")
{
    Rig rig(GENERATE(24000, 48000));
    rig.lease = rig.pool.tryAcquire(rig.signalThread, 3);
    for (std::size_t c = 0; c < 3; ++c)
        std::fill_n(rig.lease->channels[c], block, 9.0f);
    const auto silent = rig.filled(0, 2);
    CHECK(std::all_of(silent.begin(), silent.end(), [](float s) { return s == 0.0f; }));
    CHECK(rig.lease->channel(1)[5000] != 9.0f);
}

TEST_CASE("a resampled block is the same alone, in order and backwards")
{
    std::vector<std::vector<float>> forwards;
    Rig rig(44100);
    for (std::int64_t index = 0; index < 3; ++index)
        forwards.push_back(rig.filled(index, 0));
    for (std::int64_t index = 2; index >= 0; --index)
        CHECK(rig.filled(index, 0) == forwards[static_cast<std::size_t>(index)]);
    for (std::int64_t index = 0; index < 3; ++index)
        CHECK(Rig(44100).filled(index, 0) == forwards[static_cast<std::size_t>(index)]);
}

TEST_CASE("a medium that cannot be read says so")
{
    Rig rig(44100);
    rig.medium.unreadable = FramePosition(5000);
    CHECK_FALSE(rig.fill(0));
    CHECK(rig.fill(2));
}
