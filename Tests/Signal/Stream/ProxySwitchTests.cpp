#include "Signal/Stream/ProxySwitch.h"

#include "Signal/Stream/StreamEngine.h"
#include "Support/ProxyRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = ProxyRig::block;
constexpr auto asset = ProxyRig::asset;

} // namespace

TEST_CASE("where a draft is wished for and there is none the original is read")
{
    ProxyRig rig;
    rig.engine.setResolution(rig.signalThread, PlaybackResolution::draft);
    rig.open(asset, ProxyRig::originalPath);
    rig.want(0, 6, std::chrono::seconds(1));
    rig.engine.setProxy(rig.signalThread, asset, std::nullopt);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 0);
}

TEST_CASE("an original that does not come back in time gives way, and is heard again when it is well")
{
    ProxyRig rig;
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    rig.want(0, 6, std::chrono::seconds(1));
    rig.step();
    REQUIRE(rig.disk.beginNext()); // the original hangs in its first read
    rig.clock.advance(std::chrono::milliseconds(600));
    rig.step();
    rig.clock.advance(ProxySwitch::patience);
    CHECK(rig.changes().empty());
    rig.settle();
    // A moment before it is to be heard all is there.
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 6);
    REQUIRE(rig.changes() == std::vector<bool>{true});
    CHECK(rig.facts.all<SourceChanged>()[0].asset == asset);
    CHECK(rig.facts.all<SourceChanged>()[0].cause == "its drive does not keep up");

    rig.disk.endBegun();
    rig.settle();
    CHECK(rig.proxied() == 6); // too late to be of use
    rig.clock.advance(ProxySwitch::firstPause);
    rig.settle();
    CHECK(rig.changes() == std::vector<bool>{true, false});
    CHECK(rig.proxied() == 0);
    CHECK(rig.differenceFromOriginal(2) == 0.0f);
}

TEST_CASE("an original that is late again soon is left alone for longer")
{
    ProxyRig rig;
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    auto revision = 1u;
    const auto fallBehind = [&](std::int64_t at)
    {
        rig.want(at, 1, std::chrono::milliseconds(100), ++revision);
        rig.step();
        REQUIRE(rig.disk.beginNext());
        rig.clock.advance(ProxySwitch::checkInterval);
        rig.step();
        rig.clock.advance(ProxySwitch::patience);
        rig.settle();
        rig.disk.endBegun();
        rig.settle();
        REQUIRE(rig.changes().back());
    };
    fallBehind(0);
    rig.clock.advance(ProxySwitch::firstPause);
    rig.settle();
    REQUIRE_FALSE(rig.changes().back());
    fallBehind(2);
    rig.clock.advance(ProxySwitch::firstPause);
    rig.settle();
    CHECK(rig.changes().back());
    rig.clock.advance(ProxySwitch::firstPause);
    rig.settle();
    CHECK_FALSE(rig.changes().back());
}

TEST_CASE("a rendering waits for originals however late they are")
{
    ProxyRig rig;
    rig.engine.readForRendering(rig.signalThread);
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    rig.want(0, 6, Instant::zero());
    rig.step();
    REQUIRE(rig.disk.beginNext());
    rig.clock.advance(std::chrono::seconds(5));
    rig.step();
    rig.clock.advance(std::chrono::seconds(5));
    rig.step();
    CHECK(rig.stored.reads == 0);
    rig.disk.endBegun();
    rig.settle();
    CHECK(rig.proxied() == 0);
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("one asset may be wished for in full while the session plays drafts")
{
    ProxyRig rig;
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    rig.engine.setResolution(rig.signalThread, PlaybackResolution::draft);
    rig.engine.setResolution(rig.signalThread, asset, PlaybackResolution::full);
    rig.want(0, 6, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.proxied() == 0);
    CHECK(rig.changes() == std::vector<bool>{true, false});
}
