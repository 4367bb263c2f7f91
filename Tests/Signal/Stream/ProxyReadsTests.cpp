#include "Signal/Stream/ProxyReads.h"

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

TEST_CASE("originals are read where a proxy is there too")
{
    ProxyRig rig;
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    rig.want(0, 6, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 0);
    CHECK(rig.stored.reads == 0);
    CHECK(rig.changes().empty());
}

TEST_CASE("drafts that are wished for lie where the original would, to the sample")
{
    ProxyRig rig;
    rig.engine.setResolution(rig.signalThread, PlaybackResolution::draft);
    rig.open(asset, ProxyRig::originalPath);
    rig.want(0, 6, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::filling); // whether there is a draft is not known yet
    rig.giveProxy();
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 6);
    CHECK(rig.original.reads == 0);
    for (std::int64_t i = 0; i < 6; ++i)
        CHECK(rig.differenceFromOriginal(i) < 1e-5f);
    REQUIRE(rig.changes() == std::vector<bool>{true});
    CHECK(rig.facts.all<SourceChanged>()[0].cause.empty());
}

TEST_CASE("a medium that was never there is heard from its proxy, and from itself when it comes")
{
    ProxyRig rig;
    rig.media.remove(ProxyRig::originalPath);
    rig.open(asset, ProxyRig::originalPath);
    rig.want(0, 6, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.engine.table(rig.signalThread, asset, 0) == nullptr);
    rig.giveProxy();
    rig.settle();
    CHECK(rig.engine.status(rig.signalThread, asset) == OfflineStatus::missing);
    REQUIRE(rig.engine.facts(rig.signalThread, asset) != nullptr);
    CHECK(rig.engine.facts(rig.signalThread, asset)->length == FrameCount(ProxyRig::length));
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 6);
    const auto table = rig.engine.table(rig.signalThread, asset, 0);

    rig.media.restore(ProxyRig::originalPath, rig.original);
    rig.engine.recheck(rig.signalThread, asset);
    rig.settle();
    CHECK(rig.engine.table(rig.signalThread, asset, 0) == table); // what sounds goes on
    CHECK(rig.proxied() == 0);
    CHECK(rig.differenceFromOriginal(3) == 0.0f);
    CHECK(rig.changes() == std::vector<bool>{true, false});
}

TEST_CASE("a proxy of a wide medium fills its first two channels")
{
    ProxyRig rig(6);
    rig.media.remove(ProxyRig::originalPath);
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    rig.want(0, 1, std::chrono::seconds(1));
    rig.settle();
    REQUIRE(rig.find(0) != nullptr);
    CHECK(rig.find(0)->channelCount == 6);
    CHECK(rig.find(0)->channels[1][5000] == Approx(rig.original.signal.channels[1][5000]).margin(1e-5));
    CHECK(rig.find(0)->channels[2][5000] == 0.0f);
    CHECK(rig.find(0)->channels[5][5000] == 0.0f);
}

TEST_CASE("only what cannot be read of a damaged original is heard from its proxy, until it can be")
{
    ProxyRig rig;
    rig.original.unreadable = FramePosition(2 * block + 5);
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    rig.want(0, 6, std::chrono::seconds(10));
    rig.settle();
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.find(2)->isProxy);
    CHECK(rig.proxied() == 1);
    CHECK(rig.facts.all<DecodeError>().size() == 1);

    rig.clock.advance(StreamEngine::firstRetry);
    rig.settle();
    CHECK(rig.proxied() == 1);
    rig.original.unreadable.reset();
    rig.clock.advance(4 * StreamEngine::firstRetry);
    rig.settle();
    CHECK(rig.proxied() == 0);
}
