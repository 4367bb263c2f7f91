#pragma once

#include "App/Engine/Folders.h"
#include "Core/Clock.h"
#include "Core/Limits.h"
#include "Messages/Queues.h"

#include <memory>
#include <string>

namespace loophole
{

namespace signal
{
class DeviceBackends;
}

/** What the program is told when it starts. */
struct Settings
{
    Folders folders = Folders::forUser();
    std::size_t budgetBytes = limits::defaultBudgetBytes;
    std::size_t mostBudgetBytes = 0;   ///< that may be asked for later, where it is more
    std::filesystem::path mediaCaches; ///< of peaks and proxies; empty: in the cache folder
    std::int64_t peakCacheBytes = limits::defaultCacheBytes;
    std::int64_t proxyCacheBytes = limits::defaultCacheBytes;
    std::string device; ///< empty: the order of devices decides
    int blockFrames = 512;
    PlaybackResolution resolution = PlaybackResolution::full;
    bool isEditor = false; ///< sessions are edited: recovery data are kept, and documents are locked and watched
    bool resumesLibraryScans = false; ///< that did not come to their end before
};

/**
    The program without its window: owns Signal and Pulse with a thread for each and the queues between the three
    parts. Whoever holds the message thread's token is Aura: the window, or a command.
*/
class Loophole
{
public:
    /** On the system's devices. */
    explicit Loophole(const Settings&);
    Loophole(const Settings&, std::unique_ptr<signal::DeviceBackends>);

    /** Stops the device and both threads, in this order; returns at once even if a disk hangs. */
    ~Loophole();

    Loophole(const Loophole&) = delete;
    Loophole& operator=(const Loophole&) = delete;

    [[nodiscard]] Queues& queues();

private:
    struct Parts;
    std::unique_ptr<Parts> parts;
};

} // namespace loophole
