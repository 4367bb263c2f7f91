#include "Aura/Timeline/Gestures/FadeGesture.h"

#include "Aura/Transport/TimeText.h"
#include "Model/ClipShape.h"

#include <algorithm>

namespace loophole::aura
{

FadeGesture::FadeGesture(AuraModel& model, TimelineState& state, ClipId grabbed, ClipEdge edge, FramePosition grabbedAt)
    : model(model), held(model, state, grabbed), targets(model, state, true), edge(edge)
{
    const auto& timeline = held.grabbed.context.line;
    length = fadeOf(held.grabbed.clip);
    grip = (edge == ClipEdge::start ? timeline.start + length : timeline.end() - length) - grabbedAt;
}

void FadeGesture::moveTo(const Hand& hand)
{
    const auto [wanted, settled] = targets.settle(hand.frame + grip, hand.snaps);
    line = settled;
    const auto& timeline = held.grabbed.context.line;
    length = std::max(edge == ClipEdge::start ? wanted - timeline.start : timeline.end() - wanted, FrameCount(0));
    faded.clear();
    for (const auto& piece : held.shown)
        faded.push_back({edge == ClipEdge::start
                             ? withFades(piece.clip, piece.context.line.length, length, std::nullopt)
                             : withFades(piece.clip, piece.context.line.length, std::nullopt, length),
                         piece.track});
}

std::vector<AuraToPulse> FadeGesture::commands() const
{
    if (faded.empty() || (held.ids.size() == 1 && faded.front().clip == held.grabbed.clip))
        return {};
    if (edge == ClipEdge::start)
        return {SetClipFades{held.ids, length, std::nullopt}};
    return {SetClipFades{held.ids, std::nullopt, length}};
}

std::string FadeGesture::words() const
{
    for (const auto& ghost : faded)
        if (ghost.clip.id == held.grabbed.clip.id)
            return (edge == ClipEdge::start ? "fade in " : "fade out ") + secondsText(fadeOf(ghost.clip), model.rate());
    return {};
}

} // namespace loophole::aura
