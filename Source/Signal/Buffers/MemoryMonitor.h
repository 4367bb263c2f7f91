#pragma once

#include "Messages/SignalToPulse.h"

#include <cstddef>
#include <vector>

namespace loophole::signal
{

/** Memory at one moment, in bytes. 0: not known. */
struct MemoryReading
{
    std::size_t budget = 0;     ///< for samples
    std::size_t needed = 0;     ///< held by what cannot be given back at once
    std::size_t resident = 0;   ///< of the whole process
    std::size_t systemFree = 0; ///< that the system could still hand out
};

/**
    Watches memory against its limits and says when one is reached: once each, and again only after it was well clear
    of it. Knows no clock and no system; whoever owns it takes the readings. Used on one thread.
*/
class MemoryMonitor
{
public:
    /** The alerts that this reading gives cause for. */
    [[nodiscard]] std::vector<PerformanceWarning> take(const MemoryReading&);

    [[nodiscard]] MemoryPressure pressure() const { return level; }
    /** Times that the pressure rose. */
    [[nodiscard]] std::uint64_t alerts() const { return alertCount; }
    /** What the last reading asks to be given back, of what can be. */
    [[nodiscard]] std::size_t excess() const { return excessBytes; }

private:
    [[nodiscard]] MemoryPressure levelAt(double share) const;
    void judgeBudget(const MemoryReading&, std::vector<PerformanceWarning>&);
    void judgeProcess(const MemoryReading&, std::vector<PerformanceWarning>&);
    void judgeSystem(const MemoryReading&, std::vector<PerformanceWarning>&);

    MemoryPressure level = MemoryPressure::normal;
    bool isProcessLarge = false;
    bool isSystemShort = false;
    std::uint64_t alertCount = 0;
    std::size_t excessBytes = 0;
};

} // namespace loophole::signal
