#pragma once

#include "Core/Clock.h"
#include "Messages/DiskDevice.h"
#include "Signal/Disk/Disk.h"

#include <vector>

namespace loophole::signal
{

/** Notices which devices stop answering, and which answer again. On Signal's control thread. */
class DeviceWatch
{
public:
    /** A hang is long before it counts as one; a tenth of a second more is nothing. */
    static constexpr Instant interval = std::chrono::milliseconds(100);

    DeviceWatch(const Clock& clock, const Disk& disk) : clock(clock), disk(disk) {}

    struct Change
    {
        DeviceId device;
        bool isHung = false;
    };
    /** What has changed since the last call; looks at most once an interval. */
    [[nodiscard]] std::vector<Change> look(SignalThread&);

    [[nodiscard]] bool isHung(DeviceId) const;
    /** When to look again; Instant::max() while everything answers. */
    [[nodiscard]] Instant nextLook() const { return hung.empty() ? Instant::max() : lastLook + interval; }

private:
    const Clock& clock;
    const Disk& disk;
    std::vector<DeviceId> hung; ///< in order
    Instant lastLook = -interval;
};

/** What the pool measured, as Pulse is told. */
[[nodiscard]] std::vector<DiskDevice> reportOf(const std::vector<DeviceStats>&, const MountTable&);

} // namespace loophole::signal
