#pragma once

#include "Signal/Disk/DeviceId.h"

#include <filesystem>

namespace loophole::testing
{

inline constexpr signal::DeviceId rootDrive{1};
inline constexpr signal::DeviceId otherDrive{2};

/** What is at the point and below it lies on the other drive, everything else on the root's. */
inline signal::MountTable twoDrives(const std::filesystem::path& point = "/hung")
{
    return signal::MountTable::parse("1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / " + point.string() + " rw - fuse b rw\n");
}

} // namespace loophole::testing
