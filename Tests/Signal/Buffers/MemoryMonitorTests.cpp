#include "Core/Limits.h"
#include "Signal/Buffers/MemoryMonitor.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using Kind = PerformanceWarning::Kind;

namespace
{

constexpr std::size_t mib = std::size_t{1} << 20;

MemoryReading needing(std::size_t percent)
{
    return {100 * mib, percent * mib, 0, 0};
}

std::vector<Kind> kinds(const std::vector<PerformanceWarning>& alerts)
{
    std::vector<Kind> all;
    for (const auto& alert : alerts)
        all.push_back(alert.kind);
    return all;
}

} // namespace

TEST_CASE("pressure rises at its thresholds and is told once at each")
{
    MemoryMonitor monitor;
    CHECK(monitor.take(needing(89)).empty());
    const auto high = monitor.take(needing(90));
    REQUIRE(kinds(high) == std::vector{Kind::memoryPressure});
    CHECK(high.front().value == Approx(90));
    CHECK(monitor.pressure() == MemoryPressure::high);
    CHECK(monitor.take(needing(95)).empty());
    CHECK(kinds(monitor.take(needing(97))) == std::vector{Kind::memoryPressure});
    CHECK(monitor.pressure() == MemoryPressure::critical);
    CHECK(monitor.alerts() == 2);
}

TEST_CASE("pressure that wavers about a threshold is told once, and its end only well below")
{
    MemoryMonitor monitor;
    CHECK(monitor.take(needing(91)).size() == 1);
    for (const auto percent : std::vector<std::size_t>{89, 91, 86, 90, 85})
        CHECK(monitor.take(needing(percent)).empty());
    CHECK(kinds(monitor.take(needing(84))) == std::vector{Kind::memoryRelieved});
    CHECK(monitor.pressure() == MemoryPressure::normal);
    CHECK(monitor.take(needing(91)).size() == 1);
}

TEST_CASE("a fall from critical to high is not yet a relief")
{
    MemoryMonitor monitor;
    CHECK(monitor.take(needing(99)).size() == 1);
    CHECK(monitor.take(needing(91)).empty());
    CHECK(monitor.pressure() == MemoryPressure::high);
}

TEST_CASE("a process beyond its budget and allowance is told once and asked to give the excess back")
{
    MemoryMonitor monitor;
    const auto limit = 100 * mib + limits::processAllowanceBytes;
    CHECK(monitor.take({100 * mib, 0, limit, 0}).empty());
    CHECK(monitor.excess() == 0);
    CHECK(kinds(monitor.take({100 * mib, 0, limit + 7 * mib, 0})) == std::vector{Kind::processTooLarge});
    CHECK(monitor.excess() == 7 * mib);
    CHECK(monitor.take({100 * mib, 0, limit - mib, 0}).empty());
    CHECK(monitor.take({100 * mib, 0, limit + mib, 0}).empty());
    CHECK(monitor.take({100 * mib, 0, limit / 2, 0}).empty());
    CHECK(monitor.take({100 * mib, 0, limit + mib, 0}).size() == 1);
}

TEST_CASE("a system that is short of memory is told once and given back what it lacks")
{
    MemoryMonitor monitor;
    const auto least = limits::leastSystemFreeBytes;
    CHECK(monitor.take({100 * mib, 0, 0, least}).empty());
    CHECK(kinds(monitor.take({100 * mib, 0, 0, least - 20 * mib})) == std::vector{Kind::systemShort});
    CHECK(monitor.excess() == 20 * mib);
    CHECK(monitor.take({100 * mib, 0, 0, least + mib}).empty());
    CHECK(monitor.take({100 * mib, 0, 0, least - mib}).empty());
    CHECK(monitor.take({100 * mib, 0, 0, least * 3}).empty());
    CHECK(monitor.take({100 * mib, 0, 0, least - mib}).size() == 1);
}

TEST_CASE("what is not known gives no cause for alarm")
{
    MemoryMonitor monitor;
    CHECK(monitor.take({}).empty());
    CHECK(monitor.excess() == 0);
}
