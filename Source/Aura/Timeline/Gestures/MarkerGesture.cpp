#include "Aura/Timeline/Gestures/MarkerGesture.h"

#include "Aura/Transport/TimeText.h"

#include <algorithm>

namespace loophole::aura
{

MarkerGesture::MarkerGesture(AuraModel& model, TimelineState& state, MarkerId marker, FramePosition grabbedAt)
    : model(model), state(state), targets(model, state, false), marker(marker), grabbedAt(grabbedAt)
{
    for (const auto& each : model.session().markers)
        if (each.id == marker)
            before = now = each.position;
}

void MarkerGesture::moveTo(const Hand& hand)
{
    const auto snap = targets.settle(std::max(before + (hand.frame - grabbedAt), FramePosition(0)), hand.snaps);
    now = snap.start;
    line = snap.line;
}

std::vector<AuraToPulse> MarkerGesture::commands() const
{
    if (now == before)
        return {};
    return {MoveMarker{marker, now}};
}

std::string MarkerGesture::words() const
{
    return positionText(now, state.timeBase, model.rate(), model.session().tempo);
}

} // namespace loophole::aura
