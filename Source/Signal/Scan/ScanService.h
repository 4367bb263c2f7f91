#pragma once

#include "Messages/Library.h"
#include "Signal/Disk/CurrentMounts.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Scan/FolderListing.h"
#include "Signal/Stream/FactSink.h"
#include "Signal/Stream/StreamJobs.h"

#include <unordered_map>

namespace loophole::signal
{

/**
    Lists folders and opens media for the library, as jobs of the disk pool behind everything that is waited for. Every
    request is answered once, also where a drive hangs: then with isUnanswered, within two seconds, and what the drive
    says later is dropped. Belongs to Signal's control thread, whose loop calls step().
*/
class ScanService
{
public:
    struct Parts
    {
        const Clock& clock;
        Disk& disk;
        FactSink& facts;
        OpenMedia openMedia;
        CurrentMounts& mounts;
    };

    explicit ScanService(Parts);
    ~ScanService();
    ScanService(const ScanService&) = delete;
    ScanService& operator=(const ScanService&) = delete;

    /** FolderScanned answers. */
    void list(SignalThread&, const ScanFolder&);
    void endListing(SignalThread&, const EndFolderScan&);
    /** MediaProbed answers. */
    void probe(SignalThread&, const ProbeMedia&);

    /** Gives up what waits for drives that hang. */
    void step(SignalThread&);

private:
    class ListJob;
    class ProbeJob;
    class CloseJob;
    struct Context;
    struct UnderWay
    {
        DeviceId device;
        bool isListing = false;
    };

    void begin(SignalThread&, RequestId, UnderWay, std::unique_ptr<DiskJob>);
    void begin(SignalThread&, RequestId, Route, std::unique_ptr<FolderListing>);
    void isElsewhere(SignalThread&, RequestId, Route, std::unique_ptr<FolderListing>);
    void finished(SignalThread&, std::unique_ptr<FolderListing>, const Route&, FolderScanned);
    void finished(SignalThread&, MediaProbed);
    void close(SignalThread&, std::unique_ptr<FolderListing>, DeviceId);
    void giveUp(SignalThread&, RequestId, const UnderWay&);

    Parts parts;
    std::shared_ptr<Context> context;
    std::unordered_map<RequestId, UnderWay> underWay;
    struct Open
    {
        Route route;
        std::unique_ptr<FolderListing> listing;
    };
    std::unordered_map<RequestId, Open> listings; ///< between their parts
    Instant nextLook{};
};

} // namespace loophole::signal
