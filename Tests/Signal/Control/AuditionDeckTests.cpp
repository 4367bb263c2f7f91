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

namespace
{

DeckState stateOf(const ControlStage& stage)
{
    return stage.all<TransportPosition>().back().deck(Deck::a);
}

/** Plays on, as a device would that is much slower than the disk. */
TestSignal played(ControlStage& stage, std::int64_t frames, int block = 512)
{
    TestSignal heard(2, 0);
    while (heard.frames() < frames)
    {
        const auto part = stage.render(std::min<std::int64_t>(2'048, frames - heard.frames()), block);
        for (std::size_t c = 0; c < 2; ++c)
            heard.channels[c].insert(heard.channels[c].end(), part.channels[c].begin(), part.channels[c].end());
        stage.settle();
    }
    return heard;
}

} // namespace

TEST_CASE("a stretch that is turned on while a file plays goes on from its place, and off again to the very frames")
{
    const auto noise = makeNoise(2, 600'000, 6);
    ControlStage stage;
    registerMedium(stage, noise);
    stage.settle();
    stage.tell(SetStreamStretch{Deck::a, {0.5, 0}});
    stage.tell(StartStream{AssetId{7}, FramePosition(0), false, 0});
    stage.settle();
    CHECK(ends(played(stage, 20'480), noise, 0, 20'480));
    stage.tell(SetStreamStretch{Deck::a, {0.8, 3}});
    static_cast<void>(played(stage, 60'000));
    CHECK(stateOf(stage).stretch == StreamStretch{0.8, 3});
    // At most 150 ms of the time at 1, the rest at 0.8.
    const auto frame = stateOf(stage).frame.value();
    CHECK(frame > 20'480 + 60'000 * 8 / 10 - 2'048);
    CHECK(frame < 20'480 + 60'000 * 8 / 10 + 7'200 / 5);
    stage.tell(SetStreamStretch{Deck::a, {1, 0}});
    static_cast<void>(played(stage, 4'096));
    CHECK(stateOf(stage).stretch.isNeutral());
    const auto heard = played(stage, 2'048);
    const auto last = stateOf(stage).frame.value(); // of the last of four callbacks
    CHECK(ends(heard, noise, last - 3 * 512, 2'048));
    CHECK(stage.all<StreamUnderrun>().empty());
}

TEST_CASE("the tempo of what is stretched turns without another take, another pitch takes one")
{
    ControlStage stage;
    registerMedium(stage, makeNoise(2, 600'000, 7));
    stage.settle();
    StartStream stream{AssetId{7}, FramePosition(0), false, 0};
    stream.stretch = {0.9, 0};
    stage.tell(stream);
    stage.settle();
    CHECK(played(stage, 4'096) != TestSignal(2, 4'096));
    stage.tell(SetStreamStretch{Deck::a, {1.1, 0}});
    stage.settle();
    static_cast<void>(stage.render(1'024));
    stage.settle();
    // With the next callback: nothing had to be primed for it.
    CHECK(stateOf(stage).stretch == StreamStretch{1.1, 0});
    stage.tell(SetStreamStretch{Deck::a, {1.1, -2}});
    static_cast<void>(played(stage, 10'240));
    CHECK(stateOf(stage).stretch == StreamStretch{1.1, -2});
    CHECK(stage.all<StreamUnderrun>().empty());
}

TEST_CASE("a stretch that is chosen before what was started has begun begins with it, on its bar")
{
    ControlStage stage;
    registerMedium(stage, makeNoise(2, 600'000, 8));
    stage.settle();
    stage.tell(PlayTransport{});
    stage.settle();
    static_cast<void>(played(stage, 1'024));
    StartStream stream{AssetId{7}, FramePosition(0), false, 0};
    stream.line = StartLine::bar;
    stage.tell(stream);
    stage.settle();
    static_cast<void>(played(stage, 4'096));
    CHECK(stateOf(stage).motion == DeckState::Motion::due);
    stage.tell(SetStreamStretch{Deck::a, {0.75, 0}});
    stage.settle();
    // Of the bar of 96,000 frames 5,120 have been played.
    const auto silent = 96'000 - 5'120;
    CHECK(played(stage, silent) == TestSignal(2, silent));
    const auto heard = played(stage, 2'048);
    CHECK(std::abs(heard.channels[0][40]) + std::abs(heard.channels[0][41]) > 0.0f);
    CHECK(stateOf(stage).stretch == StreamStretch{0.75, 0});
}

TEST_CASE("a region of what is stretched is turned to as well, and repeats")
{
    ControlStage stage;
    registerMedium(stage, makeNoise(2, 600'000, 9));
    stage.settle();
    StartStream stream{AssetId{7}, FramePosition(100'000), false, 0};
    stream.stretch = {1.25, 0};
    stage.tell(stream);
    stage.settle();
    static_cast<void>(played(stage, 8'192));
    stage.tell(SetStreamRegion{Deck::a, {FramePosition(90'000), FrameCount(48'000)}, true});
    for (int i = 0; i < 40; ++i)
    {
        CHECK(played(stage, 4'096) != TestSignal(2, 4'096));
        CHECK(stateOf(stage).frame >= FramePosition(90'000));
        CHECK(stateOf(stage).frame < FramePosition(138'000));
    }
    CHECK(stateOf(stage).stretch == StreamStretch{1.25, 0});
    CHECK(stage.all<StreamUnderrun>().empty());
}

TEST_CASE("a device with callbacks of 85 ms gets the stretch, too")
{
    ControlStage stage;
    registerMedium(stage, makeNoise(2, 2'000'000, 10));
    stage.settle();
    stage.tell(StartStream{AssetId{7}, FramePosition(0), false, 0});
    stage.settle();
    static_cast<void>(played(stage, 4'096, 4'096));
    stage.tell(SetStreamStretch{Deck::a, {0.8, 0}});
    for (int round = 0; round < 30 && stateOf(stage).stretch.isNeutral(); ++round)
    {
        stage.settle();
        static_cast<void>(stage.render(12'288, 4'096));
    }
    CHECK(stateOf(stage).stretch == StreamStretch{0.8, 0});
}

TEST_CASE("a file under the pointer is heard as it is, and stretched where it goes on")
{
    ControlStage stage;
    registerMedium(stage, makeNoise(2, 600'000, 11));
    stage.settle();
    StartStream stream{AssetId{7}, FramePosition(100'000), false, 0};
    stream.stretch = {0.9, 5};
    stage.tell(stream);
    stage.settle();
    static_cast<void>(played(stage, 4'096));
    stage.tell(ScrubStream{AssetId{7}, FramePosition(120'000)});
    stage.settle();
    static_cast<void>(played(stage, 4'096));
    CHECK(stateOf(stage).motion == DeckState::Motion::scrubbing);
    CHECK(stateOf(stage).stretch.isNeutral());
    stage.tell(SetStreamStretch{Deck::a, {0.9, 4}});
    stage.tell(EndStreamScrub{Deck::a, true});
    stage.settle();
    static_cast<void>(played(stage, 8'192));
    CHECK(stateOf(stage).stretch == StreamStretch{0.9, 4});
    CHECK(stateOf(stage).frame > FramePosition(120'000));
}
