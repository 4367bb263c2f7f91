#include "Signal/Disk/DeviceId.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>
#if defined(__linux__)
#include <sys/stat.h>
#include <sys/sysmacros.h>
#endif

namespace loophole::signal
{
namespace
{

/** proc(5) writes space, tab, newline and backslash as a backslash and three octal digits. */
std::string unescaped(std::string_view field)
{
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i)
    {
        unsigned code = 0;
        const auto digits = field.substr(i + 1, 3);
        const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), code, 8);
        if (field[i] == '\\' && digits.size() == 3 && parsed.ptr == digits.data() + 3 && code < 256)
        {
            text += static_cast<char>(static_cast<unsigned char>(code));
            i += 3;
        }
        else
        {
            text += field[i];
        }
    }
    return text;
}

/** "8:17" as st_dev is. */
bool tryParseDevice(std::string_view field, DeviceId& device)
{
    unsigned major = 0;
    unsigned minor = 0;
    const auto* end = field.data() + field.size();
    const auto first = std::from_chars(field.data(), end, major);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != ':')
        return false;
    const auto second = std::from_chars(first.ptr + 1, end, minor);
    if (second.ec != std::errc() || second.ptr != end)
        return false;
#if defined(__linux__)
    device.value = makedev(major, minor);
#else
    device.value = (std::uint64_t{major} << 32) | minor;
#endif
    return true;
}

bool isBelow(std::string_view path, std::string_view point)
{
    return path.starts_with(point) && (path.size() == point.size() || path[point.size()] == '/');
}

} // namespace

MountTable MountTable::parse(std::string_view mountinfo)
{
    MountTable table;
    std::istringstream lines{std::string(mountinfo)};
    for (std::string line; std::getline(lines, line);)
    {
        // mount id, parent id, major:minor, root, mount point, …
        std::istringstream fields(line);
        std::string mountId;
        std::string parentId;
        std::string numbers;
        std::string root;
        std::string point;
        DeviceId device;
        if (!(fields >> mountId >> parentId >> numbers >> root >> point) || !tryParseDevice(numbers, device))
            continue;
        point = unescaped(point);
        table.mounts.push_back({point == "/" ? std::string() : point, device});
    }
    return table;
}

MountTable MountTable::current()
{
    std::ifstream file("/proc/self/mountinfo", std::ios::binary);
    auto table = parse(std::string(std::istreambuf_iterator<char>(file), {}));
#if defined(__linux__)
    // Within a changed root (chroot) the root itself is no mount.
    if (struct stat root{}; table.deviceOf("/") == DeviceId() && stat("/", &root) == 0)
        table.mounts.push_back({std::string(), {root.st_dev}});
#endif
    return table;
}

DeviceId MountTable::deviceOf(const std::filesystem::path& path) const
{
    const auto text = path.lexically_normal().string();
    const Mount* deepest = nullptr;
    // Of mounts at one point the last covers the others.
    for (const auto& mount : mounts)
        if (isBelow(text, mount.point) && (deepest == nullptr || mount.point.size() >= deepest->point.size()))
            deepest = &mount;
    return deepest != nullptr ? deepest->device : DeviceId();
}

std::filesystem::path MountTable::pointOf(DeviceId device) const
{
    const Mount* shortest = nullptr;
    for (const auto& mount : mounts)
        if (mount.device == device && (shortest == nullptr || mount.point.size() < shortest->point.size()))
            shortest = &mount;
    if (shortest == nullptr)
        return {};
    return shortest->point.empty() ? std::string("/") : shortest->point;
}

} // namespace loophole::signal
