#include "Aura/Timeline/Gestures/SlipGesture.h"

#include "Aura/Transport/TimeText.h"
#include "Model/ClipShape.h"

namespace loophole::aura
{

SlipGesture::SlipGesture(AuraModel& model, TimelineState& state, ClipId grabbed, FramePosition grabbedAt)
    : model(model), held(model, state, grabbed), grabbedAt(grabbedAt)
{
}

void SlipGesture::moveTo(const Hand& hand)
{
    // Sound that is pushed to the right begins earlier in its medium; backwards it is the other way round.
    const auto pushed = hand.frame - grabbedAt;
    by = held.grabbed.clip.reverse ? pushed : -pushed;
    slips.clear();
    for (const auto& piece : held.shown)
        slips.push_back({slipped(piece.clip, piece.context, by), piece.track});
}

std::vector<AuraToPulse> SlipGesture::commands() const
{
    if (by.isZero() || (held.ids.size() == 1 && slips.front().clip.offset == held.grabbed.clip.offset))
        return {};
    return {SlipClips{held.ids, by}};
}

std::string SlipGesture::words() const
{
    for (const auto& ghost : slips)
        if (ghost.clip.id == held.grabbed.clip.id)
        {
            const auto rate = held.grabbed.context.assetRate.isKnown() ? held.grabbed.context.assetRate : model.rate();
            return "slip   plays from " + secondsText(FrameCount(static_cast<std::int64_t>(ghost.clip.offset)), rate);
        }
    return {};
}

} // namespace loophole::aura
