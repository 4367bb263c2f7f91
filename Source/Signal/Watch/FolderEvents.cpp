#include "Signal/Watch/FolderEvents.h"

#include "Signal/Disk/LocalFileSystem.h"

#if defined(__linux__)
#include <algorithm>
#include <array>
#include <cstring>
#include <sys/inotify.h>
#include <unistd.h>
#endif

namespace loophole::signal
{

#if defined(__linux__)

FolderEvents::FolderEvents() : descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

FolderEvents::~FolderEvents()
{
    if (descriptor >= 0)
        ::close(descriptor);
}

FolderEvents::Watch FolderEvents::add(DiskThread& thread, const std::filesystem::path& folder)
{
    // Elsewhere changes are made that the kernel of this machine does not see.
    if (descriptor < 0 || !isLocalFileSystem(thread, folder))
        return 0;
    // Attributes tell of permissions, and of a cloud client that fills a placeholder.
    constexpr std::uint32_t changes = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ATTRIB |
                                      IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    return std::max(0, ::inotify_add_watch(descriptor, folder.c_str(), changes));
}

void FolderEvents::remove(SignalThread&, Watch watch)
{
    if (watch != 0)
        ::inotify_rm_watch(descriptor, watch); // fails where the folder is gone, and with it the watch
}

std::vector<FolderEvents::Event> FolderEvents::take(SignalThread&)
{
    std::vector<Event> events;
    alignas(inotify_event) std::array<char, 16384> buffer;
    for (ssize_t size = 0; descriptor >= 0 && (size = ::read(descriptor, buffer.data(), buffer.size())) > 0;)
        for (ssize_t at = 0; at < size;)
        {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const auto* name = buffer.data() + at + sizeof event;
            at += static_cast<ssize_t>(sizeof event + event.len);
            hasOverflowed = hasOverflowed || (event.mask & IN_Q_OVERFLOW) != 0;
            const auto isOfFolder = (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED)) != 0;
            if (event.len > 0)
                events.push_back({event.wd, std::string(name, ::strnlen(name, event.len)), false});
            else if (isOfFolder)
                events.push_back({event.wd, {}, (event.mask & IN_IGNORED) != 0});
        }
    return events;
}

#else

FolderEvents::FolderEvents() = default;
FolderEvents::~FolderEvents() = default;

FolderEvents::Watch FolderEvents::add(DiskThread&, const std::filesystem::path&)
{
    return 0;
}
void FolderEvents::remove(SignalThread&, Watch) {}
std::vector<FolderEvents::Event> FolderEvents::take(SignalThread&)
{
    return {};
}

#endif

} // namespace loophole::signal
