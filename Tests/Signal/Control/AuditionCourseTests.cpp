#include "Signal/Control/AuditionCourse.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace std::chrono_literals;

TEST_CASE("a deck's course is where it will be at its tempo, counted from the callback that told of it")
{
    AuditionCourse course;
    course.gridFrame = 1'000;
    course.tempoRatio = 0.5;
    course.at = 10s;
    CHECK(course.gridFrameIn(50ms, 10s) == 1'000 + 1'200);
    CHECK(course.gridFrameIn(50ms, 10s + 100ms) == 1'000 + 3'600);
    // A clock that is read a moment earlier does not take it back.
    CHECK(course.gridFrameIn(50ms, 9s) == 1'000 + 1'200);
}

TEST_CASE("a course goes round its loop, and a device that stands still does not go on")
{
    AuditionCourse course;
    course.gridFrame = 1'000;
    course.at = 10s;
    course.loop = {FramePosition(500), FrameCount(1'000)};
    CHECK(course.gridFrameIn(10ms, 10s) == 1'480);
    CHECK(course.gridFrameIn(20ms, 10s) == 500 + 460);
    CHECK(course.gridFrameIn(20ms, 10s + 100ms) == 500 + (500 + 5'760) % 1'000);
    CHECK(course.gridFrameIn(0ms, 20s) == 500 + (500 + 12'000) % 1'000);
}
