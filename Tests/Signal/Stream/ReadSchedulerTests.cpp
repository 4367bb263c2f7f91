#include "Signal/Stream/ReadScheduler.h"

#include "Signal/Stream/StreamEngine.h"
#include "Support/StreamRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;

void openMany(StreamRig& rig, std::uint32_t count)
{
    for (std::uint32_t i = 1; i <= count; ++i)
    {
        const auto path = "/" + std::to_string(i) + ".wav";
        rig.media.put(path, makeNoise(1, 40 * block, i));
        rig.open(AssetId{i}, path);
    }
}

} // namespace

TEST_CASE("lower cohorts leave half of the places to what turns out urgent")
{
    StreamRig rig;
    openMany(rig, 12);
    for (std::uint32_t i = 1; i <= 11; ++i)
        rig.ask(i, AssetId{i}, 0, block, {}, Cohort::anticipative);
    rig.engine.step(rig.signalThread);
    CHECK(rig.disk.waiting() == 4);
    rig.ask(12, AssetId{12}, 0, block, {}, Cohort::realtime, std::chrono::seconds(5));
    rig.engine.step(rig.signalThread);
    CHECK(rig.disk.waiting() == 5);
    rig.disk.runNext();
    rig.engine.step(rig.signalThread);
    CHECK(rig.stateOf(12) == WindowState::resident);
}

TEST_CASE("runs grow with what is there, up to the longest")
{
    StreamRig rig;
    openMany(rig, 1);
    rig.ask(1, AssetId{1}, 0, 40 * block);
    std::vector<std::uint64_t> runs;
    std::uint64_t before = 0;
    for (;;)
    {
        rig.engine.step(rig.signalThread);
        if (!rig.disk.runNext())
            break;
        const auto bytes = rig.disk.stats(rig.signalThread).bytes;
        runs.push_back((bytes - before) / BlockPool::slabBytes);
        before = bytes;
    }
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < runs.size(); ++i)
    {
        CHECK(runs[i] <= std::max<std::uint64_t>(
                             1, std::min<std::uint64_t>(sum, ReadsUnderWay::mostJoinedBytes / BlockPool::slabBytes)));
        sum += runs[i];
    }
    CHECK(sum == 40);
    CHECK(runs.front() == 1);
    CHECK(runs.size() <= 12);
}

TEST_CASE("among equals the smaller asset is read first")
{
    StreamRig rig;
    std::vector<int> order;
    rig.media.put("/long.wav", makeNoise(1, 20 * block, 1)).beforeRead = [&](FramePosition) { order.push_back(1); };
    rig.media.put("/short.wav", makeNoise(1, block, 1)).beforeRead = [&](FramePosition) { order.push_back(2); };
    rig.open(AssetId{1}, "/long.wav");
    rig.open(AssetId{2}, "/short.wav");
    rig.ask(1, AssetId{1}, 0, block);
    rig.ask(2, AssetId{2}, 0, block);
    rig.settle();
    CHECK(order == std::vector<int>{2, 1});
}

TEST_CASE("a device whose places are all taken holds up no other")
{
    StreamRig rig;
    openMany(rig, 10);
    rig.media.put("/proc/b.wav", makeNoise(1, block, 1));
    rig.open(AssetId{50}, "/proc/b.wav");
    const auto held = MountTable::current().deviceOf("/1.wav");
    REQUIRE(held != MountTable::current().deviceOf("/proc/b.wav"));
    rig.disk.hold(held);
    for (std::uint32_t i = 1; i <= 10; ++i)
        rig.ask(i, AssetId{i}, 0, block);
    rig.engine.step(rig.signalThread);
    CHECK(rig.disk.waiting() == 8);
    rig.ask(50, AssetId{50}, 0, block, {}, Cohort::anticipative, std::chrono::seconds(9));
    rig.settle();
    CHECK(rig.stateOf(50, Cohort::anticipative) == WindowState::resident);
    CHECK(rig.stateOf(1) == WindowState::filling);
}

TEST_CASE("nothing to do is done at no time")
{
    StreamRig rig;
    openMany(rig, 1);
    rig.ask(1, AssetId{1}, 0, block);
    rig.settle();
    CHECK(rig.engine.nextStep(rig.signalThread) == Instant::max());
}
