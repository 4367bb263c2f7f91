#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Mixer/MixPlan.h"

namespace loophole::signal
{

/**
    How much of what the session's clips sound is in memory, by time on the timeline. Looks at a part of the clips with
    each step, so that it costs the same in any session; the figure is of the last time all were seen. Clips whose
    medium is missing do not count. Owned by Reports, used on Signal's control thread.
*/
class TimelineCoverage
{
public:
    /** Looks at no more than this many blocks or clips a step: some microseconds. */
    static constexpr std::int64_t mostAtOnce = 2048;

    void step(SignalThread&, const MixPlan&);

    /** 0 … 100; 100 for a session without clips that could be in memory. */
    [[nodiscard]] double percent() const { return lastPercent; }

private:
    /** Looks on at the clip, at no more than `most` blocks; how many it looked at, or 0 where the clip is done. */
    std::int64_t look(SignalThread&, const PlannedClip&, std::int64_t most);
    void concludeClip(const PlannedClip&);
    void concludePass();

    std::size_t track = 0; ///< where the next step goes on
    std::size_t clip = 0;
    std::int64_t seenBlocks = 0; ///< of that clip
    std::int64_t residentBlocks = 0;
    double soundingFrames = 0; ///< of the pass so far
    double cachedFrames = 0;
    double lastPercent = 100;
};

} // namespace loophole::signal
