#include "Signal/Stream/FolderJob.h"

#include "Signal/Codec/SystemError.h"

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
        // An entry that cannot be looked at (a dangling link) is shown as an empty file.
        std::error_code ignored;
        FolderEntry entry{(*walk)->path(), (*walk)->is_directory(ignored), 0};
        if (const auto bytes = (*walk)->file_size(ignored); !entry.isFolder && !ignored)
            entry.bytes = bytes;
        part.entries.push_back(std::move(entry));
        walk->increment(error);
    }
    if (error)
        part.error = request.folder.string() + ": " + systemErrorText(error.value());
    part.isComplete = error || *walk == Walk();
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
