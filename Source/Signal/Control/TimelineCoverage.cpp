#include "Signal/Control/TimelineCoverage.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{
namespace
{

/** First block that the clip reads and the one behind its last. */
std::pair<std::int64_t, std::int64_t> blocksOf(const PlannedClip& clip)
{
    const auto& line = clip.timeline;
    const auto heard = std::ceil(static_cast<double>(line.length.value()) * line.playRate);
    const auto stretch = line.loop ? std::min(heard, static_cast<double>(line.stretch.value())) : heard;
    const auto first = std::max<std::int64_t>(0, line.first.value());
    const auto inside = static_cast<double>(clip.table->gridLength().value() - first);
    const auto end = first + static_cast<std::int64_t>(std::clamp(stretch, 0.0, std::max(0.0, inside)));
    return {first / limits::blockFrames,
            end > first ? (end - 1) / limits::blockFrames + 1 : first / limits::blockFrames};
}

} // namespace

void TimelineCoverage::step(SignalThread& thread, const MixPlan& plan)
{
    for (auto left = mostAtOnce; left > 0; --left)
    {
        if (track >= plan.tracks.size())
            return concludePass();
        const auto& clips = plan.tracks[track].clips->clips();
        if (clip >= clips.size())
        {
            ++track;
            clip = 0;
            seenBlocks = residentBlocks = 0;
            continue;
        }
        const auto looked = look(thread, clips[clip], left);
        left -= looked;
        if (looked == 0)
            concludeClip(clips[clip]);
    }
}

std::int64_t TimelineCoverage::look(SignalThread& thread, const PlannedClip& planned, std::int64_t most)
{
    if (planned.table == nullptr)
        return 0;
    const auto [first, end] = blocksOf(planned);
    const auto from = first + seenBlocks;
    const auto to = std::min(end, from + most);
    for (auto index = from; index < to; ++index)
        residentBlocks += planned.table->find(thread, index) != nullptr ? 1 : 0;
    seenBlocks += std::max<std::int64_t>(0, to - from);
    return std::max<std::int64_t>(0, to - from);
}

void TimelineCoverage::concludeClip(const PlannedClip& planned)
{
    if (seenBlocks > 0)
    {
        const auto frames = static_cast<double>(planned.timeline.length.value());
        soundingFrames += frames;
        cachedFrames += frames * static_cast<double>(residentBlocks) / static_cast<double>(seenBlocks);
    }
    ++clip;
    seenBlocks = residentBlocks = 0;
}

void TimelineCoverage::concludePass()
{
    lastPercent = soundingFrames > 0 ? 100.0 * cachedFrames / soundingFrames : 100.0;
    soundingFrames = cachedFrames = 0;
    track = clip = 0;
    seenBlocks = residentBlocks = 0;
}

} // namespace loophole::signal
