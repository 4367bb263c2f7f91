#include "Signal/Stream/FolderJob.h"

#include "Model/AudioExtensions.h"
#include "Signal/Codec/SystemError.h"

#include <sys/stat.h>

namespace loophole::signal
{

FolderJob::FolderJob(std::shared_ptr<StreamJobContext> context, Disk& disk, JobOrder order, ListFolder request,
                     Route route)
    : context(std::move(context)), disk(disk), order(order), request(std::move(request)), route(std::move(route))
{
}

FolderJob::FolderJob(const FolderJob& before, std::optional<Walk> walk)
    : context(before.context),
      disk(before.disk),
      order(before.order),
      request(before.request),
      route(before.route),
      walk(std::move(walk))
{
    order.device = route.device();
}

void FolderJob::run(DiskThread& thread)
{
    isElsewhere = !walk && route.leadsAway(thread);
    if (isElsewhere)
        return;
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
    readPart(thread);
}

void FolderJob::readPart(DiskThread& thread)
{
    std::error_code error;
    while (*walk != Walk() && part.entries.size() < entriesAPart && !error)
    {
        part.entries.push_back(look(thread, **walk));
        walk->increment(error);
    }
    if (error)
        part.error = request.folder.string() + ": " + systemErrorText(error.value());
    part.isComplete = error || *walk == Walk();
}

FolderEntry FolderJob::look(DiskThread& thread, const std::filesystem::directory_entry& found)
{
    FolderEntry entry{found.path(), false, 0};
    std::error_code error;
    auto way = route.below(found.path().filename());
    if (way.device() != route.device() || (found.is_symlink(error) && way.leadsAway(thread)))
    {
        entry.isFolder = !looksLikeAudio(found.path());
        return entry;
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
    if (isElsewhere)
        context->receiver->receive(thread, route.link());
    if (isElsewhere || !part.isComplete)
    {
        std::unique_ptr<FolderJob> next(new FolderJob(*this, std::move(walk)));
        const auto nextOrder = next->order;
        disk.submit(thread, std::move(next), nextOrder);
    }
    if (!isElsewhere)
        context->receiver->receive(thread, std::move(part));
}

} // namespace loophole::signal
