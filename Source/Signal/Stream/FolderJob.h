#pragma once

#include "Signal/Stream/StreamJobs.h"

#include <filesystem>

namespace loophole::signal
{

/**
    Lists a folder in parts, so that a huge one shows at once and holds up nobody: each run reads one part, and finish()
    sends the job that reads the next. A link that leads to another drive is not followed, since that one may hang: it
    is told as a folder unless its name is that of a medium.
*/
class FolderJob final : public DiskJob
{
public:
    static constexpr std::size_t entriesAPart = 256;

    /** The disk must outlive the job's finish(). */
    FolderJob(std::shared_ptr<StreamJobContext>, Disk&, JobOrder, ListFolder);

    void run(DiskThread&) override;
    void finish(SignalThread&) override;

private:
    using Walk = std::filesystem::directory_iterator;
    FolderJob(const FolderJob& before, Walk);

    void readPart();
    [[nodiscard]] FolderEntry look(const std::filesystem::directory_entry&);

    std::shared_ptr<StreamJobContext> context;
    Disk& disk;
    JobOrder order;
    ListFolder request;
    std::optional<Walk> walk;         ///< none before the first part
    std::optional<MountTable> mounts; ///< read when a part meets its first link
    FolderListed part;
};

} // namespace loophole::signal
