#pragma once

#include "Signal/Disk/DeviceId.h"
#include "Signal/Disk/DeviceLane.h"

#include <cstddef>
#include <map>
#include <vector>

namespace loophole::signal
{

/** The lanes of all devices that are in use. Not synchronised: its user guards it. */
class DeviceLanes
{
public:
    /** Devices that have not been used for this long are forgotten. */
    static constexpr Instant laneAge = std::chrono::minutes(1);

    /** As DeviceLane's. */
    DeviceLanes(Instant stallLimit, int highest) : stallLimit(stallLimit), highest(highest) {}

    /** Of a device that is not known yet: a new one. */
    [[nodiscard]] DeviceLane& of(DeviceId);

    /** Jobs that run on devices which compute rather than wait, and on those that are waited for. */
    [[nodiscard]] std::size_t computing(Instant now) const;
    [[nodiscard]] std::size_t waiting(Instant now) const;
    [[nodiscard]] std::vector<DeviceId> hung(Instant now) const;

    void forgetOld(Instant now);

    /** A line for each, with everything but what is queued; those with the most reads first. */
    [[nodiscard]] std::vector<DeviceStats> stats(Instant now) const;

private:
    Instant stallLimit;
    int highest;
    std::map<DeviceId, DeviceLane> lanes;
};

} // namespace loophole::signal
