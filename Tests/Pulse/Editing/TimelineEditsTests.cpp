#include "Pulse/Editing/TimelineEdits.h"

#include "Support/SessionParts.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;

namespace
{

std::vector<std::int64_t> positions(const Session& session)
{
    std::vector<std::int64_t> all;
    for (const auto& marker : session.markers)
        all.push_back(marker.position.value());
    return all;
}

using Positions = std::vector<std::int64_t>;

} // namespace

TEST_CASE("markers stay in order")
{
    IdSource ids;
    auto session = testing::sessionOf({});
    for (const auto position : {500, 100, 300, 300})
        session = withMarker(session, ids, FramePosition(position), std::to_string(position)).value();
    CHECK(positions(session) == Positions{100, 300, 300, 500});
    const auto second = session.markers[1].id;
    const auto moved = withMarkerMoved(session, second, FramePosition(900)).value();
    CHECK(positions(moved) == Positions{100, 300, 500, 900});
    CHECK(moved.markers[3].id == second);
    CHECK(positions(withMarkerMoved(session, second, FramePosition(-5)).value()) == Positions{0, 100, 300, 500});
    CHECK(withMarkerName(session, second, "Verse").value().markers[1].name == "Verse");
    CHECK(positions(withoutMarker(session, second).value()) == Positions{100, 300, 500});
    CHECK_FALSE(withMarker(session, ids, FramePosition(-1), "x"));
    for (const auto& outcome : {withoutMarker(session, MarkerId{999}), withMarkerName(session, MarkerId{999}, "x"),
                                withMarkerMoved(session, MarkerId{999}, FramePosition())})
        CHECK(outcome.failure().message() == "marker: no longer exists");
}

TEST_CASE("a tempo stays within what a document may say")
{
    const auto session = testing::sessionOf({});
    CHECK(withTempo(session, 90.5, 3).value().tempo == Tempo{90.5, 3});
    CHECK(withTempo(session, 1e9, 100).value().tempo == Tempo{1000, 64});
    CHECK(withTempo(session, -4, 0).value().tempo == Tempo{1, 1});
    CHECK_FALSE(withTempo(session, std::numeric_limits<double>::quiet_NaN(), 4));
}
