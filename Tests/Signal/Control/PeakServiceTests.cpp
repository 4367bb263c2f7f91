#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** A medium of five stretches, known to Signal as asset 3. */
std::filesystem::path registerLongMedium(ControlStage& stage)
{
    const auto path = stage.peaks / "long.wav";
    std::ofstream(path) << "the fingerprint is taken of these bytes";
    stage.media.put(path, makeSines(1, 5 * (std::int64_t{1} << 20), 48000, 440));
    stage.tell(RegisterAsset{AssetId{3}, path, AssetType::sample});
    return path;
}

} // namespace

TEST_CASE("peaks of a medium are built away from the reads for playback, and told")
{
    ControlStage stage;
    const auto path = stage.peaks / "tone.wav";
    std::ofstream(path) << "the fingerprint is taken of these bytes";
    stage.media.put(path, makeSines(2, 10'000, 48000, 440));
    stage.tell(RegisterAsset{AssetId{3}, path, AssetType::sample});
    stage.tell(RequestPeaks{AssetId{3}, true});
    stage.tell(RequestPeaks{AssetId{3}, true});
    stage.settle();
    REQUIRE(stage.all<PeaksReady>().size() == 1);
    const auto ready = stage.all<PeaksReady>().front();
    CHECK(ready.asset == AssetId{3});
    CHECK_FALSE(ready.fromCache);
    CHECK(ready.peaks->length() == FrameCount(10'000));
    CHECK(stage.peakWorkers.ran().size() == 1);

    stage.tell(RequestPeaks{AssetId{3}, true});
    stage.settle();
    CHECK(stage.all<PeaksReady>().back().fromCache);
}

TEST_CASE("visible media come before the others, the newest request first")
{
    ControlStage stage;
    for (std::uint32_t id = 1; id <= 4; ++id)
    {
        stage.tell(RegisterAsset{AssetId{id}, "/media/none.wav", AssetType::sample});
        stage.tell(RequestPeaks{AssetId{id}, id > 1});
        stage.turn();
        stage.clock.advance(std::chrono::milliseconds(1));
    }
    stage.peakWorkers.runAll();
    std::vector<std::uint64_t> order;
    for (const auto& ran : stage.peakWorkers.ran())
        order.push_back(ran.tag.owner);
    CHECK(order == std::vector<std::uint64_t>{4, 3, 2, 1});
}

TEST_CASE("peaks that cannot be built are told with the reason, and unknown media at once")
{
    ControlStage stage;
    stage.tell(RequestPeaks{AssetId{9}, true});
    stage.turn();
    REQUIRE(stage.all<PeaksFailed>().size() == 1);
    stage.tell(RegisterAsset{AssetId{9}, "/media/none.wav", AssetType::sample});
    stage.tell(RequestPeaks{AssetId{9}, true});
    stage.settle();
    REQUIRE(stage.all<PeaksFailed>().size() == 2);
    CHECK_FALSE(stage.all<PeaksFailed>().back().why.empty());
}

TEST_CASE("peaks of a forgotten medium are neither built nor told")
{
    ControlStage stage;
    stage.tell(RegisterAsset{AssetId{9}, "/media/none.wav", AssetType::sample});
    stage.tell(RequestPeaks{AssetId{9}, true});
    stage.turn();
    stage.tell(ForgetAsset{AssetId{9}});
    stage.settle();
    CHECK(stage.peakWorkers.ran().empty());
    CHECK(stage.all<PeaksFailed>().empty());
}

TEST_CASE("a long medium is told as a sketch, then in parts, then whole")
{
    ControlStage stage;
    registerLongMedium(stage);
    stage.tell(RequestPeaks{AssetId{3}, true});
    stage.settle();
    const auto told = stage.all<PeaksReady>();
    REQUIRE(told.size() >= 2);
    CHECK(told.front().isPartial);
    CHECK(told.front().progress == 0);
    CHECK_FALSE(told.front().peaks->sketch().isEmpty());
    CHECK_FALSE(told.back().isPartial);
    CHECK_FALSE(told.back().fromCache);
    CHECK(told.back().peaks->holds(0, 0, 0, told.back().peaks->peakCount(0)));
}

TEST_CASE("what has come into view waits for a slice of a long medium and not for all of it")
{
    ControlStage stage;
    registerLongMedium(stage);
    stage.tell(RequestPeaks{AssetId{3}, false});
    stage.turn();
    stage.peakWorkers.runAll(); // the sketch
    stage.turn();
    stage.tell(RegisterAsset{AssetId{4}, "/media/none.wav", AssetType::sample});
    stage.tell(RegisterAsset{AssetId{5}, "/media/none.wav", AssetType::sample});
    stage.tell(RequestPeaks{AssetId{4}, true});
    stage.tell(RequestPeaks{AssetId{5}, true, true});
    stage.settle();
    std::vector<std::uint64_t> order;
    for (const auto& ran : stage.peakWorkers.ran())
        if (order.empty() || order.back() != ran.tag.owner)
            order.push_back(ran.tag.owner);
    CHECK(order == std::vector<std::uint64_t>{3, 5, 4, 3});
}

TEST_CASE("peaks that were given up go on where they were when they are asked for again")
{
    ControlStage stage;
    const auto path = registerLongMedium(stage);
    stage.tell(RequestPeaks{AssetId{3}, true});
    stage.turn();
    stage.peakWorkers.runAll();
    stage.turn();
    stage.tell(CancelPeaks{AssetId{3}});
    stage.settle();
    CHECK(stage.all<PeaksReady>().size() == 1);
    const auto sketch = stage.all<PeaksReady>().front().peaks;

    stage.tell(RequestPeaks{AssetId{3}, true});
    stage.settle();
    CHECK_FALSE(stage.all<PeaksReady>().back().isPartial);
    CHECK(stage.all<PeaksReady>().back().peaks == sketch);
}

TEST_CASE("peaks that were found damaged are built although the cache has them")
{
    ControlStage stage;
    registerLongMedium(stage);
    stage.tell(RequestPeaks{AssetId{3}, true});
    stage.settle();
    stage.tell(RequestPeaks{AssetId{3}, true, false, true});
    stage.settle();
    CHECK_FALSE(stage.all<PeaksReady>().back().fromCache);
    CHECK_FALSE(stage.all<PeaksReady>().back().isPartial);
}
