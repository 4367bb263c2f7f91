#include "Aura/Timeline/SelectedTracks.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("the chosen track and those of the selected clips are under the hand, in their order and once each")
{
    Session session;
    for (std::uint32_t t = 1; t <= 4; ++t)
    {
        Track track;
        track.id = TrackId{t};
        std::vector<Clip> clips(2);
        clips[0].id = ClipId{t * 10};
        clips[1].id = ClipId{t * 10 + 1};
        track.clips = SharedList<Clip>(std::move(clips));
        session.tracks = session.tracks.withAppended(std::make_shared<const Track>(std::move(track)));
    }
    using Tracks = std::vector<TrackId>;
    CHECK(aura::selectedTracks(session, {}, {}).empty());
    CHECK(aura::selectedTracks(session, {}, TrackId{3}) == Tracks{TrackId{3}});
    CHECK(aura::selectedTracks(session, {ClipId{41}, ClipId{10}, ClipId{40}}, TrackId{3}) ==
          Tracks{TrackId{1}, TrackId{3}, TrackId{4}});
    CHECK(aura::selectedTracks(session, {ClipId{30}, ClipId{99}}, TrackId{3}) == Tracks{TrackId{3}});
}
