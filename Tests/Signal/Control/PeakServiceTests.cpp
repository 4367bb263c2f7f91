#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace loophole;
using namespace loophole::testing;

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
