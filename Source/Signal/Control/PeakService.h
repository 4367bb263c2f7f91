#pragma once

#include "Messages/Transport.h"
#include "Signal/Disk/CurrentMounts.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Peaks/PeakBuilder.h"
#include "Signal/Stream/FactSink.h"

#include <memory>
#include <unordered_map>

namespace loophole::signal
{

/** The builder with the store it needs in one piece: a worker that hangs in a read keeps both after the program's end.
 */
[[nodiscard]] std::shared_ptr<const PeakBuilder> peakBuilderWithStore(const std::filesystem::path& folder, OpenMedia,
                                                                      std::int64_t capacityBytes);

/**
    Has the peaks of assets read from the cache folder or built, and tells them as facts: a long medium's first as a
    sketch, then as more and more of it is measured. Belongs to Signal's control thread; the work is done by a disk pool
    of its own, for it must never keep a read for playback waiting.

    A long medium is measured in slices of a few hundredths of a second, as many at once as there are workers, each of
    which asks for its next like any other job: what has just come into view waits for no more than a slice. Rows of
    lists come before visible clips, these before all else, the newest request first.
*/
class PeakService
{
public:
    static constexpr Instant sliceTime = std::chrono::milliseconds(20);
    /** Whoever shows them draws them anew each time. */
    static constexpr Instant toldEvery = std::chrono::milliseconds(50);
    /** Given up in the middle and kept for when they are asked for again: each holds a file and its mapping. */
    static constexpr std::size_t mostLeft = 32;

    /** Everything must outlive the service; jobs that are still running when it ends are told to stop. */
    PeakService(const Clock&, Disk& workers, CurrentMounts&, std::shared_ptr<const PeakBuilder>, FactSink&);
    ~PeakService();
    PeakService(const PeakService&) = delete;
    PeakService& operator=(const PeakService&) = delete;

    /** PeaksReady, once or several times, or PeaksFailed answers. Asked again while it goes on, it only becomes as
        urgent as is asked, and goes on with what is in view now. */
    void request(SignalThread&, const RequestPeaks&, const std::filesystem::path&);

    /** Nobody wants them now; what is measured is kept for a while. */
    void leave(SignalThread&, AssetId);

    /** The asset is of no interest any more. */
    void forget(SignalThread&, AssetId);

    /** What is asked for from now on is built by this one. */
    void use(SignalThread&, std::shared_ptr<const PeakBuilder> other) { builder = std::move(other); }

    /** Takes in what the workers have finished. */
    void step(SignalThread&);

private:
    struct Work;
    class Job;
    class Beginning;
    class Slice;
    class Finishing;
    using WorkPointer = std::shared_ptr<Work>;

    [[nodiscard]] Urgency urgencyOf(const RequestPeaks&) const;
    void submit(SignalThread&, const WorkPointer&, std::unique_ptr<Job>);
    void submitSlices(SignalThread&, const WorkPointer&);
    void stop(SignalThread&, Work&);

    void begun(SignalThread&, const WorkPointer&, Outcome<PeakBuilder::Beginning>&&);
    void goOn(SignalThread&, const WorkPointer&);
    void tell(SignalThread&, const WorkPointer&, Outcome<BuiltPeaks>&&);
    void tellPart(SignalThread&, Work&);
    void letGoOfOldest();

    const Clock& clock;
    Disk& workers;
    CurrentMounts& mounts;
    std::shared_ptr<const PeakBuilder> builder;
    FactSink& facts;
    std::unordered_map<AssetId, WorkPointer> works; ///< under way, or left in the middle
};

} // namespace loophole::signal
