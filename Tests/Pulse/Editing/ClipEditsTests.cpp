#include "Pulse/Editing/ClipEdits.h"

#include "Pulse/Editing/ClipExtents.h"
#include "Pulse/Editing/TrackEdits.h"
#include "Support/EditingDesk.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

using namespace loophole;
using loophole::testing::clipOf;
using loophole::testing::trackOf;

namespace
{

/** All media at the session's rate. */
struct Desk : testing::EditingDesk
{
    Desk() { media.add(AssetId{3}, 10'000); }
};

Session twoTracks()
{
    return testing::sessionOf({trackOf(1, {clipOf(11, 1, 0), clipOf(12, 1, 20'000), clipOf(13, 2, 40'000)}),
                               trackOf(2, {clipOf(21, 3, 5000)})});
}

std::vector<std::int64_t> positions(const Session& session, std::size_t track)
{
    std::vector<std::int64_t> all;
    for (const auto& clip : session.tracks[track]->clips)
        all.push_back(clip.position.value());
    return all;
}

using Positions = std::vector<std::int64_t>;

/** What must hold of every session: clips in order, none before the start, no id twice. */
void checkSound(const Session& session)
{
    std::set<ClipId> seen;
    for (const auto& track : session.tracks)
    {
        FramePosition last;
        for (const auto& clip : track->clips)
        {
            REQUIRE(clip.position >= last);
            REQUIRE(seen.insert(clip.id).second);
            last = clip.position;
        }
    }
}

} // namespace

TEST_CASE("an added clip takes its place in order, behind those at the same position")
{
    auto session = twoTracks();
    session = withClip(session, TrackId{1}, clipOf(50, 1, 20'000)).value();
    CHECK(positions(session, 0) == Positions{0, 20'000, 20'000, 40'000});
    CHECK(session.tracks[0]->clips[2].id == ClipId{50});
    CHECK_FALSE(withClip(session, TrackId{9}, clipOf(51, 1, 0)));
    CHECK_FALSE(withClip(session, TrackId{1}, clipOf(51, 1, -1)));
}

TEST_CASE("an asset is listed once")
{
    const auto once = withAsset(twoTracks(), AssetId{7}, "x.wav");
    CHECK(once.assets.size() == 1);
    CHECK(withAsset(once, AssetId{7}, "x.wav").assets.size() == 1);
}

TEST_CASE("clips are removed from all tracks at once, those that are gone already left out")
{
    Desk desk;
    const auto session = twoTracks();
    const ClipId ids[] = {ClipId{12}, ClipId{21}, ClipId{12}, ClipId{99}};
    const auto edited = withoutClips(desk.index(session), ids).value();
    CHECK(positions(edited, 0) == Positions{0, 40'000});
    CHECK(edited.tracks[1]->clips.empty());
    const ClipId gone[] = {ClipId{99}};
    CHECK(withoutClips(desk.index(session), gone).failure().why == "no longer exist");
}

TEST_CASE("clips move together, and no farther than to the start")
{
    Desk desk;
    const auto session = twoTracks();
    const ClipId ids[] = {ClipId{12}, ClipId{21}};
    auto edited = withClipsMoved(desk.index(session), ids, FrameCount(30'000)).value();
    CHECK(positions(edited, 0) == Positions{0, 40'000, 50'000});
    CHECK(positions(edited, 1) == Positions{35'000});
    edited = withClipsMoved(desk.index(session), ids, FrameCount(-8000)).value();
    CHECK(positions(edited, 0) == Positions{0, 15'000, 40'000});
    CHECK(positions(edited, 1) == Positions{0});
}

TEST_CASE("clips move to another track and keep their ids")
{
    Desk desk;
    const ClipId ids[] = {ClipId{11}, ClipId{13}};
    const auto edited = withClipsMoved(desk.index(twoTracks()), ids, FrameCount(1), {TrackId{2}}).value();
    CHECK(positions(edited, 0) == Positions{20'000});
    CHECK(positions(edited, 1) == Positions{1, 5000, 40'001});
    CHECK(edited.tracks[1]->clips[0].id == ClipId{11});
    CHECK_FALSE(withClipsMoved(desk.index(twoTracks()), ids, FrameCount(1), {TrackId{9}}));
}

TEST_CASE("those of the clips that sound at a place are split there")
{
    Desk desk;
    const auto session = twoTracks();
    const ClipId ids[] = {ClipId{11}, ClipId{12}, ClipId{21}};
    const auto edited = withClipsSplit(desk.index(session), desk.media, ids, FramePosition(7000), desk.ids).value();
    CHECK(positions(edited, 0) == Positions{0, 7000, 20'000, 40'000});
    CHECK(positions(edited, 1) == Positions{5000, 7000});
    CHECK(edited.tracks[1]->clips[1].offset == 2000);
    const auto refused = withClipsSplit(desk.index(session), desk.media, ids, FramePosition(90'000), desk.ids);
    CHECK(refused.failure().why == "the clip does not sound there");
}

TEST_CASE("copies of clips stand where the group of them ends")
{
    Desk desk;
    const ClipId ids[] = {ClipId{12}, ClipId{21}}; // from 5,000 to 30,000
    const auto edited = withClipsDuplicated(desk.index(twoTracks()), ids, desk.ids).value();
    CHECK(positions(edited, 0) == Positions{0, 20'000, 40'000, 45'000});
    CHECK(positions(edited, 1) == Positions{5000, 30'000});
    checkSound(edited);
}

TEST_CASE("a clip is trimmed in its place")
{
    Desk desk;
    const FrameRange range{FramePosition(21'000), FrameCount(4000)};
    const auto edited = withClipTrimmed(desk.index(twoTracks()), desk.media, ClipId{12}, range).value();
    CHECK(positions(edited, 0) == Positions{0, 21'000, 40'000});
    CHECK(edited.tracks[0]->clips[1].offset == 1000);
    CHECK(edited.tracks[0]->clips[1].length == FrameCount(4000));
    CHECK_FALSE(withClipTrimmed(desk.index(twoTracks()), desk.media, ClipId{99}, range));
}

TEST_CASE("an edit shares every chunk and track that it did not touch")
{
    Desk desk;
    std::vector<Clip> many;
    for (std::uint32_t i = 0; i < 2000; ++i)
        many.push_back(clipOf(1000 + i, 1, 100 * i));
    const auto session = testing::sessionOf({trackOf(1, many), trackOf(2, {clipOf(21, 3, 0)})});
    const ClipId ids[] = {ClipId{1700}};
    const auto edited = withClipsMoved(desk.index(session), ids, FrameCount(1)).value();
    CHECK(edited.tracks[1] == session.tracks[1]);
    const auto& before = session.tracks[0]->clips;
    const auto& after = edited.tracks[0]->clips;
    std::size_t shared = 0;
    for (std::size_t i = 0; i < after.chunkCount(); ++i)
        shared += after.chunk(i) == before.chunk(i) ? 1u : 0u;
    CHECK(shared == before.chunkCount() - 1);
}

TEST_CASE("many clips at once are edited as few are")
{
    Desk desk;
    std::vector<Clip> many;
    std::vector<ClipId> every;
    std::vector<ClipId> odd;
    for (std::uint32_t i = 0; i < 1000; ++i)
    {
        many.push_back(clipOf(1000 + i, 1, 100 * i));
        every.push_back(ClipId{1000 + i});
        if (i % 2 == 1)
            odd.push_back(ClipId{1000 + i});
    }
    const auto session = testing::sessionOf({trackOf(1, many)});
    const auto moved = withClipsMoved(desk.index(session), odd, FrameCount(150)).value();
    checkSound(moved);
    CHECK(moved.tracks[0]->clips.size() == 1000);
    CHECK(moved.tracks[0]->clips[1].position == FramePosition(200));
    CHECK(withoutClips(desk.index(session), odd).value().tracks[0]->clips.size() == 500);
    CHECK(withoutClips(desk.index(session), every).value().tracks[0]->clips.empty());
}

TEST_CASE("any sequence of edits keeps a session sound")
{
    Desk desk;
    std::mt19937 random(11);
    const auto pick = [&](std::int64_t low, std::int64_t high)
    { return std::uniform_int_distribution<std::int64_t>(low, high)(random); };
    auto session = twoTracks();
    for (int step = 0; step < 600; ++step)
    {
        const auto index = desk.index(session);
        std::vector<ClipId> chosen;
        for (const auto& track : session.tracks)
            for (const auto& clip : track->clips)
                if (pick(0, 4) == 0)
                    chosen.push_back(clip.id);
        const auto edited = [&]() -> Outcome<Session>
        {
            switch (pick(0, 5))
            {
            case 0:
                return withClip(session, TrackId{1}, clipOf(desk.ids.next<ClipId>().value, 2, pick(0, 60'000)));
            case 1:
                return withClipsMoved(index, chosen, FrameCount(pick(-20'000, 20'000)));
            case 2:
                return withClipsMoved(index, chosen, FrameCount(pick(-9, 9)),
                                      {TrackId{static_cast<std::uint32_t>(pick(1, 2))}, static_cast<int>(pick(-1, 1))});
            case 3:
                return withClipsSplit(index, desk.media, chosen, FramePosition(pick(0, 60'000)), desk.ids);
            case 4:
                return chosen.size() < 20 ? withClipsDuplicated(index, chosen, desk.ids) : withoutClips(index, chosen);
            default:
                return withoutClips(index, chosen);
            }
        }();
        if (edited)
            session = edited.value();
        checkSound(session);
    }
}

TEST_CASE("clips of several tracks move over tracks as a group, as far as the outermost can")
{
    Desk desk;
    auto session = testing::sessionOf({trackOf(1, {clipOf(11, 1, 0)}), trackOf(2, {clipOf(21, 1, 100)}), trackOf(3, {})});
    const ClipId ids[] = {ClipId{11}, ClipId{21}};
    auto edited = withClipsMoved(desk.index(session), ids, FrameCount(10), {TrackId(), 1}).value();
    CHECK(positions(edited, 0).empty());
    CHECK(positions(edited, 1) == Positions{10});
    CHECK(positions(edited, 2) == Positions{110});
    edited = withClipsMoved(desk.index(session), ids, FrameCount(0), {TrackId(), 9}).value();
    CHECK(positions(edited, 2) == Positions{100});
    edited = withClipsCopied(desk.index(session), ids, FramePosition(1000), {TrackId(), -3}, desk.ids).value();
    CHECK(positions(edited, 0) == Positions{0, 1000});
    CHECK(positions(edited, 1) == Positions{100, 1100});
}

TEST_CASE("copies are pasted by value, though the clips that were copied are gone")
{
    Desk desk;
    const auto session = twoTracks();
    const std::vector<PlacedClip> copies{{TrackId{1}, session.tracks[0]->clips[1]},
                                         {TrackId{2}, session.tracks[1]->clips[0]},
                                         {TrackId{77}, session.tracks[1]->clips[0]}};
    const ClipId all[] = {ClipId{11}, ClipId{12}, ClipId{13}, ClipId{21}};
    auto emptied = withoutClips(desk.index(session), all).value();
    for (const auto asset : {1u, 2u, 3u})
        emptied = withAsset(emptied, AssetId{asset}, std::to_string(asset) + ".wav");
    const auto edited = withCopiesPasted(emptied, copies, FramePosition(9000), desk.ids).value();
    CHECK(positions(edited, 0) == Positions{24'000});
    CHECK(positions(edited, 1) == Positions{9000});
    CHECK(edited.tracks[0]->clips[0].id != session.tracks[0]->clips[1].id);
}

TEST_CASE("copies whose medium the session does not know are refused")
{
    Desk desk;
    auto foreign = clipOf(1, 1, 0);
    foreign.asset = AssetId{4711};
    CHECK(withCopiesPasted(twoTracks(), std::vector<PlacedClip>{{TrackId{1}, foreign}}, FramePosition(0), desk.ids)
              .failure()
              .why == "the copied clips are of another session");
    CHECK_FALSE(withCopiesPasted(twoTracks(), {}, FramePosition(0), desk.ids));
}
