#pragma once

#include "Core/Clock.h"
#include "Signal/Disk/DeviceId.h"

namespace loophole::signal
{

/** The table of mounts as it was a moment ago: a drive that is plugged in is known by the next look at its files, and
    thousands of them read the table once. Owned by whoever asks. */
class CurrentMounts
{
public:
    static constexpr Instant age = std::chrono::seconds(1);

    explicit CurrentMounts(const Clock& clock) : clock(clock), mounts(MountTable::current()), readAt(clock.now()) {}

    /** Never waits for the device. */
    [[nodiscard]] DeviceId deviceOf(const std::filesystem::path& path)
    {
        if (clock.now() >= readAt + age)
        {
            mounts = MountTable::current();
            readAt = clock.now();
        }
        return mounts.deviceOf(path);
    }

    [[nodiscard]] const MountTable& table() const { return mounts; }

private:
    const Clock& clock;
    MountTable mounts;
    Instant readAt;
};

} // namespace loophole::signal
