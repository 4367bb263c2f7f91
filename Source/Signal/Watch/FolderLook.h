#pragma once

#include "Signal/Disk/Disk.h"
#include "Signal/Disk/Route.h"
#include "Signal/Watch/FolderEvents.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace loophole::signal
{

/** By which a folder that is looked at again is known to hold what it held. */
struct FolderStamp
{
    bool exists = false;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t changed = 0; ///< when an entry came or went last, in nanoseconds
    bool operator==(const FolderStamp&) const = default;

    /** Whether another folder, or none, is at its path now. */
    [[nodiscard]] bool isOtherThan(const FolderStamp& before) const
    {
        return exists != before.exists || device != before.device || inode != before.inode;
    }
};

/** A file that was looked at by its path. */
struct FileSeen
{
    std::string name;
    std::int64_t bytes = -1;  ///< -1: there is none
    std::int64_t changed = 0; ///< when it was written last, in nanoseconds
    bool operator==(const FileSeen&) const = default;
};

struct FolderSeen
{
    std::filesystem::path folder;
    Route route;
    std::vector<FileSeen> files; ///< some in it, by name; looked at where nothing else tells of their changes
    bool isElsewhere = false;    ///< on another drive than those that were looked at: it was not
    FolderStamp stamp{};
    FolderEvents::Watch watch = 0; ///< that tells of its changes from now on
};

/** Looks at folders of one device by their paths, for one that has been moved away keeps its watch, and watches them.
 */
class FolderLook final : public DiskJob
{
public:
    using Receive = std::function<void(SignalThread&, std::vector<FolderSeen>)>;

    /** `wanted`: folders, and the names of files in them. */
    FolderLook(std::shared_ptr<FolderEvents> events, std::vector<FolderSeen> wanted, Receive receive);

    void run(DiskThread&) override;
    void finish(SignalThread& thread) override { receive(thread, std::move(seen)); }

private:
    std::shared_ptr<FolderEvents> events;
    std::vector<FolderSeen> seen;
    Receive receive;
};

} // namespace loophole::signal
