#include "Aura/Timeline/Gestures/SnapTargets.h"

namespace loophole::aura
{

SnapTargets::SnapTargets(AuraModel& model, TimelineState& state, bool withoutSelected)
    : model(model), state(state), targets{FramePosition(0), model.playhead()}
{
    if (const auto& loop = model.transport().loop; !loop.isEmpty())
        targets.insert(targets.end(), {loop.start, loop.end()});
    for (const auto& marker : model.session().markers)
        targets.push_back(marker.position);
    const auto visible = state.viewport.visible();
    for (const auto& track : model.session().tracks)
    {
        const auto& index = state.indexes.of(*track);
        for (const auto& run : index.runs(state.viewport))
        {
            if (withoutSelected && state.selection.contains(track->clips[run.first].id))
                continue;
            for (const auto edge : {index.start(run.first), index.end(run.first)})
                if (visible.contains(edge))
                    targets.push_back(edge);
        }
    }
}

Snap SnapTargets::settle(FramePosition start, bool snaps, FrameCount length) const
{
    if (!snaps)
        return {start, std::nullopt};
    const auto spacing =
        gridSpacing(state.timeBase, model.rate(), model.session().tempo, state.viewport.framesPerPixel);
    return snapped(start, length, targets, spacing, reachPixels * state.viewport.framesPerPixel);
}

} // namespace loophole::aura
