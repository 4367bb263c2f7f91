#pragma once

#include "Concurrency/ThreadTokens.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace loophole::signal
{

/**
    What the system tells by itself of changes in folders: inotify on Linux; elsewhere no folder can be watched, and
    whoever asks has to look now and then. add() is safe from disk threads while the control thread does the rest.
*/
class FolderEvents
{
public:
    /** Names a watched folder; 0 for none. */
    using Watch = int;

    struct Event
    {
        Watch watch = 0;
        std::string name;     ///< of the file that came, went or was written; empty where the folder itself is gone
        bool isEnded = false; ///< the folder is watched no more
    };

    FolderEvents();
    ~FolderEvents();
    FolderEvents(const FolderEvents&) = delete;
    FolderEvents& operator=(const FolderEvents&) = delete;

    /** Watches the folder that is at this path now, wherever it goes. A folder that is watched already keeps its watch.
        0 where there is none, where the system has no more watches to give, or where it would tell only of changes made
        on this machine: network and FUSE file systems. */
    [[nodiscard]] Watch add(DiskThread&, const std::filesystem::path&);
    void remove(SignalThread&, Watch);

    /** What has happened since the last call; never waits. */
    [[nodiscard]] std::vector<Event> take(SignalThread&);
    /** Whether events were lost since the last call: everything has to be looked at. */
    [[nodiscard]] bool takeOverflow(SignalThread&) { return std::exchange(hasOverflowed, false); }

private:
    int descriptor = -1;
    bool hasOverflowed = false;
};

} // namespace loophole::signal
