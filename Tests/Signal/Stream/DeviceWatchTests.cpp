#include "Signal/Stream/DeviceWatch.h"

#include "Support/StreamRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;
using namespace std::chrono_literals;

namespace
{

constexpr auto block = limits::blockFrames;
constexpr AssetId asset{1};

/** The device that paths without a mount of their own are on, as the engine found it. */
DeviceId deviceOf(StreamRig& rig)
{
    return {rig.facts.all<AssetStatusChanged>().at(0).device};
}

void hang(StreamRig& rig, DeviceId device)
{
    rig.disk.hung.insert(device);
    rig.disk.hold(device);
    rig.clock.advance(DeviceWatch::interval);
    rig.settle();
}

void answer(StreamRig& rig, DeviceId device)
{
    rig.disk.hung.erase(device);
    rig.disk.letGo(device);
    rig.clock.advance(DeviceWatch::interval);
    rig.settle();
}

} // namespace

TEST_CASE("a device is told to hang once and to answer once, however often it is looked at")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    HandCrankedDisk disk;
    DeviceWatch watch(clock, disk);
    CHECK(watch.look(thread).empty());
    CHECK(watch.nextLook() == Instant::max());
    disk.hung = {{3}, {5}};
    CHECK(watch.look(thread).empty()); // so soon after the last look
    clock.advance(DeviceWatch::interval);
    CHECK(watch.look(thread).size() == 2);
    CHECK(watch.isHung({3}));
    CHECK_FALSE(watch.isHung({4}));
    CHECK(watch.nextLook() == clock.now() + DeviceWatch::interval);
    disk.hung = {{5}};
    clock.advance(DeviceWatch::interval);
    const auto changes = watch.look(thread);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].device == DeviceId{3});
    CHECK_FALSE(changes[0].isHung);
}

TEST_CASE(
    "media on a device that does not answer are pending, heard as far as they are there, and present again with it")
{
    StreamRig rig;
    rig.media.put("/a.wav", makeNoise(2, 4 * block, 1));
    rig.open(asset, "/a.wav");
    const auto device = deviceOf(rig);
    rig.ask(1, asset, 0, 2 * block);
    rig.settle();
    rig.facts.clear();

    hang(rig, device);
    auto told = rig.facts.all<AssetStatusChanged>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].before == OfflineStatus::present);
    CHECK(told[0].now == OfflineStatus::pending);
    CHECK(told[0].cause == "its drive does not answer");
    CHECK(told[0].facts.length == FrameCount(4 * block));
    CHECK(rig.engine.status(rig.signalThread, asset) == OfflineStatus::pending);
    CHECK(rig.engine.causeOf(rig.signalThread, asset) == StreamCause::stalled);
    CHECK(rig.engine.table(rig.signalThread, asset, 0) != nullptr);
    CHECK(rig.isResident(asset, 1));

    // What is asked for meanwhile waits, and comes by itself when the device does.
    rig.ask(1, asset, 0, 4 * block, {}, Cohort::realtime, {}, 2);
    rig.settle();
    CHECK_FALSE(rig.isResident(asset, 3));
    rig.facts.clear();
    answer(rig, device);
    told = rig.facts.all<AssetStatusChanged>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].before == OfflineStatus::pending);
    CHECK(told[0].now == OfflineStatus::present);
    CHECK(rig.isResident(asset, 3));
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("a device that answers again gives at once what it refused before")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", makeNoise(2, 2 * block, 1));
    rig.open(asset, "/a.wav");
    const auto device = deviceOf(rig);
    medium.unreadable = FramePosition(5);
    rig.ask(1, asset, 0, 2 * block, {}, Cohort::anticipative);
    rig.settle();
    CHECK(rig.engine.causeOf(rig.signalThread, asset) == StreamCause::failed);
    for (int i = 0; i < 6; ++i)
    {
        rig.clock.advance(StreamEngine::longestRetry);
        rig.settle();
    }
    medium.unreadable.reset();
    hang(rig, device);
    answer(rig, device);
    CHECK(rig.isResident(asset, 0));
}

TEST_CASE("a block that can be read again brings the others of its device back at once")
{
    StreamRig rig;
    auto& first = rig.media.put("/a.wav", makeNoise(2, block, 1));
    auto& second = rig.media.put("/b.wav", makeNoise(2, block, 2));
    rig.open(asset, "/a.wav");
    rig.open(AssetId{2}, "/b.wav");
    first.unreadable = second.unreadable = FramePosition(5);
    rig.ask(1, asset, 0, block, {}, Cohort::realtime);
    rig.ask(2, AssetId{2}, 0, block, {}, Cohort::anticipative);
    rig.settle();
    for (int i = 0; i < 40; ++i)
    {
        rig.clock.advance(StreamEngine::longestHeardRetry);
        rig.settle();
    }
    first.unreadable.reset();
    second.unreadable.reset();
    rig.clock.advance(StreamEngine::longestHeardRetry);
    rig.settle();
    CHECK(rig.isResident(asset, 0));
    CHECK(rig.isResident(AssetId{2}, 0));
}

TEST_CASE("why frames are missing is told by what is known of their medium")
{
    StreamRig rig;
    CHECK(rig.engine.causeOf(rig.signalThread, AssetId{9}) == StreamCause::missing);
    rig.open(asset, "/nowhere.wav");
    CHECK(rig.engine.causeOf(rig.signalThread, asset) == StreamCause::missing);
    rig.media.put("/a.wav", makeNoise(2, block, 1));
    rig.open(AssetId{2}, "/a.wav");
    CHECK(rig.engine.causeOf(rig.signalThread, AssetId{2}) == StreamCause::late);
}

TEST_CASE("what the pool measured is told with where it is mounted")
{
    DeviceStats measured;
    measured.device = {2050};
    measured.reads = 7;
    measured.p99Ms = 3;
    measured.isHung = true;
    const auto told = reportOf({measured}, MountTable::parse("1 0 8:2 / /mnt rw\n"));
    REQUIRE(told.size() == 1);
    CHECK(told[0].name == "/mnt");
    CHECK(told[0].device == 2050);
    CHECK(told[0].reads == 7);
    CHECK(told[0].p99Ms == 3);
    CHECK(told[0].isStalled);
}

TEST_CASE("what was done on no known drive is told of none")
{
    DeviceStats listings;
    listings.reads = 3;
    CHECK(reportOf({listings}, MountTable()).empty());
}
