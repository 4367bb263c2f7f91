#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace loophole::signal
{

/** What holds a file: st_dev of a mounted file system. 0: not known, a device of its own. */
struct DeviceId
{
    std::uint64_t value = 0;
    auto operator<=>(const DeviceId&) const = default;
};

/**
    Which device a path lies on, told from the table of mounts alone: unlike stat() this never waits for the device,
    so a hung drive is known before a worker is lost to it. Symbolic links are not followed: see Route. An immutable
    value.
*/
class MountTable
{
public:
    MountTable() = default;

    /** Parses the text of /proc/self/mountinfo (Linux, proc(5)); lines of another shape are skipped. */
    [[nodiscard]] static MountTable parse(std::string_view mountinfo);

    /** The mounts of this moment; empty on systems without /proc, where every path is on device 0. */
    [[nodiscard]] static MountTable current();

    /** Of the deepest mount point that holds the (absolute) path. */
    [[nodiscard]] DeviceId deviceOf(const std::filesystem::path&) const;

    /** Where the device is mounted, the shortest of its places; empty where none is known. */
    [[nodiscard]] std::filesystem::path pointOf(DeviceId) const;

private:
    struct Mount
    {
        std::string point; ///< without a trailing slash; the root is empty
        DeviceId device;
    };
    std::vector<Mount> mounts;
};

} // namespace loophole::signal
