#include "Signal/Disk/ConcurrencyClimb.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <set>

using namespace loophole::signal;

namespace
{

constexpr ReadCost aMillisecond{0.001, 0};

/** An epoch of 40 reads that went `speed` times as fast as one after the other. */
ReadEpoch epochOf(double speed)
{
    return {40, 0, 40 * aMillisecond.secondsARead / speed};
}

/** The limits after each of `count` epochs on a device whose speed depends on how many reads it has at once. */
std::vector<int> limitsOn(const std::function<double(int)>& speedAt, int count, ConcurrencyClimb climb = {})
{
    std::vector<int> limits;
    for (int i = 0; i < count; ++i)
    {
        climb = climb.after(epochOf(speedAt(climb.limit)), aMillisecond, ConcurrencyClimb::most);
        limits.push_back(climb.limit);
    }
    return limits;
}

/** How often the limit was this, among the last `count`. */
auto share(const std::vector<int>& limits, int limit, int count)
{
    return static_cast<double>(std::count(limits.end() - count, limits.end(), limit)) / count;
}

} // namespace

TEST_CASE("a device begins with one read at a time, and each doubling that pays is followed by the next")
{
    CHECK(ConcurrencyClimb().limit == 1);
    const auto limits = limitsOn([](int atOnce) { return atOnce; }, 4);
    CHECK(limits == std::vector<int>{2, 4, 8, 8});
}

TEST_CASE("the step after an epoch")
{
    struct Row
    {
        const char* what;
        ConcurrencyClimb before;
        double baseSpeed;
        double speed;
        int limitAfter;
    };
    ConcurrencyClimb tryingFour;
    tryingFour.limit = 4;
    tryingFour.triedFrom = 2;
    ConcurrencyClimb tryingTwo;
    tryingTwo.limit = 2;
    tryingTwo.triedFrom = 4;
    ConcurrencyClimb resting;
    resting.limit = 4;
    resting.rest = 3;
    ConcurrencyClimb rested;
    rested.limit = 4;
    ConcurrencyClimb restedToTryLess = rested;
    restedToTryLess.triesLess = true;

    const auto row =
        GENERATE_COPY(Row{"twice as many, a half faster: on to the next", tryingFour, 2.0, 3.0, 8},
                      Row{"twice as many, a tenth faster: not worth it", tryingFour, 2.0, 2.2, 2},
                      Row{"twice as many, slower", tryingFour, 2.0, 1.0, 2},
                      Row{"half as many, as fast: kept", tryingTwo, 2.0, 2.0, 2},
                      Row{"half as many, a little slower: kept", tryingTwo, 2.0, 1.92, 2},
                      Row{"half as many, a tenth slower: back", tryingTwo, 2.0, 1.8, 4},
                      Row{"still resting", resting, 2.0, 2.0, 4}, Row{"rested: a try upwards", rested, 2.0, 2.0, 8},
                      Row{"rested after a try upwards: one downwards", restedToTryLess, 2.0, 2.0, 2});
    INFO(row.what);
    auto climb = row.before;
    climb.base = epochOf(row.baseSpeed);
    CHECK(climb.after(epochOf(row.speed), aMillisecond, ConcurrencyClimb::most).limit == row.limitAfter);
}

TEST_CASE("a disk that must move its head between two readers stays with one")
{
    // Two readers cost it a seek of 10 ms before every read of 5 ms.
    const auto limits = limitsOn([](int atOnce) { return atOnce == 1 ? 1.0 : 1.0 / 3.0; }, 200);
    CHECK(share(limits, 1, 200) > 0.9);
    CHECK(share(limits, 1, 100) > 0.97);
}

TEST_CASE("a network drive that only answers late gets as many as there may be")
{
    CHECK(share(limitsOn([](int atOnce) { return atOnce; }, 100), ConcurrencyClimb::most, 90) > 0.85);
}

TEST_CASE("a disk that is full with four gets four")
{
    CHECK(share(limitsOn([](int atOnce) { return std::min(atOnce, 4); }, 200), 4, 100) > 0.9);
}

TEST_CASE("a device that turns into a slower kind is found out")
{
    ConcurrencyClimb climb;
    climb.limit = 8;
    const auto limits = limitsOn([](int) { return 1.0; }, 60, climb);
    CHECK(limits.back() == 1);
}

TEST_CASE("it is never more than there are threads for, and never none")
{
    ConcurrencyClimb climb;
    std::set<int> seen;
    for (int i = 0; i < 300; ++i)
    {
        climb = climb.after(epochOf(climb.limit), aMillisecond, 2);
        seen.insert(climb.limit);
    }
    CHECK(*seen.begin() >= 1);
    CHECK(*seen.rbegin() == 2);
}

TEST_CASE("that reads became longer is not taken for a slower device")
{
    const ReadCost cost{0.001, 1e-8};
    ConcurrencyClimb climb;
    // One at a time: 40 reads of 64 KiB; two at once: 40 reads of 1 MiB in exactly half their cost.
    climb = climb.after({40, 40.0 * 65536, cost.of(40, 40.0 * 65536)}, cost, 2);
    REQUIRE(climb.limit == 2);
    climb = climb.after({40, 40.0 * 1048576, cost.of(40, 40.0 * 1048576) / 2}, cost, 2);
    CHECK(climb.limit == 2);
    CHECK(climb.triedFrom == 0);
}
