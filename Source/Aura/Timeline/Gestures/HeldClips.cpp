#include "Aura/Timeline/Gestures/HeldClips.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{

HeldClips::HeldClips(AuraModel& model, const TimelineState& state, ClipId grabbedId)
    : ids(state.selection.begin(), state.selection.end())
{
    std::sort(ids.begin(), ids.end());
    std::vector<HeldClip> elsewhere;
    const auto visible = state.viewport.visible();
    std::size_t number = 0;
    auto isFirst = true;
    for (const auto& track : model.session().tracks)
    {
        for (const auto& clip : track->clips)
        {
            if (!state.selection.contains(clip.id))
                continue;
            const HeldClip held{clip, number, cutContextOf(model, clip)};
            if (clip.id == grabbedId)
                grabbed = held;
            earliest = isFirst ? clip.position : std::min(earliest, clip.position);
            latestEnd = isFirst ? held.context.line.end() : std::max(latestEnd, held.context.line.end());
            firstTrack = isFirst ? number : firstTrack;
            lastTrack = number;
            isFirst = false;
            const FrameRange extent{held.context.line.start, held.context.line.length};
            auto& kept = extent.intersection(visible).isEmpty() ? elsewhere : shown;
            if (kept.size() < mostShown)
                kept.push_back(held);
        }
        ++number;
    }
    shown.insert(shown.end(), elsewhere.begin(),
                 elsewhere.begin() + static_cast<std::ptrdiff_t>(std::min(elsewhere.size(), mostShown - shown.size())));
}

std::optional<FramePosition> mediumEnd(const HeldClip& held)
{
    const auto& line = held.context.line;
    if (held.clip.loop || held.clip.reverse || held.context.assetLength.isZero() || line.stretch.isZero())
        return std::nullopt;
    return line.start +
           FrameCount(static_cast<std::int64_t>(std::floor(static_cast<double>(line.stretch.value()) / line.playRate)));
}

CutContext cutContextOf(const AuraModel& model, const Clip& clip)
{
    const auto* asset = model.asset(clip.asset);
    return asset == nullptr ? cutContext(clip, {}, {}, model.rate())
                            : cutContext(clip, asset->facts.sampleRate, asset->facts.length, model.rate());
}

} // namespace loophole::aura
