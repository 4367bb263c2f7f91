#include "Signal/Control/CacheUpkeep.h"

#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** A stage with two media whose peaks and proxies can be kept. */
struct CacheStage
{
    TemporaryFolder proxies;
    ControlStage stage{std::size_t{64} << 20, proxies.path()};
    TemporaryFolder files;

    AssetId add(std::uint32_t number)
    {
        const AssetId asset{number};
        const auto path = files / (std::to_string(number) + ".wav");
        std::ofstream(path) << "medium " << number;
        stage.media.put(path, makeNoise(2, 200'000, number));
        stage.tell(RegisterAsset{asset, path, AssetType::sample});
        stage.settle();
        return asset;
    }
    CachesMeasured measured()
    {
        stage.tell(MeasureCaches{});
        stage.settle();
        return stage.all<CachesMeasured>().back();
    }
    void keepAllOf(AssetId asset)
    {
        stage.tell(RequestPeaks{asset});
        stage.tell(RequestProxy{asset});
        stage.settle();
    }
};

} // namespace

TEST_CASE("what peaks and proxies hold on the disk is measured, and cleared by kind")
{
    CacheStage caches;
    CHECK(caches.measured().peaks.files == 0);
    caches.keepAllOf(caches.add(1));
    caches.keepAllOf(caches.add(2));
    auto now = caches.measured();
    CHECK(now.peaks.path == caches.stage.peaks.path());
    CHECK(now.peaks.files == 2);
    CHECK(now.peaks.bytes > 0);
    CHECK(now.proxies.files == 2);
    CHECK(now.proxies.bytes > 100'000);

    caches.stage.tell(ClearCaches{true, false});
    caches.stage.settle();
    now = caches.stage.all<CachesMeasured>().back();
    CHECK(now.peaks.files == 0);
    CHECK(now.proxies.files == 2);
    caches.stage.tell(ClearCaches{false, true});
    caches.stage.settle();
    CHECK(caches.stage.all<CachesMeasured>().back().proxies.files == 0);
    CHECK(std::filesystem::is_empty(caches.proxies.path()));
}

TEST_CASE("peaks that are held stay readable when their file is cleared, and are made again when asked for")
{
    CacheStage caches;
    const auto asset = caches.add(1);
    caches.keepAllOf(asset);
    auto held = caches.stage.all<PeaksReady>().back().peaks;
    caches.stage.tell(ClearCaches{true, true});
    caches.stage.settle();
    CHECK(held->length() == FrameCount(200'000));
    held.reset();
    caches.stage.facts.clear();
    caches.stage.tell(RequestPeaks{asset});
    caches.stage.settle();
    CHECK_FALSE(caches.stage.all<PeaksReady>().back().fromCache);
}

TEST_CASE("from another folder on, with other bounds, what is kept is kept there")
{
    CacheStage caches;
    const TemporaryFolder elsewhere;
    caches.keepAllOf(caches.add(1));
    caches.stage.tell(SetCaches{elsewhere.path(), 1, std::int64_t{1} << 30});
    caches.keepAllOf(caches.add(2));
    caches.keepAllOf(caches.add(3));
    const auto now = caches.measured();
    CHECK(now.peaks.path == elsewhere / "Peaks");
    CHECK(now.peaks.files == 1); // the newest stays, whatever the bound
    CHECK(now.proxies.files == 2);
    CHECK_FALSE(std::filesystem::is_empty(caches.stage.peaks.path()));
}

TEST_CASE("a smaller budget is reached while playing, and what sounds goes on")
{
    ControlStage stage;
    stage.play(makeNoise(2, 2'000'000, 4));
    stage.want(0, 1'500'000, 2);
    stage.settle();
    CHECK(stage.render(480).channels[0] != TestSignal(2, 480).channels[0]);
    stage.tell(SetMemoryBudget{std::size_t{2} << 20});
    for (int i = 0; i < 20; ++i)
    {
        (void) stage.render(480);
        stage.settle();
    }
    stage.clock.advance(signal::Reports::statsInterval);
    stage.turn();
    const auto stats = stage.all<StreamStats>().back();
    CHECK(stats.memory.budgetBytes == std::size_t{2} << 20);
    CHECK(stats.missingFrames == 0);
    stage.tell(SetMemoryBudget{std::size_t{64} << 20});
    stage.clock.advance(signal::Reports::statsInterval);
    stage.turn();
    stage.clock.advance(signal::Reports::statsInterval);
    stage.turn();
    CHECK(stage.all<StreamStats>().back().memory.budgetBytes == std::size_t{64} << 20);
}
