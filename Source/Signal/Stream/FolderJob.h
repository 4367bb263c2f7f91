#pragma once

#include "Signal/Disk/Route.h"
#include "Signal/Stream/StreamJobs.h"

#include <filesystem>

namespace loophole::signal
{

/**
    Lists a folder in parts, so that a huge one shows at once and holds up nobody: each run reads one part, and finish()
    sends the job that reads the next. What lies on another drive, by a mount or a link, is not looked at, since that
    one may hang: it is told as a folder unless its name is that of a medium.
*/
class FolderJob final : public DiskJob
{
public:
    static constexpr std::size_t entriesAPart = 256;

    /** The disk must outlive the job's finish(). The order is one for the route's drive. */
    FolderJob(std::shared_ptr<StreamJobContext>, Disk&, JobOrder, ListFolder, Route);

    void run(DiskThread&) override;
    void finish(SignalThread&) override;

private:
    using Walk = std::filesystem::directory_iterator;
    FolderJob(const FolderJob& before, std::optional<Walk>);

    void readPart(DiskThread&);
    [[nodiscard]] FolderEntry look(DiskThread&, const std::filesystem::directory_entry&);

    std::shared_ptr<StreamJobContext> context;
    Disk& disk;
    JobOrder order;
    ListFolder request;
    Route route;
    bool isElsewhere = false; ///< on another drive than this was a job for
    std::optional<Walk> walk; ///< none before the first part
    FolderListed part;
};

} // namespace loophole::signal
