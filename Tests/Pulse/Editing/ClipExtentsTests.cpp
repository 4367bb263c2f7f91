#include "Pulse/Editing/ClipExtents.h"

#include "Pulse/Editing/ClipEdits.h"
#include "Support/EditingDesk.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::clipOf;
using loophole::testing::trackOf;
using Desk = loophole::testing::EditingDesk;

namespace
{

/** Output frames 1000 … 3000 that play frames 500 … 2500. */
Clip inTheMiddle(std::uint32_t id, std::uint32_t asset = 1)
{
    auto clip = clipOf(id, asset, 1000);
    clip.offset = 500;
    clip.length = FrameCount(2000);
    return clip;
}

Clip onlyClip(const Outcome<Session>& session)
{
    REQUIRE(session);
    REQUIRE(session.value().tracks[0]->clips.size() == 1);
    return session.value().tracks[0]->clips[0];
}

} // namespace

TEST_CASE("the ends of clips move as far as the asset and the timeline reach")
{
    Desk desk;
    const auto trimmedBy = [&](Clip clip, std::int64_t start, std::int64_t end)
    {
        const auto session = testing::sessionOf({trackOf(1, {clip})});
        return onlyClip(withClipsTrimmed(desk.index(session), desk.media, std::vector{clip.id}, FrameCount(start),
                                         FrameCount(end)));
    };
    auto clip = trimmedBy(inTheMiddle(11), 300, -200);
    CHECK(clip.position == FramePosition(1300));
    CHECK(clip.offset == 800);
    CHECK(clip.length == FrameCount(1500));

    clip = trimmedBy(inTheMiddle(11), -900, 0);
    CHECK(clip.position == FramePosition(500)); // where the asset begins
    CHECK(clip.offset == 0);
    CHECK(clip.length == FrameCount(2500));

    clip = trimmedBy(inTheMiddle(11), 99'999, 0);
    CHECK(clip.position == FramePosition(2999));
    CHECK(clip.length == FrameCount(1));
    clip = trimmedBy(inTheMiddle(11), 0, -99'999);
    CHECK(clip.position == FramePosition(1000));
    CHECK(clip.length == FrameCount(1));

    auto reversed = inTheMiddle(11);
    reversed.reverse = true;
    clip = trimmedBy(reversed, 0, 900);
    CHECK(clip.length == FrameCount(2500)); // its end is where the asset begins
    CHECK(clip.offset == 0);

    clip = trimmedBy(inTheMiddle(11, 3), 100, 0);
    CHECK(clip.offset == 550); // an asset at half the rate
}

TEST_CASE("many clips are trimmed at once, those that cannot be stay as they were")
{
    Desk desk;
    auto looped = inTheMiddle(12);
    looped.loop = true;
    const auto session = testing::sessionOf({trackOf(1, {inTheMiddle(11), looped}), trackOf(2, {inTheMiddle(21)})});
    const std::vector ids{ClipId{11}, ClipId{12}, ClipId{21}, ClipId{99}};
    const auto edited = withClipsTrimmed(desk.index(session), desk.media, ids, FrameCount(100), FrameCount(0)).value();
    CHECK(edited.tracks[1]->clips[0].position == FramePosition(1100));
    CHECK(edited.tracks[0]->clips[0] == looped);
    CHECK(edited.tracks[0]->clips[1].id == ClipId{11});
    CHECK(withClipsTrimmed(desk.index(session), desk.media, std::vector{ClipId{12}}, FrameCount(100), FrameCount(0))
              .failure()
              .message() == "trim: the start of a looped clip can only be moved by whole passes");
}

TEST_CASE("a slip moves the content under the edges as far as the asset reaches")
{
    Desk desk;
    const auto session = testing::sessionOf({trackOf(1, {inTheMiddle(11)})});
    const auto slippedBy = [&](std::int64_t by)
    { return onlyClip(withClipsSlipped(desk.index(session), desk.media, std::vector{ClipId{11}}, FrameCount(by))); };
    CHECK(slippedBy(100).offset == 600);
    CHECK(slippedBy(100).position == FramePosition(1000));
    CHECK(slippedBy(-9999).offset == 0);
    CHECK(slippedBy(99'999).offset == 8000);
    CHECK(slippedBy(0) == session.tracks[0]->clips[0]);
}

TEST_CASE("what was split is joined to what it was")
{
    Desk desk;
    for (const auto reverse : {false, true})
        for (const auto rate : {1.0, 0.75})
            for (const std::uint32_t asset : {1u, 3u})
            {
                CAPTURE(reverse, rate, asset);
                auto clip = inTheMiddle(11, asset);
                clip.reverse = reverse;
                clip.playRate = rate;
                clip.fadeIn = FrameCount(10);
                clip.fadeOut = FrameCount(20);
                const auto session = testing::sessionOf({trackOf(1, {clip})});
                auto cut = session;
                for (const auto at : {1500, 2100, 2700})
                {
                    std::vector<ClipId> all;
                    for (const auto& part : cut.tracks[0]->clips)
                        all.push_back(part.id);
                    cut = withClipsSplit(desk.index(cut), desk.media, all, FramePosition(at), desk.ids).value();
                }
                REQUIRE(cut.tracks[0]->clips.size() == 4);
                std::vector<ClipId> all;
                for (const auto& part : cut.tracks[0]->clips)
                    all.push_back(part.id);
                const auto joined = onlyClip(withClipsJoined(desk.index(cut), desk.media, all));
                CHECK(joined.offset == Approx(clip.offset).margin(1e-9));
                auto same = joined;
                same.offset = clip.offset;
                CHECK(same == clip);
            }
}

TEST_CASE("clips that do not play on from one another are not joined")
{
    Desk desk;
    const auto why = [&](Clip second)
    {
        second.id = ClipId{12};
        const auto session = testing::sessionOf({trackOf(1, {inTheMiddle(11), second})});
        const auto outcome = withClipsJoined(desk.index(session), desk.media, std::vector{ClipId{11}, ClipId{12}});
        return outcome ? std::string("joined") : outcome.failure().message();
    };
    auto second = inTheMiddle(12);
    second.position = FramePosition(3000);
    second.offset = 2500;
    CHECK(why(second) == "joined");
    auto other = second;
    other.offset = 2501;
    CHECK(why(other) == "join: the clips do not play on from one another");
    other = second;
    other.position = FramePosition(3001);
    CHECK(why(other) == "join: the clips do not play on from one another");
    other = second;
    other.asset = AssetId{2};
    CHECK(why(other) == "join: the clips do not play the same medium in the same way");
    other = second;
    other.gainDb = -1;
    CHECK(why(other) == "join: the clips are not equally loud");
    other = second;
    other.fadeIn = FrameCount(1);
    CHECK(why(other) == "join: the clips fade where they meet");
    other = second;
    other.loop = true;
    CHECK(why(other) == "join: looped clips have a place of their own for each pass");
    const auto session = testing::sessionOf({trackOf(1, {inTheMiddle(11)})});
    CHECK_FALSE(withClipsJoined(desk.index(session), desk.media, std::vector{ClipId{11}}));
    CHECK_FALSE(withClipsJoined(desk.index(session), desk.media, std::vector{ClipId{77}}));
}
