#include "Pulse/Scheduling/NearestMarkers.h"

#include "Pulse/Scheduling/LastPositions.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

std::vector<JumpHint> hintsAt(std::int64_t position, const std::vector<std::int64_t>& markers)
{
    Session session;
    for (const auto at : markers)
    {
        Marker marker;
        marker.position = FramePosition(at);
        session.markers = session.markers.withAppended(marker);
    }
    const TransportState transport;
    return NearestMarkers().hints({session, transport, FramePosition(position), {}});
}

std::vector<std::int64_t> positionsOf(const std::vector<JumpHint>& hints)
{
    std::vector<std::int64_t> positions;
    for (const auto& hint : hints)
        positions.push_back(hint.position.value());
    return positions;
}

using Positions = std::vector<std::int64_t>;

} // namespace

TEST_CASE("markers are expected, the nearest most")
{
    CHECK(hintsAt(0, {}).empty());
    CHECK(positionsOf(hintsAt(100, {0, 90, 1000, 130})) == Positions{90, 130, 0, 1000});
    CHECK(positionsOf(hintsAt(2000, {0, 90, 1000, 130})) == Positions{1000, 130, 90, 0});
}

TEST_CASE("of many markers the nearest are expected, all of them less than a position that was left")
{
    Positions markers;
    for (std::int64_t i = 0; i < 1000; ++i)
        markers.push_back(i * 10);
    const auto hints = hintsAt(5003, markers);
    REQUIRE(hints.size() == NearestMarkers::most);
    auto confidence = LastPositions::first - LastPositions::step * static_cast<double>(LastPositions::most - 1);
    for (const auto& hint : hints)
    {
        CHECK(std::abs(hint.position.value() - 5003) <= 83);
        CHECK(hint.confidence < confidence);
        CHECK(hint.confidence > 0);
        confidence = hint.confidence;
    }
}
