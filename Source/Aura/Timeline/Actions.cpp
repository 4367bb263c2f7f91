#include "Aura/Timeline/Actions.h"

#include <algorithm>

namespace loophole::aura
{

std::vector<SelectedClip> selectedClips(const AuraModel& model, const TimelineState& state)
{
    std::vector<SelectedClip> found;
    if (state.selection.empty())
        return found;
    std::size_t number = 0;
    for (const auto& track : model.session().tracks)
    {
        std::size_t place = 0;
        for (const auto& clip : track->clips)
        {
            if (state.selection.contains(clip.id))
                found.push_back({&clip, track->id, number, place, {clip.position, model.timeline(clip).length}});
            ++place;
        }
        ++number;
    }
    return found;
}

const Clip* firstSelected(const AuraModel& model, const TimelineState& state)
{
    if (!state.selection.empty())
        for (const auto& track : model.session().tracks)
            for (const auto& clip : track->clips)
                if (state.selection.contains(clip.id))
                    return &clip;
    return nullptr;
}

std::optional<FrameRange> selectedFrames(const AuraModel& model, const TimelineState& state)
{
    if (state.range)
        return state.range->frames;
    std::optional<FrameRange> all;
    for (const auto& each : selectedClips(model, state))
        all =
            all ? FrameRange::between(std::min(all->start, each.extent.start), std::max(all->end(), each.extent.end()))
                : each.extent;
    return all;
}

std::optional<std::size_t> chosenTrack(const AuraModel& model, const TimelineState& state)
{
    std::size_t number = 0;
    for (const auto& track : model.session().tracks)
    {
        if (track->id == state.track)
            return number;
        ++number;
    }
    return std::nullopt;
}

double gridOf(const AuraModel& model, const TimelineState& state)
{
    return std::max(1.0,
                    gridSpacing(state.timeBase, model.rate(), model.session().tempo, state.viewport.framesPerPixel));
}

} // namespace loophole::aura
