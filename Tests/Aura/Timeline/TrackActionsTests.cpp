#include "Aura/Timeline/TrackActions.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Fixture : TimelineFixture
{
    TrackActions actions{model, state};

    std::vector<AuraToPulse> doing(Command command)
    {
        heard();
        REQUIRE(actions.perform(command));
        return heard();
    }
};

} // namespace

TEST_CASE("keys act on the chosen track")
{
    Fixture f;
    CHECK_FALSE(f.actions.isEnabled(Command::removeTrack));
    CHECK(f.doing(Command::removeTrack).empty());
    f.state.track = TrackId{2};
    CHECK(only<RemoveTrack>(f.doing(Command::removeTrack)).track == TrackId{2});
    CHECK(only<SetTrackMute>(f.doing(Command::muteTrack)).mute);
    CHECK(only<SetTrackSolo>(f.doing(Command::soloTrack)).solo);
    CHECK(only<AddTrack>(f.doing(Command::addTrack)).name == "Track 3");
    CHECK(only<MoveTrack>(f.doing(Command::moveTrackUp)).place == 0);
    CHECK(f.doing(Command::moveTrackDown).empty());
}

TEST_CASE("a track is made higher without the rows above it moving")
{
    Fixture f;
    f.state.track = TrackId{2};
    const auto top = f.state.yOf(1);
    CHECK(f.doing(Command::trackHigher).empty());
    CHECK(f.state.rows.height(1) == TrackRows::usual + 16);
    CHECK(f.state.yOf(1) == top);
    f.actions.changeAllHeights(-8, top);
    CHECK(f.state.rows.height(0) == TrackRows::usual - 8);
    CHECK(f.state.rows.height(1) == TrackRows::usual + 8);
    CHECK(f.state.yOf(1) == top);
}

TEST_CASE("markers are set at the playhead and gone to, one after the other")
{
    Fixture f;
    CHECK_FALSE(f.actions.isEnabled(Command::nextMarker));
    f.show({trackOf(1, {})},
           {Marker{MarkerId{1}, FramePosition(300), "A", {}}, Marker{MarkerId{2}, FramePosition(100), "B", {}}});
    f.model.seek(FramePosition(100));
    const auto added = only<AddMarker>(f.doing(Command::addMarker));
    CHECK(added.position == FramePosition(100));
    CHECK(added.name == "Marker 3");
    CHECK(only<SeekTransport>(f.doing(Command::nextMarker)).position == FramePosition(300));
    CHECK(f.doing(Command::nextMarker).empty());
    CHECK(only<SeekTransport>(f.doing(Command::previousMarker)).position == FramePosition(100));
}
