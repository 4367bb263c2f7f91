#include "Signal/Disk/DeviceLane.h"

#include <catch2/catch.hpp>

#include <deque>
#include <functional>
#include <numeric>

using namespace loophole;
using namespace loophole::signal;
using namespace std::chrono_literals;

namespace
{

struct ReadOf final : DiskJob
{
    explicit ReadOf(std::size_t bytes, bool fails = false) : bytes(bytes), fails(fails) {}
    void run(DiskThread&) override {}
    [[nodiscard]] std::size_t bytesRead() const override { return bytes; }
    [[nodiscard]] bool hasFailed() const override { return fails; }
    std::size_t bytes;
    bool fails;
};

/** A disk in virtual time, under more reads than it can do: `takes(n)` is how long a read takes beside n − 1 others. */
class SimulatedDisk
{
public:
    explicit SimulatedDisk(std::function<Instant(int)> takes) : takes(std::move(takes)) {}

    void run(Instant duration)
    {
        for (const auto end = now + duration; now < end;)
        {
            while (lane.mayBegin(now))
            {
                lane.begin(now);
                underWay.push_back(now);
                now += 1us; // no two begin at one time
            }
            // All that are under way share the device: the oldest is done next.
            now = std::max(now, underWay.front() + takes(static_cast<int>(underWay.size())));
            lane.end(underWay.front(), now, ReadOf(65536));
            underWay.pop_front();
            ++done;
        }
    }

    DeviceLane lane{250ms, ConcurrencyClimb::most};
    Instant now{};
    int done = 0;

private:
    std::function<Instant(int)> takes;
    std::deque<Instant> underWay;
};

/** Lets `count` reads of this length come and go, one after the other. */
void readAlone(DeviceLane& lane, Instant& now, int count, Instant each)
{
    for (int i = 0; i < count; ++i)
    {
        lane.begin(now);
        lane.end(now, now + each, ReadOf(65536));
        now += each;
    }
}

} // namespace

TEST_CASE("a simulated network drive is given eight reads at once and does eight times as many")
{
    SimulatedDisk network([](int) { return 50ms; });
    network.run(20s);
    CHECK(network.lane.concurrency() == ConcurrencyClimb::most);
    const auto before = network.done;
    network.run(10s);
    CHECK(network.done - before > 7 * 200);
}

TEST_CASE("a simulated disk with a slow head is given one read at a time and loses little by trying")
{
    // Alone it reads on in 4 ms; between two places it seeks for 12 ms first, once for each read under way.
    SimulatedDisk head([](int atOnce) { return atOnce == 1 ? Instant(4ms) : atOnce * Instant(16ms); });
    head.run(60s);
    CHECK(head.lane.concurrency() == 1);
    const auto before = head.done;
    head.run(60s);
    CHECK(head.done - before > 0.85 * 60'000 / 4);
}

TEST_CASE("a simulated fast disk is filled")
{
    SimulatedDisk fast([](int atOnce) { return std::max(atOnce, 4) * Instant(500us) / 2; });
    fast.run(10s);
    CHECK(fast.lane.concurrency() >= 4);
}

TEST_CASE("a new device gets one read until it has answered")
{
    DeviceLane lane(250ms, ConcurrencyClimb::most);
    CHECK(lane.mayBegin(0s));
    lane.begin(0s);
    CHECK_FALSE(lane.mayBegin(1ms));
    CHECK(lane.stats(249ms).stalled == 0);
    CHECK(lane.stats(250ms).stalled == 1);
}

TEST_CASE("a read that takes much longer than its device's keeps the next one back until it is there")
{
    DeviceLane lane(250ms, ConcurrencyClimb::most);
    Instant now{};
    while (lane.concurrency() < 2)
        readAlone(lane, now, 1, 10ms);
    lane.begin(now);
    CHECK(lane.mayBegin(now + 39ms));
    CHECK_FALSE(lane.mayBegin(now + 40ms));
    CHECK(lane.isLate(now + 40ms));
    CHECK(lane.stats(now + 40ms).stalled == 0);
    lane.end(now, now + 45ms, ReadOf(65536));
    CHECK(lane.mayBegin(now + 45ms));
}

TEST_CASE("a device that always answers in 300 ms neither stalls nor hangs")
{
    DeviceLane lane(250ms, ConcurrencyClimb::most);
    Instant now{};
    readAlone(lane, now, 40, 300ms);
    lane.begin(now);
    CHECK(lane.stats(now + 320ms).stalled == 0);
    CHECK_FALSE(lane.isHung(now + 1500ms));
    CHECK(lane.isHung(now + 1800ms));
}

TEST_CASE("a device hangs after a second without an answer, and begins at one read again after it")
{
    DeviceLane lane(250ms, ConcurrencyClimb::most);
    Instant now{};
    while (lane.concurrency() < 2)
        readAlone(lane, now, 1, 10ms);
    const auto p99 = lane.stats(now).p99Ms;
    lane.begin(now);
    CHECK_FALSE(lane.isHung(now + 999ms));
    CHECK(lane.isHung(now + 1s));
    lane.end(now, now + 30s, ReadOf(0, true));
    CHECK_FALSE(lane.isHung(now + 30s));
    CHECK(lane.concurrency() == 1);
    CHECK(lane.stats(now + 30s).p99Ms == p99);
    CHECK(lane.stats(now + 30s).errors == 1);
}

TEST_CASE("a job whose thread is at work is not late, however long it takes")
{
    DeviceLane lane(250ms, ConcurrencyClimb::most);
    lane.begin(0s);
    for (int i = 1; i <= 100; ++i)
        lane.moved(0s, i * 100ms);
    CHECK_FALSE(lane.isHung(10s));
    CHECK_FALSE(lane.isLate(10s));
    CHECK(lane.stats(10s).stalled == 0);
}

TEST_CASE("jobs of a device that answers slowly leave their core to others")
{
    DeviceLane slow(250ms, ConcurrencyClimb::most);
    DeviceLane quick(250ms, ConcurrencyClimb::most);
    Instant now{};
    readAlone(slow, now, 20, 30ms);
    readAlone(quick, now, 20, 1ms);
    CHECK(slow.isWaitedFor(now));
    CHECK_FALSE(quick.isWaitedFor(now));
}
