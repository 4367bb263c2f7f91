#include "Signal/Watch/FolderLook.h"

#include <sys/stat.h>

namespace loophole::signal
{
namespace
{

FolderStamp stampOf(const std::filesystem::path& folder)
{
    struct stat status
    {
    };
    if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
        return {};
    return {true, status.st_dev, status.st_ino,
            std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

} // namespace

FolderLook::FolderLook(std::shared_ptr<FolderEvents> folderEvents, std::vector<std::filesystem::path> folders,
                       Receive receiveSeen)
    : events(std::move(folderEvents)), receive(std::move(receiveSeen))
{
    for (auto& folder : folders)
        seen.push_back({std::move(folder), {}, 0});
}

void FolderLook::run(DiskThread& thread)
{
    for (auto& one : seen)
    {
        // Watched first: what changes between the two is told by an event.
        one.watch = events->add(thread, one.folder);
        one.stamp = stampOf(one.folder);
    }
}

} // namespace loophole::signal
