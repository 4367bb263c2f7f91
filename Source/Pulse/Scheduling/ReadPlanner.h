#pragma once

#include "Core/Limits.h"
#include "Messages/PulseToSignal.h"
#include "Pulse/Scheduling/DeviceBook.h"
#include "Pulse/Scheduling/PlayheadForecast.h"
#include "Pulse/Scheduling/SessionIndex.h"

#include <vector>

namespace loophole
{

struct PlanSettings
{
    /** How far ahead media are read where `devices` has nothing of them; what comes back, comes back by then. */
    Instant horizon = limits::readAhead;
    const DeviceBook* devices = nullptr;

    /** Horizons shrink alike, down to `shortestHorizon`, until what is read ahead fits into this share of the budget.
     */
    std::size_t readAheadBytes = limits::defaultBudgetBytes / 8 * 5;
    Instant shortestHorizon = std::chrono::milliseconds(400);

    /** Heads that are kept for a start or a seek take at most this much. */
    std::size_t headBytes = limits::defaultBudgetBytes / 5;
    std::size_t mostHeads = 1024;
    FrameCount headFrames{limits::blockFrames};
};

/** A window to be asked for, and how its clip lay when it was planned. */
struct PlannedWindow
{
    ClipWindowRequest request;
    ClipTimeline line;
};

/**
    What should be read: a window for every clip that the forecast hears (realtime; anticipative for what is muted, for
    what only may be heard, and for a clip's second stretch after the wrap of a loop), then the heads of the clips
    that start nearest to the playhead and of those that sound at the loop's start (resident). At most one window for
    a clip and cohort, sorted by cohort and deadline; clips whose medium is not present get none. Every window has
    `revision`. Pure.
*/
[[nodiscard]] std::vector<PlannedWindow> planReads(const SessionIndex&, const MediaLookup&, const TransportMoment&,
                                                   Instant now, std::uint32_t revision,
                                                   const PlanSettings& settings = {});

/** What the clips that sound at `now` need of each device; media that stay in memory once they are read count nothing.
 */
[[nodiscard]] DeviceNeeds needsOf(const std::vector<PlannedWindow>&, const MediaLookup&, const TransportMoment&,
                                  const DeviceBook&, Instant now, SampleRate sessionRate);

} // namespace loophole
