#include "Pulse/Editing/RangeEdits.h"

#include "Pulse/Editing/TimelineEdits.h"
#include "Support/EditingDesk.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::ofLength;
using loophole::testing::trackOf;
using Desk = loophole::testing::EditingDesk;

namespace
{

/** Start and end of each clip of a track. */
std::vector<std::pair<std::int64_t, std::int64_t>> extents(const Desk& desk, const Session& session, std::size_t track)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> all;
    for (const auto& clip : session.tracks[track]->clips)
    {
        const auto line = timelineOf(clip, desk.media, session.sampleRate);
        all.emplace_back(line.start.value(), line.end().value());
    }
    return all;
}

using Extents = std::vector<std::pair<std::int64_t, std::int64_t>>;

Session twoTracks(Desk& desk)
{
    auto session =
        testing::sessionOf({trackOf(1, {ofLength(11, 0, 1000), ofLength(12, 1000, 1000), ofLength(13, 3000, 500)}),
                            trackOf(2, {ofLength(21, 500, 3000)})});
    for (const auto position : {100, 1200, 3000})
        session = withMarker(session, desk.ids, FramePosition(position), "").value();
    return session;
}

FrameRange range(std::int64_t from, std::int64_t to)
{
    return FrameRange::between(FramePosition(from), FramePosition(to));
}

} // namespace

TEST_CASE("a stretch is taken out of one track or of all")
{
    Desk desk;
    const auto session = twoTracks(desk);
    const auto one =
        withoutRange(desk.index(session), desk.media, range(500, 1500), std::vector{TrackId{1}}, false, desk.ids)
            .value();
    CHECK(extents(desk, one, 0) == Extents{{0, 500}, {1500, 2000}, {3000, 3500}});
    CHECK(one.tracks[1] == session.tracks[1]);
    CHECK(one.markers == session.markers);
    CHECK(one.tracks[0]->clips[1].offset == 500);

    const auto all = withoutRange(desk.index(session), desk.media, range(500, 1500), {}, false, desk.ids).value();
    CHECK(extents(desk, all, 1) == Extents{{1500, 3500}});
    CHECK(all.markers == session.markers);
}

TEST_CASE("a stretch that ripples moves up all that comes later, markers too")
{
    Desk desk;
    const auto session = twoTracks(desk);
    const auto edited = withoutRange(desk.index(session), desk.media, range(500, 1500), {}, true, desk.ids).value();
    CHECK(extents(desk, edited, 0) == Extents{{0, 500}, {500, 1000}, {2000, 2500}});
    CHECK(extents(desk, edited, 1) == Extents{{500, 2500}});
    REQUIRE(edited.markers.size() == 2);
    CHECK(edited.markers[0].position == FramePosition(100));
    CHECK(edited.markers[1].position == FramePosition(2000));
}

TEST_CASE("a gap and the same stretch taken out again leave everything where it was")
{
    Desk desk;
    const auto session = twoTracks(desk);
    const auto gap =
        withGap(desk.index(session), desk.media, FramePosition(700), FrameCount(250), {}, desk.ids).value();
    CHECK(extents(desk, gap, 0) == Extents{{0, 700}, {950, 1250}, {1250, 2250}, {3250, 3750}});
    CHECK(gap.markers[1].position == FramePosition(1450));
    const auto back = withoutRange(desk.index(gap), desk.media, range(700, 950), {}, true, desk.ids).value();
    CHECK(extents(desk, back, 0) == Extents{{0, 700}, {700, 1000}, {1000, 2000}, {3000, 3500}});
    CHECK(back.markers == session.markers);
}

TEST_CASE("clips that are taken out with a ripple leave no hole, also where they overlap")
{
    Desk desk;
    const auto session = testing::sessionOf({trackOf(
        1, {ofLength(11, 0, 1000), ofLength(12, 800, 1000), ofLength(13, 1500, 100), ofLength(14, 5000, 100)})});
    const auto edited = withoutClipsRippling(desk.index(session), std::vector{ClipId{11}, ClipId{12}}).value();
    // What starts within a removed clip goes to where the removed ones began.
    CHECK(extents(desk, edited, 0) == Extents{{0, 100}, {3200, 3300}});
    const auto middle = withoutClipsRippling(desk.index(session), std::vector{ClipId{12}}).value();
    CHECK(extents(desk, middle, 0) == Extents{{0, 1000}, {800, 900}, {4000, 4100}});
}

TEST_CASE("a range that is empty or a loop that cannot be cut changes nothing")
{
    Desk desk;
    auto looped = ofLength(11, 0, 40'000);
    looped.loop = true;
    looped.playRate = 1.5;
    const auto session = testing::sessionOf({trackOf(1, {looped})});
    CHECK_FALSE(withoutRange(desk.index(session), desk.media, range(5, 5), {}, true, desk.ids));
    CHECK_FALSE(withGap(desk.index(session), desk.media, FramePosition(5), FrameCount(0), {}, desk.ids));
    CHECK(withoutRange(desk.index(session), desk.media, range(100, 201), {}, false, desk.ids).failure().message() ==
          "split: a looped clip at another rate can only be split where a pass begins");
}
