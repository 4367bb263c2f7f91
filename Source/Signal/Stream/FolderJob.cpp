#include "Signal/Stream/FolderJob.h"

#include "Model/AudioExtensions.h"
#include "Signal/Codec/SystemError.h"

#include <sys/stat.h>

namespace loophole::signal
{

FolderJob::FolderJob(std::shared_ptr<StreamJobContext> context, Disk& disk, JobOrder order, ListFolder request)
    : context(std::move(context)), disk(disk), order(order), request(std::move(request))
{
}

FolderJob::FolderJob(const FolderJob& before, Walk walk)
    : context(before.context), disk(before.disk), order(before.order), request(before.request), walk(std::move(walk))
{
}

void FolderJob::run(DiskThread&)
{
    part.request = request.request;
    part.folder = request.folder;
    std::error_code error;
    if (!walk)
        walk = Walk(request.folder, error);
    if (error)
    {
        part.error = request.folder.string() + ": " + systemErrorText(error.value());
        part.isComplete = true;
        return;
    }
    readPart();
}

void FolderJob::readPart()
{
    std::error_code error;
    while (*walk != Walk() && part.entries.size() < entriesAPart && !error)
    {
        part.entries.push_back(look(**walk));
        walk->increment(error);
    }
    if (error)
        part.error = request.folder.string() + ": " + systemErrorText(error.value());
    part.isComplete = error || *walk == Walk();
}

FolderEntry FolderJob::look(const std::filesystem::directory_entry& found)
{
    FolderEntry entry{found.path(), false, 0};
    std::error_code error;
    if (found.is_symlink(error))
    {
        const auto target = std::filesystem::read_symlink(found.path(), error);
        if (!mounts)
            mounts = MountTable::current();
        if (mounts->deviceOf((request.folder / target).lexically_normal()) != order.device)
        {
            entry.isFolder = !looksLikeAudio(found.path());
            return entry;
        }
    }
    // What cannot be looked at (a dangling link) is shown as an empty file.
    struct stat status = {};
    if (::stat(found.path().c_str(), &status) != 0)
        return entry;
    entry.isFolder = S_ISDIR(status.st_mode);
    entry.bytes = entry.isFolder ? 0 : static_cast<std::uintmax_t>(status.st_size);
    entry.modified = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    return entry;
}

void FolderJob::finish(SignalThread& thread)
{
    if (context->receiver == nullptr)
        return;
    if (!part.isComplete)
        disk.submit(thread, std::unique_ptr<DiskJob>(new FolderJob(*this, *std::move(walk))), order);
    context->receiver->receive(thread, std::move(part));
}

} // namespace loophole::signal
