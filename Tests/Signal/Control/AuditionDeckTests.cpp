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

bool ends(const TestSignal& heard, const TestSignal& whole, std::int64_t wholeFrom, std::int64_t frames)
{
    const auto from = heard.frames() - frames;
    return std::equal(heard.channels[0].begin() + from, heard.channels[0].end(), whole.channels[0].begin() + wholeFrom);
}

} // namespace

TEST_CASE("an audition of a medium that is still being opened starts when it is there")
{
    const auto noise = makeNoise(2, 60'000, 1);
    ControlStage stage;
    registerMedium(stage, noise);
    stage.tell(StartStream{AssetId{7}, FramePosition(1000), false, 0});
    stage.turn();
    CHECK(stage.render(512) == TestSignal(2, 512));
    stage.settle();
    CHECK(ends(stage.render(1024), noise, 1512, 512));
    stage.settle();
    CHECK(stage.all<TransportPosition>().back().deck(Deck::a).isMoving());
    CHECK(stage.all<TransportPosition>().back().deck(Deck::a).asset == AssetId{7});
}

TEST_CASE("an audition reads on while it plays, past what was read for its start")
{
    const auto noise = makeNoise(2, 300'000, 2);
    ControlStage stage;
    registerMedium(stage, noise);
    stage.settle();
    stage.tell(StartStream{AssetId{7}, FramePosition(0), false, 0});
    stage.settle();
    for (int i = 0; i < 50; ++i)
    {
        (void) stage.render(4096);
        stage.settle();
    }
    CHECK(ends(stage.render(4096), noise, 50 * 4096, 4096));
}

TEST_CASE("a stopped audition fades to silence")
{
    ControlStage stage;
    registerMedium(stage, makeNoise(2, 60'000, 3));
    stage.settle();
    stage.tell(StartStream{AssetId{7}, FramePosition(0), true, 0});
    stage.settle();
    (void) stage.render(2048);
    stage.tell(StopStream{});
    stage.settle();
    (void) stage.render(1024);
    CHECK(stage.render(512) == TestSignal(2, 512));
}

TEST_CASE("an audition of a medium that is not there is given up")
{
    ControlStage stage;
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({})), 1});
    stage.tell(RegisterAsset{AssetId{7}, "/media/none.wav", AssetType::transient});
    stage.tell(StartStream{AssetId{7}, FramePosition(0), false, 0});
    stage.settle();
    stage.clock.advance(std::chrono::seconds(1));
    stage.settle();
    CHECK(stage.render(512) == TestSignal(2, 512));
    CHECK(stage.all<AssetStatusChanged>().back().now == OfflineStatus::missing);
}

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
