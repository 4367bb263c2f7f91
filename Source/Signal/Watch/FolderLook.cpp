#include "Signal/Watch/FolderLook.h"

#include <sys/stat.h>

namespace loophole::signal
{
namespace
{

std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

FolderStamp stampOf(const std::filesystem::path& folder)
{
    struct stat status
    {
    };
    if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
        return {};
    return {true, status.st_dev, status.st_ino, nanoseconds(status.st_mtim)};
}

void look(const std::filesystem::path& folder, FileSeen& file)
{
    struct stat status
    {
    };
    const auto exists = ::stat((folder / file.name).c_str(), &status) == 0 && S_ISREG(status.st_mode);
    file.bytes = exists ? std::int64_t{status.st_size} : -1;
    file.changed = exists ? nanoseconds(status.st_mtim) : 0;
}

} // namespace

FolderLook::FolderLook(std::shared_ptr<FolderEvents> folderEvents, std::vector<FolderSeen> wanted, Receive receiveSeen)
    : events(std::move(folderEvents)), seen(std::move(wanted)), receive(std::move(receiveSeen))
{
}

void FolderLook::run(DiskThread& thread)
{
    for (auto& one : seen)
    {
        one.isElsewhere = one.route.leadsAway(thread);
        if (one.isElsewhere)
            continue;
        // Watched first: what changes between the two is told by an event.
        one.watch = events->add(thread, one.folder);
        one.stamp = stampOf(one.folder);
        if (one.watch != 0)
            one.files.clear();
        for (auto& file : one.files)
            if (!one.route.below(file.name).leadsAway(thread))
                look(one.folder, file);
    }
}

} // namespace loophole::signal
