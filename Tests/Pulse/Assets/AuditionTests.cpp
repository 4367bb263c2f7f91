#include "Pulse/Assets/Audition.h"

#include "Support/HandMadeMedia.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;

namespace
{

struct AuditionDesk
{
    testing::HandMadeMedia media;
    Audition audition;

    AuditionDesk()
    {
        media.add(AssetId{1}, 1000);
        media.add(AssetId{2}, 2000);
    }

    AuditionFile file(Deck deck = Deck::a)
    {
        AuditionFile command;
        command.path = "/media/x.wav";
        command.deck = deck;
        return command;
    }

    std::vector<StartStream> starts()
    {
        std::vector<StartStream> taken;
        for (const auto& message : audition.takeStarts(media))
            taken.push_back(std::get<StartStream>(message));
        return taken;
    }
};

} // namespace

TEST_CASE("an audition starts once its file is open, at its fraction of the length")
{
    AuditionDesk desk;
    desk.media.set(AssetId{1}, OfflineStatus::pending);
    desk.audition.start({"/media/1.wav", 0.25, true, -6}, AssetId{1});
    CHECK(desk.starts().empty());
    desk.media.set(AssetId{1}, OfflineStatus::present);
    const auto starts = desk.starts();
    REQUIRE(starts.size() == 1);
    CHECK(starts[0].asset == AssetId{1});
    CHECK(starts[0].from == FramePosition(250));
    CHECK(starts[0].loop);
    CHECK(starts[0].gainDb == -6);
    CHECK(desk.starts().empty());
    CHECK(desk.audition.assets() == std::vector{AssetId{1}});
}

TEST_CASE("a fraction outside the file is taken to its nearer end")
{
    AuditionDesk desk;
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    for (const auto& [fraction, frame] :
         {std::pair(-1.0, 0), std::pair(1.0, 999), std::pair(7.0, 999), std::pair(nan, 0)})
    {
        desk.audition.start({"x", fraction, false, 0}, AssetId{1});
        CHECK(desk.starts().at(0).from == FramePosition(frame));
    }
}

TEST_CASE("an audition from a frame of the file starts at that frame, with all that was asked for")
{
    AuditionDesk desk;
    auto command = desk.file(Deck::b);
    command.from = FramePosition(333);
    command.region = {FramePosition(300), FrameCount(200)};
    command.line = StartLine::bar;
    command.playRate = 1.5;
    desk.audition.start(command, AssetId{2});
    const auto start = desk.starts().at(0);
    CHECK(start.deck == Deck::b);
    CHECK(start.from == FramePosition(333));
    CHECK(start.region == command.region);
    CHECK(start.line == StartLine::bar);
    CHECK(start.playRate == 1.5);
    CHECK_FALSE(start.inSync);
}

TEST_CASE("a missing file is told once, and plays when it comes while someone waits for it")
{
    AuditionDesk desk;
    desk.media.set(AssetId{1}, OfflineStatus::missing);
    desk.audition.start(desk.file(), AssetId{1});
    CHECK(desk.audition.takeRefusal(desk.media)->kind == Notice::Kind::warning);
    CHECK_FALSE(desk.audition.takeRefusal(desk.media));
    desk.media.set(AssetId{1}, OfflineStatus::present);
    CHECK(desk.starts().size() == 1);
}

TEST_CASE("an audition that was stopped before its file was open does not start, and the other deck's does")
{
    AuditionDesk desk;
    desk.audition.start(desk.file(Deck::a), AssetId{1});
    desk.audition.start(desk.file(Deck::b), AssetId{2});
    desk.audition.stop(Deck::a);
    CHECK(desk.audition.assets() == std::vector{AssetId{2}});
    const auto starts = desk.starts();
    REQUIRE(starts.size() == 1);
    CHECK(starts[0].deck == Deck::b);
    desk.audition.stop(std::nullopt);
    CHECK(desk.audition.assets().empty());
}

TEST_CASE("two files that start in sync wait for each other, and the one that follows is sent first")
{
    AuditionDesk desk;
    desk.media.set(AssetId{2}, OfflineStatus::pending);
    auto follower = desk.file(Deck::b);
    follower.inSync = true;
    desk.audition.start(desk.file(Deck::a), AssetId{1});
    desk.audition.start(follower, AssetId{2});
    CHECK(desk.starts().empty());
    desk.media.set(AssetId{2}, OfflineStatus::present);
    const auto starts = desk.starts();
    REQUIRE(starts.size() == 2);
    CHECK(starts[0].deck == Deck::b);
    CHECK(starts[0].inSync);
    CHECK(starts[1].deck == Deck::a);
}

TEST_CASE("a file does not wait for one that is missing")
{
    AuditionDesk desk;
    auto follower = desk.file(Deck::b);
    follower.inSync = true;
    desk.audition.start(desk.file(Deck::a), AssetId{1});
    desk.audition.start(follower, AssetId{2});
    desk.media.set(AssetId{2}, OfflineStatus::missing);
    const auto starts = desk.starts();
    REQUIRE(starts.size() == 1);
    CHECK(starts[0].deck == Deck::a);
}

TEST_CASE("level, region, loop and stretch that change while a file is being opened are those that it starts with")
{
    AuditionDesk desk;
    desk.audition.start(desk.file(), AssetId{1});
    desk.audition.setGain({-12, Deck::a, 3});
    desk.audition.setGain({-3, Deck::b});
    desk.audition.setRegion({Deck::a, {FramePosition(10), FrameCount(20)}, true});
    desk.audition.setStretch({Deck::a, {0.9, -2}});
    desk.audition.setStretch({Deck::b, {0.5, 7}});
    const auto start = desk.starts().at(0);
    CHECK(start.stretch == StreamStretch{0.9, -2});
    CHECK(start.gainDb == -12);
    CHECK(start.matchDb == 3);
    CHECK(start.region == FrameRange{FramePosition(10), FrameCount(20)});
    CHECK(start.loop);
}

TEST_CASE("a deck that is scrubbed does not start what it was waiting for")
{
    AuditionDesk desk;
    desk.audition.start(desk.file(), AssetId{1});
    desk.audition.scrub({AssetId{2}, FramePosition(5), Deck::a});
    CHECK(desk.starts().empty());
    CHECK(desk.audition.assets() == std::vector{AssetId{2}});
}
