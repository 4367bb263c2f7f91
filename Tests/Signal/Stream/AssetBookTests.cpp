#include "Signal/Stream/AssetBook.h"

#include "Signal/Stream/StreamEngine.h"
#include "Support/StreamRig.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("looks at one file come one after another, however often they are asked for")
{
    StreamRig rig;
    const auto& medium = rig.media.put("/a.wav", TestSignal(1, 100));
    rig.engine.registerAsset(rig.signalThread, {AssetId{1}, "/a.wav", AssetType::sample});
    for (int i = 0; i < 5; ++i)
        rig.engine.recheck(rig.signalThread, AssetId{1});
    CHECK(rig.disk.waiting() == 1);
    rig.settle();
    CHECK(medium.opened == 2);
    CHECK(rig.facts.all<AssetStatusChanged>().size() == 1);
}

TEST_CASE("registering a known asset looks for it again")
{
    StreamRig rig;
    rig.open(AssetId{1}, "/a.wav");
    rig.media.put("/a.wav", TestSignal(1, 100));
    rig.open(AssetId{1}, "/a.wav");
    CHECK(rig.engine.status(rig.signalThread, AssetId{1}) == OfflineStatus::present);
}

TEST_CASE("an asset that moves is opened where it is now")
{
    StreamRig rig;
    rig.media.put("/a.wav", TestSignal(1, 100));
    rig.media.put("/b.wav", TestSignal(1, 200));
    rig.engine.registerAsset(rig.signalThread, {AssetId{1}, "/a.wav", AssetType::sample});
    rig.engine.registerAsset(rig.signalThread, {AssetId{1}, "/b.wav", AssetType::sample});
    rig.settle();
    REQUIRE(rig.engine.facts(rig.signalThread, AssetId{1}) != nullptr);
    CHECK(rig.engine.facts(rig.signalThread, AssetId{1})->length == FrameCount(200));
    rig.open(AssetId{1}, "/a.wav");
    CHECK(rig.engine.facts(rig.signalThread, AssetId{1})->length == FrameCount(100));
}

TEST_CASE("what a window waits for is opened first")
{
    StreamRig rig;
    std::vector<int> order;
    for (std::uint32_t i = 1; i <= 5; ++i)
    {
        const auto path = "/" + std::to_string(i) + ".wav";
        rig.media.put(path, TestSignal(1, 100));
        rig.engine.registerAsset(rig.signalThread, {AssetId{i}, path, AssetType::sample});
    }
    rig.ask(1, AssetId{4}, 0, 100);
    rig.disk.runNext();
    rig.engine.step(rig.signalThread);
    CHECK(rig.engine.status(rig.signalThread, AssetId{4}) == OfflineStatus::present);
    CHECK(rig.engine.status(rig.signalThread, AssetId{1}) == OfflineStatus::pending);
}

TEST_CASE("an asset that is forgotten while it is opened is closed again")
{
    StreamRig rig;
    rig.media.put("/a.wav", TestSignal(1, 100));
    rig.engine.registerAsset(rig.signalThread, {AssetId{1}, "/a.wav", AssetType::sample});
    REQUIRE(rig.disk.beginNext());
    rig.engine.forget(rig.signalThread, AssetId{1});
    rig.disk.endBegun();
    rig.settle();
    CHECK(rig.facts.all<AssetStatusChanged>().empty());
    CHECK(rig.engine.status(rig.signalThread, AssetId{1}) == OfflineStatus::missing);
}

TEST_CASE("a file behind a link to a drive that hangs holds up no other, and is opened once that answers")
{
    StreamRig rig;
    TemporaryFolder folder;
    std::filesystem::create_directory_symlink("/proc/self", folder / "far");
    const auto far = MountTable::current().deviceOf("/proc/self");
    rig.media.put(folder / "far/a.wav", TestSignal(1, 100));
    rig.media.put(folder / "b.wav", TestSignal(1, 100));
    rig.disk.hold(far);
    rig.open(AssetId{1}, folder / "far/a.wav");
    rig.open(AssetId{2}, folder / "b.wav");
    CHECK(rig.engine.status(rig.signalThread, AssetId{1}) == OfflineStatus::pending);
    CHECK(rig.engine.status(rig.signalThread, AssetId{2}) == OfflineStatus::present);
    CHECK(rig.engine.mounts().deviceOf(folder / "far") == far);
    CHECK(rig.facts.all<AssetStatusChanged>().size() == 1);
    rig.disk.letGo(far);
    rig.settle();
    CHECK(rig.engine.status(rig.signalThread, AssetId{1}) == OfflineStatus::present);
    CHECK(rig.facts.all<AssetStatusChanged>().size() == 2);
}

TEST_CASE("a status is told again only when it or its cause changes")
{
    StreamRig rig;
    rig.media.put("/a.wav", TestSignal(9, 100));
    rig.open(AssetId{1}, "/a.wav");
    rig.open(AssetId{1}, "/a.wav");
    CHECK(rig.facts.all<AssetStatusChanged>().size() == 1);
    rig.media.remove("/a.wav");
    rig.open(AssetId{1}, "/a.wav");
    const auto told = rig.facts.all<AssetStatusChanged>();
    REQUIRE(told.size() == 2);
    CHECK(told[0].cause == "has 9 channels at 48000 Hz");
    CHECK(told[1].cause == "no such file or directory");
}
