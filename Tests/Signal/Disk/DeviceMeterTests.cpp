#include "Signal/Disk/DeviceMeter.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace std::chrono_literals;

namespace
{

constexpr std::size_t block = 64 * 1024;

/** Adds reads one behind the other, each of the time that `cost` says. */
void addReads(DeviceMeter& meter, Instant& now, int count, std::size_t bytes, ReadCost cost)
{
    for (int i = 0; i < count; ++i)
    {
        const std::chrono::duration<double> seconds(cost.of(1, static_cast<double>(bytes)));
        const auto began = now;
        now += std::chrono::duration_cast<Instant>(seconds);
        meter.add(began, now, bytes);
    }
}

} // namespace

TEST_CASE("a device that was never read has no figures")
{
    const DeviceMeter meter;
    CHECK(meter.reads() == 0);
    CHECK(meter.p99() == Instant(0));
    CHECK(meter.bytesPerSecond() == 0);
    CHECK(meter.sustainedBytesPerSecond() == 0);
}

TEST_CASE("percentiles are of the reads and exact")
{
    DeviceMeter meter;
    for (int i = 1; i <= 200; ++i)
        meter.add(Instant(0), std::chrono::milliseconds(i), block);
    CHECK(meter.p50() == 101ms);
    CHECK(meter.p99() == 199ms);
}

TEST_CASE("what was slow is forgotten after ten seconds of reading, and not by resting")
{
    DeviceMeter meter;
    Instant now{};
    addReads(meter, now, 40, block, {0.2, 0});
    CHECK(meter.p50() == 200ms);
    now += 1h;
    addReads(meter, now, 1, block, {0.001, 0});
    CHECK(meter.p50() == 200ms);
    for (int i = 0; i < 24; ++i)
        addReads(meter, now, 1, block, {0.001, 0});
    CHECK(meter.p50() == 1ms);
    CHECK(meter.p99() == 1ms);
}

TEST_CASE("throughput counts time once however many reads are under way")
{
    DeviceMeter meter;
    // Four at once, each a tenth of a second, twice.
    for (int round = 0; round < 2; ++round)
        for (int i = 0; i < 4; ++i)
            meter.add(round * 1s, round * 1s + 100ms, 1000);
    CHECK(meter.bytesPerSecond() == Approx(8000 / 0.2));
}

TEST_CASE("what a read costs is told apart from what its bytes cost")
{
    const ReadCost slowSeek{0.010, 1e-8};
    DeviceMeter meter;
    Instant now{};
    for (int i = 0; i < 20; ++i)
    {
        addReads(meter, now, 1, block, slowSeek);
        addReads(meter, now, 1, 16 * block, slowSeek);
    }
    CHECK(meter.cost().secondsARead == Approx(0.010).epsilon(0.01));
    CHECK(meter.cost().secondsAByte == Approx(1e-8).epsilon(0.01));
    // With full reads: 1 MiB in 10 ms and 10.5 ms.
    CHECK(meter.sustainedBytesPerSecond() == Approx(DeviceMeter::fullRead / slowSeek.of(1, DeviceMeter::fullRead)));
    CHECK(meter.sustainedBytesPerSecond() > 1.4 * meter.bytesPerSecond());
}

TEST_CASE("one read out of many that hangs changes neither cost nor median")
{
    DeviceMeter meter;
    Instant now{};
    for (int i = 0; i < 30; ++i)
    {
        addReads(meter, now, 1, block, {0.001, 0});
        addReads(meter, now, 1, 4 * block, {0.001, 0});
    }
    addReads(meter, now, 1, 4 * block, {3.0, 0});
    CHECK(meter.cost().secondsARead == Approx(0.001).epsilon(0.01));
    CHECK(meter.p50() == 1ms);
}

TEST_CASE("reads of one size cost by the byte, openings by the piece")
{
    Instant now{};
    DeviceMeter blocks;
    addReads(blocks, now, 20, block, {0.002, 0});
    CHECK(blocks.cost().secondsARead == 0);
    CHECK(blocks.cost().secondsAByte == Approx(0.002 / block));
    CHECK(blocks.sustainedBytesPerSecond() == Approx(blocks.bytesPerSecond()));

    DeviceMeter openings;
    addReads(openings, now, 20, 0, {0.002, 0});
    CHECK(openings.cost().secondsARead == Approx(0.002));
    CHECK(openings.sustainedBytesPerSecond() == 0);
}
