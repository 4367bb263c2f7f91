#pragma once

#include "Core/Clock.h"
#include "Core/Ids.h"
#include "Signal/Disk/CurrentMounts.h"
#include "Signal/Watch/FolderLook.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace loophole::signal
{

/**
    Notices that files of assets came, went or were written, on Signal's control thread. Folders are watched where the
    system tells of their changes; all of them are looked at by path now and then, for a folder that is moved with one
    above it tells nothing. Every look is a job of the disk: a folder on a hung drive holds up no other.
*/
class AssetWatch
{
public:
    /** Between two looks at a folder; a stat() of a local one takes some microseconds. */
    static constexpr Instant lookInterval = std::chrono::milliseconds(800);
    /** The same where changes are seen by looking only, over a network as a rule … */
    static constexpr Instant pollInterval = std::chrono::milliseconds(1500);
    /** … and where looking takes long, this many times as long, but no longer than this: a drive that hung and answers
        again is as quick as ever. */
    static constexpr int restFactor = 5;
    static constexpr Instant longestRest = std::chrono::seconds(3);
    /** A file that is being written is looked at once it rests for this long, or so often. */
    static constexpr Instant settling = std::chrono::milliseconds(100);
    static constexpr std::size_t foldersALook = 64;
    /** Files of a folder that are looked at themselves, one after the other, where nothing tells that one is written.
     */
    static constexpr std::size_t filesALook = 64;

    struct Parts
    {
        const Clock& clock;
        Disk& disk;
        CurrentMounts& mounts;
        std::vector<std::string> suffixes; ///< of files that stand for the one without it: see CloudRules
    };

    explicit AssetWatch(Parts);
    ~AssetWatch();
    AssetWatch(const AssetWatch&) = delete;
    AssetWatch& operator=(const AssetWatch&) = delete;

    /** Watches the file from now on, in place of the one that the asset had. */
    void add(SignalThread&, AssetId, const std::filesystem::path& absolute);
    void remove(SignalThread&, AssetId);

    /** The assets whose files are to be looked at now. */
    [[nodiscard]] std::vector<AssetId> step(SignalThread&);

    [[nodiscard]] std::size_t folderCount() const { return folders.size(); }

private:
    struct Folder
    {
        std::map<std::string, std::vector<AssetId>> files; ///< by name
        std::map<std::string, FileSeen> seen;              ///< as those were that have been looked at
        std::string lastLooked;                            ///< name of the file
        std::chrono::system_clock::time_point addedAt = std::chrono::system_clock::now();
        FolderEvents::Watch watch = 0;
        FolderStamp stamp;
        bool wasSeen = false;
        bool isBeingSeen = false;
        Instant nextLook{};
    };
    using Place = std::map<std::filesystem::path, Folder>::iterator;

    void takeEvents(SignalThread&, Instant now);
    void fileChanged(const Folder&, const std::string& name, Instant now);
    void everythingChanged(const Folder&, Instant now);
    void look(SignalThread&, Instant now);
    void send(SignalThread&, DeviceId, std::vector<FolderSeen>, Instant now);
    [[nodiscard]] static std::vector<FileSeen> nextFiles(Folder&);
    void take(SignalThread&, const std::vector<FolderSeen>&, Instant sentAt);
    void takeFiles(Folder&, const std::vector<FileSeen>&, Instant now);
    void setWatch(SignalThread&, Place, FolderEvents::Watch);

    Parts parts;
    std::shared_ptr<FolderEvents> events;
    std::shared_ptr<AssetWatch*> self; ///< null once this is gone: jobs may come back later
    std::map<std::filesystem::path, Folder> folders;
    std::unordered_map<FolderEvents::Watch, Place> byWatch;
    std::unordered_map<AssetId, std::filesystem::path> paths;
    std::unordered_map<AssetId, Instant> due;
    Instant nextLook{};
};

} // namespace loophole::signal
