#include "Signal/Mixer/MixPlan.h"

#include <algorithm>

namespace loophole::signal
{

FramePosition MixPlan::end() const noexcept
{
    FramePosition latest(0);
    for (const auto& track : tracks)
        latest = std::max(latest, track.clips->end());
    return latest;
}

bool MixPlan::soundsAcross(FramePosition position) const
{
    const FrameRange around{position - FrameCount(1), FrameCount(2)};
    bool across = false;
    for (const auto& track : tracks)
        if (!track.gain.isSilent())
            track.clips->forEachIn(
                around, [&](const PlannedClip& clip)
                { across = across || (clip.timeline.start < position && clip.timeline.end() > position); });
    return across;
}

} // namespace loophole::signal
