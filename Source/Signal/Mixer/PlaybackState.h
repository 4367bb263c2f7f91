#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Ids.h"
#include "Messages/SignalToPulse.h"
#include "Signal/Mixer/MixPlan.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace loophole::signal
{

/**
    Owns, by id, what playing changes and a new plan must not reset: stream handles, strips, bus buffers. Lives on
    Signal's control thread; plans hold shares, so nothing is freed while a callback may use it.
*/
class PlaybackState
{
public:
    [[nodiscard]] std::shared_ptr<StreamHandle> handleOf(SignalThread&, ClipId);
    [[nodiscard]] std::shared_ptr<Strip> stripOf(SignalThread&, TrackId);
    [[nodiscard]] std::shared_ptr<Strip> stripOf(SignalThread&, BusId);
    [[nodiscard]] std::shared_ptr<BusBuffer> bufferOf(SignalThread&, BusId);

    /** Drops what no plan uses any more; of streams a part with each call. */
    void collect(SignalThread&);

    /** The plan takes the place of the former one, which a callback may still be playing: what clips miss in it that
        this one has no more is told as well. */
    void supersede(SignalThread&, const MixPlan& former, const MixPlan& plan);

    /** What went missing in each clip of the plan since the last call, and in those that it no longer has. Costs O(1)
        while nothing does. */
    [[nodiscard]] std::vector<StreamUnderrun> takeUnderruns(SignalThread&, const MixPlan&, std::uint64_t missingInAll);

    /** What was heard of the same clips from proxies since the last call. Costs O(1) while nothing is. */
    [[nodiscard]] std::vector<StreamFallback> takeFallbacks(SignalThread&, const MixPlan&, std::uint64_t proxiedInAll);

    /** Peaks of every track of the plan and of the Master since the last call. */
    [[nodiscard]] static MeterLevels takeMeters(SignalThread&, const MixPlan&);

private:
    struct Stream
    {
        std::shared_ptr<StreamHandle> handle;
        std::uint64_t reportedMissing = 0;
        std::uint64_t reportedStretches = 0;
        std::uint64_t reportedProxied = 0;
    };
    /** The clips of a track as they were before the present plan. */
    struct Former
    {
        TrackId track;
        std::shared_ptr<const ClipList> clips;
        bool isMissedTold = false; ///< to the last, as no callback plays them any more
        bool isProxiedTold = false;
    };
    static constexpr std::size_t bucketsAtOnce = 2048;

    void collectStreams();
    template <class Tell>
    void tellAll(const MixPlan&, Tell);
    void settleFormers(bool Former::*isTold);

    std::unordered_map<ClipId, Stream> streams;
    std::size_t nextBucket = 0;
    std::unordered_map<TrackId, std::shared_ptr<Strip>> tracks;
    std::unordered_map<BusId, std::shared_ptr<Strip>> buses;
    std::unordered_map<BusId, std::shared_ptr<BusBuffer>> buffers;
    std::vector<Former> formers; ///< until no callback plays them and the last of what became of them is told
    std::uint64_t reportedInAll = 0;
    std::uint64_t reportedProxiedInAll = 0;
};

} // namespace loophole::signal
