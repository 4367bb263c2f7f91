#include "Signal/Control/AuditionReads.h"

#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

void registerMedium(ControlStage& stage, TestSignal signal)
{
    stage.media.put("/media/7.wav", std::move(signal));
    stage.tell(RegisterAsset{AssetId{7}, "/media/7.wav", AssetType::transient});
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({})), 1});
}

} // namespace

TEST_CASE("the start of a loop stays in memory while the deck is far from it")
{
    ControlStage stage(std::size_t{8} << 20);
    registerMedium(stage, makeNoise(2, 3'000'000, 4));
    stage.settle();
    StartStream loop;
    loop.asset = AssetId{7};
    loop.loop = true;
    loop.region = {FramePosition(500'000), FrameCount(200'000)};
    loop.from = FramePosition(690'000);
    stage.tell(loop);
    stage.settle();
    (void) stage.render(8192);
    const auto reads = stage.disk.ran().size();
    // Nothing is read any more before the wrap is heard.
    CHECK(stage.render(4096) != TestSignal(2, 4096));
    CHECK(stage.disk.ran().size() == reads);
    CHECK(stage.all<StreamUnderrun>().empty());
}

TEST_CASE("a scrubbed medium is read to both sides of the pointer")
{
    ControlStage stage;
    registerMedium(stage, makeNoise(2, 300'000, 5));
    stage.settle();
    stage.tell(ScrubStream{AssetId{7}, FramePosition(150'000)});
    stage.settle();
    CHECK(stage.render(512) == TestSignal(2, 512));
    for (int i = 0; i < 30; ++i)
    {
        stage.tell(ScrubStream{AssetId{7}, FramePosition(150'000 + (i % 2 == 0 ? 8'000 : -8'000))});
        stage.turn();
        CHECK(stage.render(4096) != TestSignal(2, 4096));
    }
}
