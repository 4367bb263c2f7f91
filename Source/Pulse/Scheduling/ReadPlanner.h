#pragma once

#include "Core/Limits.h"
#include "Messages/PulseToSignal.h"
#include "Pulse/Scheduling/DeviceBook.h"
#include "Pulse/Scheduling/PlayheadForecast.h"
#include "Pulse/Scheduling/SessionIndex.h"
#include "Pulse/Scheduling/TrackCohorts.h"

#include <vector>

namespace loophole
{

/** A position that the playhead may jump to. */
struct JumpTarget
{
    FramePosition position;
    std::uint32_t place = 0; ///< its own for as long as it is a target
};

struct PlanSettings
{
    /** How far ahead media are read where `devices` has nothing of them; what comes back, comes back by then. */
    Instant horizon = limits::readAhead;
    const DeviceBook* devices = nullptr;
    const TrackCohorts* cohorts = nullptr; ///< null: every track is under the hand

    /** What was just heard and stays for a turn of the hand, where memory allows. */
    Instant behind = std::chrono::milliseconds(300);

    /** Horizons shrink alike, to whole blocks and no less than `shortestHorizon` and `leastBlocks`, until what is read
        ahead fits into this share of the budget: three blocks each, with the one that sounds, of 2,048 streams. */
    std::size_t readAheadBytes = limits::defaultBudgetBytes / 4 * 3;
    Instant shortestHorizon = std::chrono::milliseconds(300);
    static constexpr std::int64_t leastBlocks = 2;

    /** Heads that are kept for a start or a seek take at most this much. */
    std::size_t headBytes = limits::defaultBudgetBytes / 8;
    /** Of that, where the playhead may jump to: heads have the rest, whatever advisers say. */
    std::size_t adviceBytes = limits::defaultBudgetBytes / 16;
    std::size_t mostHeads = 1024;
    FrameCount headFrames{limits::blockFrames};
    std::vector<JumpTarget> jumps;   ///< the likeliest first
    std::vector<QueuedStart> queued; ///< in order of time
    std::vector<AssetId> candidates; ///< for audition
};

/** A window to be asked for, and how its clip lay when it was planned. */
struct PlannedWindow
{
    ClipWindowRequest request;
    ClipTimeline line;
};

struct PlannedReads
{
    std::vector<PlannedWindow> windows;
    Instant horizon{}; ///< the shortest that any playing medium is read ahead for
};

/**
    What should be read: a window for every clip that the forecast hears (realtime, and anticipative ahead where the
    track is not under the hand; anticipative as a whole for what is muted, for what only may be heard, and for a clip's
    second stretch after the wrap of a loop), what was just heard (behind its
    realtime window, or anticipative), then what sounds at the loop's start, where audition and jumps may begin, and the
    heads of the clips that start nearest to the playhead (resident). At most one window for a clip, cohort and place,
    sorted by cohort and deadline; clips whose medium is not present get none. Every window has `revision`. Pure.
*/
[[nodiscard]] PlannedReads planReads(const SessionIndex&, const MediaLookup&, const TransportMoment&, Instant now,
                                     std::uint32_t revision, const PlanSettings& settings = {});

/** What the clips that sound at `now` need of each device; media that stay in memory once they are read count nothing.
 */
[[nodiscard]] DeviceNeeds needsOf(const std::vector<PlannedWindow>&, const MediaLookup&, const TransportMoment&,
                                  const DeviceBook&, Instant now, SampleRate sessionRate);

} // namespace loophole
