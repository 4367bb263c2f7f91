#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr AssetId asset{1};

/** A stage with a cache folder, and a medium that is a file for its fingerprint and a signal for its sound. */
struct ProxyStage
{
    TemporaryFolder cache;
    ControlStage stage{std::size_t{64} << 20, cache.path()};
    std::filesystem::path path = stage.peaks / "tone.wav";

    ProxyStage()
    {
        std::ofstream(path) << "the fingerprint is taken of these bytes";
        stage.media.put(path, makeSines(2, 100'000, 48'000, 440));
    }
    void registerMedium()
    {
        stage.tell(RegisterAsset{asset, path, AssetType::sample});
        stage.settle();
    }
    [[nodiscard]] std::vector<ProxyStatus> told() const
    {
        std::vector<ProxyStatus> all;
        for (const auto& news : stage.all<ProxyChanged>())
            all.push_back(news.status);
        return all;
    }
};

} // namespace

TEST_CASE("a proxy is built on request by the workers, and told from queued to ready")
{
    ProxyStage proxies;
    proxies.registerMedium();
    CHECK(proxies.told().empty());
    proxies.stage.tell(RequestProxy{asset, ProxyQuality::draft});
    proxies.stage.tell(RequestProxy{asset, ProxyQuality::draft});
    proxies.stage.settle();
    CHECK(proxies.told() == std::vector{ProxyStatus::queued, ProxyStatus::ready});
    CHECK(proxies.stage.peakWorkers.ran().size() == 1);
    const auto ready = proxies.stage.all<ProxyChanged>().back();
    CHECK(ready.proxy.parentAssetId == asset);
    CHECK(ready.proxy.quality == ProxyQuality::draft);
    CHECK(std::filesystem::exists(ready.proxy.path));
    CHECK(ready.original.length == FrameCount(100'000));
}

TEST_CASE("a proxy that was built before is found when its medium is registered")
{
    ProxyStage proxies;
    proxies.registerMedium();
    proxies.stage.tell(RequestProxy{asset, ProxyQuality::opus});
    proxies.stage.settle();
    proxies.stage.tell(ForgetAsset{asset});
    proxies.stage.settle();
    proxies.stage.facts.clear();
    proxies.registerMedium();
    REQUIRE(proxies.told() == std::vector{ProxyStatus::ready});
    CHECK(proxies.stage.all<ProxyChanged>()[0].proxy.quality == ProxyQuality::opus);
    CHECK(proxies.stage.peakWorkers.ran().size() == 1);
}

TEST_CASE("the proxy of a medium that has changed is stale, and made again")
{
    ProxyStage proxies;
    proxies.registerMedium();
    proxies.stage.tell(RequestProxy{asset, ProxyQuality::draft});
    proxies.stage.settle();
    const auto first = proxies.stage.all<ProxyChanged>().back().proxy.path;
    std::ofstream(proxies.path) << "and these are bytes of another medium";
    proxies.stage.media.put(proxies.path, makeSines(2, 50'000, 48'000, 220));
    proxies.stage.facts.clear();
    proxies.stage.tell(UpdateAssetStatus{asset, OfflineStatus::present, ProxyStatus::none});
    proxies.stage.settle();
    CHECK(proxies.told() == std::vector{ProxyStatus::stale, ProxyStatus::queued, ProxyStatus::ready});
    const auto ready = proxies.stage.all<ProxyChanged>().back();
    CHECK(ready.proxy.path != first);
    CHECK(ready.original.length == FrameCount(50'000));
}

TEST_CASE("building that is cancelled or of no interest any more is not done")
{
    ProxyStage proxies;
    proxies.registerMedium();
    proxies.stage.tell(RequestProxy{asset, ProxyQuality::draft});
    proxies.stage.turn();
    const auto isForgotten = GENERATE(false, true);
    if (isForgotten)
        proxies.stage.tell(ForgetAsset{asset});
    else
        proxies.stage.tell(CancelProxy{asset});
    proxies.stage.settle();
    CHECK(proxies.stage.peakWorkers.ran().empty());
    CHECK(proxies.told().back() == (isForgotten ? ProxyStatus::queued : ProxyStatus::none));
}

TEST_CASE("a proxy that cannot be built is told with the reason")
{
    ProxyStage proxies;
    std::filesystem::remove(proxies.path);
    proxies.registerMedium();
    proxies.stage.tell(RequestProxy{asset, ProxyQuality::draft});
    proxies.stage.settle();
    REQUIRE(proxies.told().back() == ProxyStatus::failed);
    CHECK_FALSE(proxies.stage.all<ProxyChanged>().back().cause.empty());
}
