#include "Aura/Timeline/ClipDrag.h"

#include "Aura/ModelFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

Clip clipOf(std::uint32_t id, std::int64_t position, std::int64_t length)
{
    Clip clip;
    clip.id = ClipId{id};
    clip.position = FramePosition(position);
    clip.length = FrameCount(length);
    return clip;
}

std::shared_ptr<const Track> trackOf(std::uint32_t id, std::vector<Clip> clips)
{
    Track track;
    track.id = TrackId{id};
    track.clips = std::move(clips);
    return std::make_shared<const Track>(std::move(track));
}

/** Two tracks: clips 1 and 2 on the first, 3 on the second; ten frames a pixel, no grid finer than 8 pixels. */
struct Fixture : ModelFixture
{
    TimelineState state{model};

    Fixture()
    {
        auto session = std::make_shared<Session>();
        session->tracks = SharedList<std::shared_ptr<const Track>>(
            {trackOf(1, {clipOf(1, 10007, 5000), clipOf(2, 40003, 5000)}), trackOf(2, {clipOf(3, 20011, 1000)})});
        say(SessionChanged{session, {}, false, {}, {}});
        state.viewport = Viewport{10, 0, 9600, FrameCount(480000)};
    }
};

} // namespace

TEST_CASE("a clip follows the hand and its command says how far and to which track")
{
    Fixture f;
    f.state.selection = {ClipId{1}};
    ClipDrag drag(f.model, f.state, ClipId{1}, FramePosition(11000));
    REQUIRE_FALSE(drag.moves());
    drag.moveTo(FramePosition(11333), 1, false);
    const auto command = drag.command();
    REQUIRE(command.clips == std::vector{ClipId{1}});
    REQUIRE(command.by == FrameCount(333));
    REQUIRE(command.toTrack == TrackId{2});
    drag.moveTo(FramePosition(11333), 0, false);
    REQUIRE_FALSE(drag.command().toTrack.isValid());
}

TEST_CASE("clips of several tracks stay on their own")
{
    Fixture f;
    f.state.selection = {ClipId{1}, ClipId{3}};
    ClipDrag drag(f.model, f.state, ClipId{3}, FramePosition(20500));
    drag.moveTo(FramePosition(20600), 0, false);
    REQUIRE_FALSE(drag.command().toTrack.isValid());
    REQUIRE(drag.pieces().size() == 2);
    REQUIRE(drag.trackOf(drag.pieces()[0]) == 0);
    REQUIRE(drag.trackOf(drag.pieces()[1]) == 1);
}

TEST_CASE("no clip is dragged before the start of the session")
{
    Fixture f;
    f.state.selection = {ClipId{1}, ClipId{3}};
    ClipDrag drag(f.model, f.state, ClipId{3}, FramePosition(20500));
    drag.moveTo(FramePosition(0), 1, false);
    REQUIRE(drag.distance() == FrameCount(-10007));
}

TEST_CASE("an edge snaps to an edge of a clip that stays")
{
    Fixture f;
    f.state.selection = {ClipId{1}};
    ClipDrag drag(f.model, f.state, ClipId{1}, FramePosition(10007));
    drag.moveTo(FramePosition(40003 - 5000 - 60), 0, true);
    REQUIRE(drag.startOf(drag.pieces()[0]) == FramePosition(35003));
    REQUIRE(drag.snapLine() == FramePosition(40003));
    drag.moveTo(FramePosition(40003 - 5000 - 60), 0, false);
    REQUIRE(drag.startOf(drag.pieces()[0]) == FramePosition(34943));
    REQUIRE_FALSE(drag.snapLine().has_value());
}

TEST_CASE("a drag below the last track stays on it")
{
    Fixture f;
    f.state.selection = {ClipId{1}};
    ClipDrag drag(f.model, f.state, ClipId{1}, FramePosition(10007));
    drag.moveTo(FramePosition(10007), 17, false);
    REQUIRE(drag.command().toTrack == TrackId{2});
}
