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
    CHECK_FALSE(withBusVolume(session, "Master", notANumber));
}

TEST_CASE("a track that is gone cannot be edited")
{
    const auto session = threeTracks();
    for (const auto& outcome : {withoutTrack(session, TrackId{9}), withTrackName(session, TrackId{9}, "x"),
                                withTrackGain(session, TrackId{9}, 0), withTrackMute(session, TrackId{9}, true)})
        CHECK(outcome.failure().message() == "track: no longer exists");
}

TEST_CASE("a bus has its volume changed by name")
{
    const auto session = threeTracks();
    CHECK(withBusVolume(session, "Master", -3).value().buses[0].volumeDb == -3);
    CHECK(withBusVolume(session, "Reverb", -3).failure().message() == "bus Reverb: does not exist");
}

TEST_CASE("markers stay in order")
{
    IdSource ids;
    auto session = threeTracks();
    for (const auto position : {500, 100, 300, 300})
        session = withMarker(session, ids, FramePosition(position), std::to_string(position)).value();
    std::vector<std::int64_t> positions;
    for (const auto& marker : session.markers)
        positions.push_back(marker.position.value());
    CHECK(positions == std::vector<std::int64_t>{100, 300, 300, 500});
    session = withoutMarker(session, session.markers[1].id).value();
    CHECK(session.markers.size() == 3);
    CHECK_FALSE(withMarker(session, ids, FramePosition(-1), "x"));
    CHECK_FALSE(withoutMarker(session, MarkerId{999}));
}
