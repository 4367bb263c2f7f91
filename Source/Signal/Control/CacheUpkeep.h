#pragma once

#include "Messages/Preferences.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Stream/FactSink.h"

#include <atomic>
#include <memory>

namespace loophole::signal
{

/** Measures and empties the folders of what can be made again, on a worker behind all else; answers with
    CachesMeasured. Belongs to Signal's control thread; the workers are drained by others. */
class CacheUpkeep
{
public:
    struct Folders
    {
        std::filesystem::path peaks;
        std::filesystem::path proxies; ///< empty: there are none
    };

    CacheUpkeep(Disk& workers, FactSink&);
    ~CacheUpkeep();
    CacheUpkeep(const CacheUpkeep&) = delete;
    CacheUpkeep& operator=(const CacheUpkeep&) = delete;

    void measure(SignalThread&, const Folders&);
    /** Files that are read go on being readable. */
    void clear(SignalThread&, const Folders&, const ClearCaches&);

private:
    class Job;

    Disk& workers;
    FactSink& facts;
    std::shared_ptr<std::atomic<bool>> isAlive; ///< false once this is gone; for finish() of late jobs
    std::uint32_t asked = 0;
};

} // namespace loophole::signal
