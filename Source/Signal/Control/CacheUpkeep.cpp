#include "Signal/Control/CacheUpkeep.h"

#include "Signal/Peaks/PeakStore.h"
#include "Signal/Proxy/ProxyStore.h"

namespace loophole::signal
{
namespace
{

/** Apart from those of reads, peaks and proxies, which count from 1, 2⁴¹ and 2⁶¹. */
constexpr std::uint64_t upkeepTag = std::uint64_t{1} << 42;
constexpr Urgency behindAllElse{UrgencyClass::background, Instant::max(), 0, false};

} // namespace

class CacheUpkeep::Job final : public DiskJob
{
public:
    Job(CacheUpkeep& upkeep, Folders theFolders, ClearCaches what)
        : owner(upkeep), isAlive(upkeep.isAlive), folders(std::move(theFolders)), clear(what)
    {
    }

    void run(DiskThread& thread) override
    {
        const PeakStore peaks(folders.peaks);
        if (clear.peaks)
            peaks.clear(thread);
        measured.peaks = measuredOf(thread, folders.peaks, peaks.files(thread));
        if (folders.proxies.empty())
            return;
        const ProxyStore proxies(folders.proxies);
        if (clear.proxies)
            proxies.clear(thread);
        measured.proxies = measuredOf(thread, folders.proxies, proxies.files(thread));
    }

    void finish(SignalThread& thread) override
    {
        if (*isAlive)
            owner.facts.send(thread, std::move(measured));
    }

private:
    static CachesMeasured::Folder measuredOf(DiskThread&, const std::filesystem::path& path,
                                             const std::map<ino_t, CacheFolder::File>& files)
    {
        CachesMeasured::Folder folder{path, 0, files.size()};
        for (const auto& [inode, file] : files)
            folder.bytes += file.bytes;
        return folder;
    }

    CacheUpkeep& owner;
    std::shared_ptr<std::atomic<bool>> isAlive;
    Folders folders;
    ClearCaches clear;
    CachesMeasured measured;
};

CacheUpkeep::CacheUpkeep(Disk& theWorkers, FactSink& theFacts)
    : workers(theWorkers), facts(theFacts), isAlive(std::make_shared<std::atomic<bool>>(true))
{
}

CacheUpkeep::~CacheUpkeep()
{
    *isAlive = false;
}

void CacheUpkeep::measure(SignalThread& thread, const Folders& folders)
{
    clear(thread, folders, {});
}

void CacheUpkeep::clear(SignalThread& thread, const Folders& folders, const ClearCaches& what)
{
    workers.submit(thread, std::make_unique<Job>(*this, folders, what), {behindAllElse, {}, {upkeepTag, asked++}});
}

} // namespace loophole::signal
