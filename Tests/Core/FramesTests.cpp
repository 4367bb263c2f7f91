#include "Core/Frames.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("counts add, subtract, scale and compare")
{
    auto count = FrameCount(5) + FrameCount(3);
    count += FrameCount(2);
    count -= FrameCount(1);
    CHECK(count == FrameCount(9));
    CHECK(count * 3 == FrameCount(27));
    CHECK(-count < FrameCount(0));
    CHECK(FrameCount().isZero());
}

TEST_CASE("the difference of two places is a count, and a place moves by counts")
{
    auto place = FramePosition(100) + FrameCount(20);
    CHECK(place - FramePosition(70) == FrameCount(50));
    CHECK(place - FrameCount(130) == FramePosition(-10));
    place += FrameCount(1);
    CHECK(place.value() == 121);
}

TEST_CASE("a range holds its start and not its end")
{
    const FrameRange range{FramePosition(10), FrameCount(5)};
    CHECK(range.end() == FramePosition(15));
    CHECK(range.contains(FramePosition(10)));
    CHECK(range.contains(FramePosition(14)));
    CHECK_FALSE(range.contains(FramePosition(15)));
    CHECK_FALSE(range.contains(FramePosition(9)));
}

TEST_CASE("a range from a later to an earlier place is empty, never negative")
{
    const auto range = FrameRange::between(FramePosition(10), FramePosition(4));
    CHECK(range.isEmpty());
    CHECK(range.length == FrameCount(0));
}

TEST_CASE("ranges intersect in what both hold")
{
    const auto of = [](std::int64_t from, std::int64_t to)
    { return FrameRange::between(FramePosition(from), FramePosition(to)); };
    CHECK(of(0, 10).intersection(of(5, 20)) == of(5, 10));
    CHECK(of(5, 20).intersection(of(0, 10)) == of(5, 10));
    CHECK(of(0, 100).intersection(of(20, 30)) == of(20, 30));
    CHECK(of(0, 10).intersection(of(10, 20)).isEmpty());
    CHECK(of(0, 10).intersection(of(50, 60)).isEmpty());
}
