#pragma once

#include "Messages/Transport.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Peaks/PeakBuilder.h"
#include "Signal/Stream/FactSink.h"

#include <atomic>
#include <memory>
#include <unordered_map>

namespace loophole::signal
{

/**
    Has the peaks of assets read from the cache folder or built, and tells them as facts. Belongs to Signal's control
    thread; the work is done by a disk pool of its own, for building the peaks of an hour takes a worker for seconds
    and must never keep a read for playback waiting. Visible assets come first.
*/
class PeakService
{
public:
    /** Everything must outlive the service; jobs that are still running when it ends are told to stop. */
    PeakService(const Clock&, Disk& workers, std::shared_ptr<const PeakBuilder>, FactSink&);
    ~PeakService();
    PeakService(const PeakService&) = delete;
    PeakService& operator=(const PeakService&) = delete;

    /** PeaksReady or PeaksFailed answers. Asked again while it waits, it only becomes as urgent as is asked. */
    void request(SignalThread&, const RequestPeaks&, const std::filesystem::path&);

    /** The asset is of no interest any more. */
    void forget(SignalThread&, AssetId);

    /** What is asked for from now on is built by this one. */
    void use(SignalThread&, std::shared_ptr<const PeakBuilder> other) { builder = std::move(other); }

    /** Takes in what the workers have finished. */
    void step(SignalThread&);

private:
    class Job;

    /** Newest request first among the visible ones: what the user has just scrolled to is what is being looked at. */
    [[nodiscard]] Urgency urgencyOf(bool isVisible) const;
    void finished(SignalThread&, AssetId, Outcome<BuiltPeaks>&&);

    const Clock& clock;
    Disk& workers;
    std::shared_ptr<const PeakBuilder> builder;
    FactSink& facts;
    std::unordered_map<AssetId, std::shared_ptr<std::atomic<bool>>> underWay; ///< the flag that cancels each
};

} // namespace loophole::signal
