#include "Signal/Disk/DeviceLanes.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace std::chrono_literals;

namespace
{

struct ShortRead final : DiskJob
{
    void run(DiskThread&) override {}
    [[nodiscard]] std::size_t bytesRead() const override { return 4096; }
};

constexpr DeviceId quick{1};
constexpr DeviceId slow{2};

/** Ten jobs, one after the other, each of which takes this long; the time after them. */
Instant use(DeviceLane& lane, Instant began, Instant takes)
{
    for (int i = 0; i < 10; ++i)
    {
        lane.begin(began);
        lane.end(began, began + takes, ShortRead());
        began += takes;
    }
    return began;
}

} // namespace

TEST_CASE("jobs of a device that answers at once compute, those of a slow one are waited for")
{
    DeviceLanes lanes(250ms, 8);
    const auto now = std::max(use(lanes.of(quick), 0ms, 100us), use(lanes.of(slow), 0ms, 40ms));
    lanes.of(quick).begin(now);
    lanes.of(slow).begin(now);
    CHECK(lanes.computing(now) == 1);
    CHECK(lanes.waiting(now) == 1);
}

TEST_CASE("of many devices only those that no longer answer hang")
{
    DeviceLanes lanes(250ms, 8);
    const auto now = std::max(use(lanes.of(quick), 0ms, 100us), use(lanes.of(slow), 0ms, 1ms));
    lanes.of(slow).begin(now);
    CHECK(lanes.hung(now).empty());
    CHECK(lanes.hung(now + 2s) == std::vector<DeviceId>{slow});
}

TEST_CASE("a device is forgotten when it has not been used for a minute, but never one that still owes a job")
{
    DeviceLanes lanes(250ms, 8);
    use(lanes.of(quick), 0ms, 1ms);
    lanes.of(slow).begin(0ms);
    lanes.forgetOld(DeviceLanes::laneAge / 2);
    CHECK(lanes.stats(DeviceLanes::laneAge / 2).size() == 2);
    lanes.forgetOld(2 * DeviceLanes::laneAge);
    const auto left = lanes.stats(2 * DeviceLanes::laneAge);
    REQUIRE(left.size() == 1);
    CHECK(left.front().device == slow);
}

TEST_CASE("the device with the most reads is told of first")
{
    DeviceLanes lanes(250ms, 8);
    use(lanes.of(quick), 0ms, 1ms);
    use(lanes.of(slow), 0ms, 1ms);
    use(lanes.of(slow), 10ms, 1ms);
    const auto told = lanes.stats(30ms);
    REQUIRE(told.size() == 2);
    CHECK(told[0].device == slow);
    CHECK(told[0].reads == 20);
    CHECK(told[1].reads == 10);
}
