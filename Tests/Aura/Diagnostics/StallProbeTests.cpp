#include "Aura/Diagnostics/StallProbe.h"

#include <catch2/catch.hpp>

using loophole::Instant;
using loophole::aura::StallProbe;
using namespace std::chrono_literals;

TEST_CASE("a beat that comes more than a frame late is a stall, and the worst is kept")
{
    StallProbe probe;
    probe.tick(Instant(1s), Instant(0));
    probe.tick(Instant(1s + 4ms), Instant(1ms));
    probe.tick(Instant(1s + 24ms), Instant(2ms)); // 16 ms late: a frame
    CHECK(probe.read().stalls == 0);
    probe.tick(Instant(1s + 45ms), Instant(3ms));
    CHECK(probe.read().stalls == 1);
    CHECK(probe.read().worst == 17ms);
    CHECK(probe.read().beats == 4);
    REQUIRE(probe.read().recent.size() == 1);
    CHECK(probe.read().recent[0].beat == 4);
    CHECK(probe.read().recent[0].late == 17ms);
}

TEST_CASE("what the thread itself worked is told apart from what it waited")
{
    StallProbe probe;
    probe.tick(Instant(1s), Instant(0));
    probe.tick(Instant(1s + 104ms), Instant(2ms)); // another program had the processor
    CHECK(probe.read().stalls == 1);
    CHECK(probe.read().busyStalls == 0);
    probe.tick(Instant(1s + 134ms), Instant(22ms));
    CHECK(probe.read().busyStalls == 1);
    CHECK(probe.read().worstBusy == 20ms);
    probe.reset();
    CHECK(probe.read().stalls == 0);
    CHECK(probe.read().beats == 0);
}

TEST_CASE("the thread's own time goes on while it works")
{
    const auto before = StallProbe::usedByThisThread();
    while (StallProbe::usedByThisThread() < before + 1ms)
        ;
    CHECK(StallProbe::usedByThisThread() >= before + 1ms);
}
