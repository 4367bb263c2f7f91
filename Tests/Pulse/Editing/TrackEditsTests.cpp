#include "Pulse/Editing/TrackEdits.h"

#include "Support/SessionParts.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;
using loophole::testing::trackOf;

namespace
{

Session threeTracks()
{
    return testing::sessionOf({trackOf(1, {}), trackOf(2, {}), trackOf(3, {})});
}

constexpr auto notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("tracks are added at the end, found by id and name, and removed")
{
    IdSource ids;
    auto session = withTrack(testing::sessionOf({}), ids, "Bass");
    session = withTrack(session, ids, "Drums");
    CHECK(session.tracks[1]->name == "Drums");
    CHECK(trackPlace(session, "Drums") == 1u);
    CHECK(trackPlace(session, session.tracks[0]->id) == 0u);
    CHECK_FALSE(trackPlace(session, "Lead"));
    session = withoutTrack(session, session.tracks[0]->id).value();
    CHECK(session.tracks.size() == 1);
    CHECK(session.tracks[0]->name == "Drums");
}

TEST_CASE("each value of a track is changed alone")
{
    const auto session = threeTracks();
    CHECK(withTrackName(session, TrackId{2}, "New").value().tracks[1]->name == "New");
    CHECK(withTrackGain(session, TrackId{2}, -6).value().tracks[1]->gainDb == -6);
    CHECK(withTrackPan(session, TrackId{2}, 0.5).value().tracks[1]->pan == 0.5);
    CHECK(withTrackMute(session, TrackId{2}, true).value().tracks[1]->mute);
    CHECK(withTrackSolo(session, TrackId{2}, true).value().tracks[1]->solo);
    const auto edited = withTrackGain(session, TrackId{2}, -6).value();
    CHECK(edited.tracks[0] == session.tracks[0]);
    CHECK(edited.tracks[2] == session.tracks[2]);
    CHECK(session.tracks[1]->gainDb == 0);
}

TEST_CASE("values beyond a fader's ends are taken to them, what is no number is refused")
{
    auto session = threeTracks();
    CHECK(withTrackGain(session, TrackId{1}, 99).value().tracks[0]->gainDb == 24);
    CHECK(withTrackGain(session, TrackId{1}, -999).value().tracks[0]->gainDb == -80);
    CHECK(withTrackPan(session, TrackId{1}, -7).value().tracks[0]->pan == -1);
    CHECK_FALSE(withTrackGain(session, TrackId{1}, notANumber));
    CHECK_FALSE(withTrackPan(session, TrackId{1}, notANumber));
}

TEST_CASE("a track that is gone cannot be edited")
{
    const auto session = threeTracks();
    for (const auto& outcome : {withoutTrack(session, TrackId{9}), withTrackName(session, TrackId{9}, "x"),
                                withTrackGain(session, TrackId{9}, 0), withTrackMute(session, TrackId{9}, true)})
        CHECK(outcome.failure().message() == "track: no longer exists");
}

TEST_CASE("a track takes its place among the others and goes to a bus that exists")
{
    const auto session = threeTracks();
    const auto order = [](const Session& of)
    {
        std::vector<std::uint32_t> ids;
        for (const auto& track : of.tracks)
            ids.push_back(track->id.value);
        return ids;
    };
    CHECK(order(withTrackMoved(session, TrackId{3}, 0).value()) == std::vector<std::uint32_t>{3, 1, 2});
    CHECK(order(withTrackMoved(session, TrackId{1}, 99).value()) == std::vector<std::uint32_t>{2, 3, 1});
    CHECK_FALSE(withTrackMoved(session, TrackId{9}, 0));
    CHECK(withTrackOutput(session, TrackId{2}, "Master").value().tracks[1]->output == "Master");
    CHECK(withTrackOutput(session, TrackId{2}, "Reverb").failure().message() == "bus Reverb: does not exist");
}

TEST_CASE("a track has a colour of its own or that of its place")
{
    const auto session = threeTracks();
    const auto coloured = withTrackColour(session, TrackId{2}, 5).value();
    CHECK(coloured.tracks[1]->colour == 5);
    CHECK_FALSE(withTrackColour(coloured, TrackId{2}, std::nullopt).value().tracks[1]->colour.has_value());
    CHECK(withTrackColour(session, TrackId{2}, -1).failure().message() == "track colour: is none of the track colours");
}
