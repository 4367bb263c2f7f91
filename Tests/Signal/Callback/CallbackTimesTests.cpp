#include "Signal/Callback/CallbackTimes.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("percentiles are known to within an eighth of an octave")
{
    auto audio = AudioThread::mint();
    CallbackTimes times;
    for (int i = 1; i <= 1'000; ++i)
        times.add(audio, Instant(1'000 * i), Instant(990'000));
    const auto summary = times.summary();
    REQUIRE(summary.count == 1'000);
    REQUIRE(summary.overruns == 10);
    REQUIRE(summary.p50Us >= 500);
    REQUIRE(summary.p50Us <= 500 * 1.125);
    REQUIRE(summary.p99Us >= 990);
    REQUIRE(summary.p99Us <= 1'000);
    REQUIRE(summary.maxUs == 1'000);
    REQUIRE(summary.deadlineUs == 990);
}

TEST_CASE("no callbacks have no percentiles, and a reset forgets")
{
    auto audio = AudioThread::mint();
    CallbackTimes times;
    REQUIRE(times.summary().p99Us == 0);
    times.add(audio, Instant(0), Instant(1));
    times.add(audio, std::chrono::hours(1), Instant(1));
    REQUIRE(times.summary().count == 2);
    times.reset();
    REQUIRE(times.summary().count == 0);
    REQUIRE(times.summary().maxUs == 0);
}

TEST_CASE("the longest since it was last asked is forgotten with the answer")
{
    CallbackTimes times;
    auto audio = AudioThread::mint();
    auto control = SignalThread::mint();
    times.add(audio, std::chrono::microseconds(50), std::chrono::milliseconds(1));
    times.add(audio, std::chrono::microseconds(20), std::chrono::milliseconds(1));
    CHECK(times.takeRecentMaxUs(control) == 50.0);
    CHECK(times.takeRecentMaxUs(control) == 0.0);
    times.add(audio, std::chrono::microseconds(30), std::chrono::milliseconds(1));
    CHECK(times.takeRecentMaxUs(control) == 30.0);
    CHECK(times.summary().maxUs == 50.0);
}
