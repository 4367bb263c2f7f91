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

TEST_CASE("what is only browsed is silent while it is away, and heard from its proxy once a session plays it")
{
    ProxyRig rig;
    rig.media.remove(ProxyRig::originalPath);
    rig.engine.registerAsset(rig.signalThread, {asset, ProxyRig::originalPath, AssetType::transient});
    rig.giveProxy();
    rig.settle();
    CHECK(rig.engine.table(rig.signalThread, asset, 0) == nullptr);
    rig.engine.useInSession(rig.signalThread, asset);
    CHECK(rig.engine.table(rig.signalThread, asset, 0) != nullptr);
}

TEST_CASE("a proxy that was made from another state of the file is refused")
{
    ProxyRig rig;
    rig.open(asset, ProxyRig::originalPath);
    auto stale = rig.proxy();
    stale.stamp.changed = 77;
    rig.engine.setProxy(rig.signalThread, asset, stale);
    const auto told = rig.facts.all<ProxyChanged>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].status == ProxyStatus::stale);
    rig.engine.setResolution(rig.signalThread, PlaybackResolution::draft);
    rig.want(0, 1, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.proxied() == 0);
}

TEST_CASE("a proxy that is gone itself is given up")
{
    ProxyRig rig;
    rig.media.remove(ProxyRig::originalPath);
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    rig.media.remove(ProxyRig::proxyPath);
    rig.want(0, 1, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.engine.table(rig.signalThread, asset, 0) == nullptr);
    CHECK(rig.stateOf(1) == WindowState::failed);
}

TEST_CASE("assets that are forgotten while their proxies are read leave nothing behind")
{
    ProxyRig rig;
    rig.media.remove(ProxyRig::originalPath);
    rig.open(asset, ProxyRig::originalPath);
    rig.giveProxy();
    rig.want(0, 6, std::chrono::seconds(1));
    rig.step();
    REQUIRE(rig.disk.beginNext());
    rig.engine.forget(rig.signalThread, asset);
    rig.disk.endBegun();
    rig.settle();
    CHECK(rig.pool.usedBytes() == 0);
}
