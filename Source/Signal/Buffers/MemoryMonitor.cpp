#include "Signal/Buffers/MemoryMonitor.h"

#include "Core/Limits.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

constexpr double mib = 1024.0 * 1024.0;

std::size_t excessOver(std::size_t value, std::size_t limit)
{
    return value > limit ? value - limit : 0;
}

} // namespace

std::vector<PerformanceWarning> MemoryMonitor::take(const MemoryReading& reading)
{
    std::vector<PerformanceWarning> alerts;
    excessBytes = 0;
    judgeBudget(reading, alerts);
    judgeProcess(reading, alerts);
    judgeSystem(reading, alerts);
    return alerts;
}

MemoryPressure MemoryMonitor::levelAt(double share) const
{
    // A level that stands is left only some way below where it began.
    const auto begins = [this](MemoryPressure which, double at)
    { return level >= which ? at - limits::pressureHysteresis : at; };
    if (share >= begins(MemoryPressure::critical, limits::criticalPressure))
        return MemoryPressure::critical;
    return share >= begins(MemoryPressure::high, limits::highPressure) ? MemoryPressure::high : MemoryPressure::normal;
}

void MemoryMonitor::judgeBudget(const MemoryReading& reading, std::vector<PerformanceWarning>& alerts)
{
    if (reading.budget == 0)
        return;
    const auto share = static_cast<double>(reading.needed) / static_cast<double>(reading.budget);
    const auto now = levelAt(share);
    if (now > level)
    {
        ++alertCount;
        alerts.push_back({PerformanceWarning::Kind::memoryPressure, {}, share * 100.0});
    }
    else if (now < level && now == MemoryPressure::normal)
    {
        alerts.push_back({PerformanceWarning::Kind::memoryRelieved, {}, share * 100.0});
    }
    level = now;
    excessBytes = std::max(excessBytes, excessOver(reading.needed, reading.budget));
}

void MemoryMonitor::judgeProcess(const MemoryReading& reading, std::vector<PerformanceWarning>& alerts)
{
    const auto limit = reading.budget + limits::processAllowanceBytes;
    const auto excess = reading.budget == 0 ? 0 : excessOver(reading.resident, limit);
    const auto stays = static_cast<double>(limit) * (1.0 - limits::pressureHysteresis);
    if (excess > 0 && !isProcessLarge)
        alerts.push_back({PerformanceWarning::Kind::processTooLarge, {}, static_cast<double>(excess) / mib});
    isProcessLarge = excess > 0 || (isProcessLarge && static_cast<double>(reading.resident) > stays);
    excessBytes = std::max(excessBytes, excess);
}

void MemoryMonitor::judgeSystem(const MemoryReading& reading, std::vector<PerformanceWarning>& alerts)
{
    if (reading.systemFree == 0)
        return;
    const auto lacking = excessOver(limits::leastSystemFreeBytes, reading.systemFree);
    if (lacking > 0 && !isSystemShort)
        alerts.push_back({PerformanceWarning::Kind::systemShort, {}, static_cast<double>(reading.systemFree) / mib});
    isSystemShort = lacking > 0 || (isSystemShort && reading.systemFree < limits::leastSystemFreeBytes * 2);
    excessBytes = std::max(excessBytes, lacking);
}

} // namespace loophole::signal
