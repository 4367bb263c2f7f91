#pragma once

#include "Pulse/Scheduling/ReadPlanner.h"

#include <tuple>
#include <unordered_map>
#include <vector>

namespace loophole
{

/**
    Collects the windows of one plan, at most one for a clip, cohort and place, and counts the memory that they take.
    Lives while planReads() runs.
*/
class ReadPlan
{
public:
    /** All that is referred to must outlive it. */
    ReadPlan(const SessionIndex&, const MediaLookup&, const TransportMoment&, std::uint32_t revision);

    /** Each device's media as far ahead as it needs, shortened to `share`. */
    void addPlayback(Instant now, const PlanSettings&, double share);
    /** What was heard last, for a hand that takes hold of the tape and turns back. */
    void addBehind(FramePosition position, FrameCount reach, Instant now);

    /** Whatever is resident from here on takes no more than this. */
    void limitHeads(std::size_t headBytes) { headLimit = bytes + headBytes; }
    void addLoopStart(const PlanSettings&, Instant now);
    /** Beginnings of files that the user looks at and may listen to next. */
    void addCandidates(const PlanSettings&, Instant now);
    /** Where the playhead may jump to: heard at once when it does. */
    void addJumps(const PlanSettings&, Instant now);
    void addHeads(const PlanSettings&, FramePosition position, Instant now);

    [[nodiscard]] std::size_t byteCount() const { return bytes; }
    /** What of it is there only because blocks are read whole, and so the same however far ahead is read. */
    [[nodiscard]] std::size_t roundingBytes() const { return rounding; }
    [[nodiscard]] Instant shortestHorizon() const { return horizon; }
    [[nodiscard]] std::vector<PlannedWindow> take() { return std::move(windows); }

private:
    using Slot = std::tuple<ClipId, Cohort, std::uint32_t>;
    struct SlotHash
    {
        std::size_t operator()(const Slot& slot) const
        {
            const auto& [clip, cohort, place] = slot;
            return std::hash<std::uint32_t>{}((clip.value * 4u + static_cast<std::uint32_t>(cohort)) ^ (place << 20));
        }
    };

    [[nodiscard]] const AudioAsset* audibleAsset(const IndexedClip&) const;
    [[nodiscard]] bool isAudible(const IndexedClip&) const;
    [[nodiscard]] double tapeRate(const ForecastStretch&) const;
    [[nodiscard]] Cohort cohortAhead(const IndexedClip&) const;
    void addStretch(const IndexedClip&, const ForecastStretch&, SampleRate);
    void keepBehind(const IndexedClip&, ClipWindowRequest& playing, FrameRange heard);
    void add(const IndexedClip&, FrameRange onTimeline, Cohort, Instant due, double tapeRate = 1,
             std::uint32_t place = 0);
    void count(const IndexedClip&, FrameCount onTimeline, int channels);

    const SessionIndex& index;
    const MediaLookup& media;
    const TransportMoment& transport;
    std::uint32_t revision;
    const TrackCohorts* cohorts = nullptr;
    bool isAnySolo = false;
    std::unordered_map<Slot, std::size_t, SlotHash> places;
    std::vector<PlannedWindow> windows;
    std::size_t bytes = 0;
    std::size_t rounding = 0;
    Instant horizon = Instant::max();
    std::size_t headLimit = 0;
};

} // namespace loophole
