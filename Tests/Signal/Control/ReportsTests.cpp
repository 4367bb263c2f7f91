#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("positions are told with every frame of a display, and only when something moved")
{
    ControlStage stage;
    stage.play(makeNoise(2, 100'000, 1));
    const auto before = stage.all<TransportPosition>().size();
    for (int i = 0; i < 10; ++i)
    {
        (void) stage.render(512);
        stage.clock.advance(signal::Reports::positionInterval / 2);
        stage.turn();
    }
    const auto moving = stage.all<TransportPosition>().size() - before;
    CHECK(moving >= 4);
    CHECK(moving <= 6);

    const auto resting = stage.all<TransportPosition>().size();
    for (int i = 0; i < 10; ++i)
    {
        stage.clock.advance(signal::Reports::positionInterval);
        stage.turn();
    }
    CHECK(stage.all<TransportPosition>().size() <= resting + 1);
}

TEST_CASE("meters tell the loudest sample of each track and of Master")
{
    ControlStage stage;
    stage.play(makeSines(2, 100'000, 48000, 1000, 0.5));
    (void) stage.render(4096);
    stage.clock.advance(signal::Reports::meterInterval);
    stage.turn();
    const auto levels = stage.all<MeterLevels>().back();
    REQUIRE(levels.tracks.size() == 1);
    CHECK(levels.tracks.front().first == TrackId{1});
    CHECK(levels.tracks.front().second.left == Approx(0.5).margin(0.001));
    CHECK(levels.master.right == Approx(0.5).margin(0.001));
}

TEST_CASE("statistics come four times a second and count what was played, read and missed")
{
    ControlStage stage;
    stage.play(makeNoise(2, 100'000, 2));
    (void) stage.render(9600, 480);
    const auto before = stage.all<StreamStats>().size();
    for (int i = 0; i < 100; ++i)
    {
        stage.clock.advance(std::chrono::milliseconds(10));
        stage.turn();
    }
    CHECK(stage.all<StreamStats>().size() - before == 4);
    const auto stats = stage.all<StreamStats>().back();
    CHECK(stats.framesPlayed == 9600);
    CHECK(stats.callback.count >= 20);
    CHECK(stats.missingFrames == 0);
    CHECK(stats.disk.reads > 0);
    CHECK(stats.memory.usedBytes > 0);
    CHECK(stats.memory.usedBytes <= stats.memory.budgetBytes);
}
