#include "Aura/Timeline/Gestures/GestureChoice.h"

#include "Aura/Timeline/Gestures/CrossfadeGesture.h"
#include "Aura/Timeline/Gestures/FadeGesture.h"
#include "Aura/Timeline/Gestures/GainGesture.h"
#include "Aura/Timeline/Gestures/MarqueeGesture.h"
#include "Aura/Timeline/Gestures/MoveGesture.h"
#include "Aura/Timeline/Gestures/RangeGesture.h"
#include "Aura/Timeline/Gestures/ScrubGesture.h"
#include "Aura/Timeline/Gestures/SlipGesture.h"
#include "Aura/Timeline/Gestures/StretchGesture.h"
#include "Aura/Timeline/Gestures/TrimGesture.h"

namespace loophole::aura
{

GestureKind gestureKind(ClipZone zone, bool ctrl, bool shift, bool scrubs)
{
    if (scrubs)
        return GestureKind::scrub;
    switch (zone)
    {
    case ClipZone::none:
        return shift ? GestureKind::range : GestureKind::marquee;
    case ClipZone::start:
        return ctrl ? GestureKind::stretchStart : (shift ? GestureKind::crossfadeStart : GestureKind::trimStart);
    case ClipZone::end:
        return ctrl ? GestureKind::stretchEnd : (shift ? GestureKind::crossfadeEnd : GestureKind::trimEnd);
    case ClipZone::fadeIn:
        return shift ? GestureKind::crossfadeStart : GestureKind::fadeIn;
    case ClipZone::fadeOut:
        return shift ? GestureKind::crossfadeEnd : GestureKind::fadeOut;
    case ClipZone::gain:
        // With Ctrl the clip below the line is meant: copied or slipped.
        return ctrl ? (shift ? GestureKind::slip : GestureKind::move) : GestureKind::gain;
    case ClipZone::body:
        break;
    }
    return ctrl && shift ? GestureKind::slip : GestureKind::move;
}

namespace
{

std::unique_ptr<Gesture> crossfadeOrTrim(AuraModel& model, TimelineState& state, const Press& press, ClipEdge edge)
{
    if (auto crossfade = CrossfadeGesture::tryMake(model, press.clip, edge, press.hand.frame))
        return crossfade;
    return std::make_unique<TrimGesture>(model, state, press.clip, edge, press.hand.frame);
}

} // namespace

std::unique_ptr<Gesture> gestureFor(AuraModel& model, TimelineState& state, const Press& press)
{
    const auto at = press.hand.frame;
    switch (gestureKind(press.zone, press.ctrl, press.shift, press.alt || state.scrubs))
    {
    case GestureKind::scrub:
        return std::make_unique<ScrubGesture>(model);
    case GestureKind::range:
        return std::make_unique<RangeGesture>(model, state, press.hand);
    case GestureKind::marquee:
        return std::make_unique<MarqueeGesture>(model, state, press.hand, press.ctrl);
    case GestureKind::slip:
        return std::make_unique<SlipGesture>(model, state, press.clip, at);
    case GestureKind::trimStart:
        return std::make_unique<TrimGesture>(model, state, press.clip, ClipEdge::start, at);
    case GestureKind::trimEnd:
        return std::make_unique<TrimGesture>(model, state, press.clip, ClipEdge::end, at);
    case GestureKind::stretchStart:
        return std::make_unique<StretchGesture>(model, state, press.clip, ClipEdge::start, at);
    case GestureKind::stretchEnd:
        return std::make_unique<StretchGesture>(model, state, press.clip, ClipEdge::end, at);
    case GestureKind::crossfadeStart:
        return crossfadeOrTrim(model, state, press, ClipEdge::start);
    case GestureKind::crossfadeEnd:
        return crossfadeOrTrim(model, state, press, ClipEdge::end);
    case GestureKind::fadeIn:
        return std::make_unique<FadeGesture>(model, state, press.clip, ClipEdge::start, at);
    case GestureKind::fadeOut:
        return std::make_unique<FadeGesture>(model, state, press.clip, ClipEdge::end, at);
    case GestureKind::gain:
        return std::make_unique<GainGesture>(model, state, press.clip, press.hand.y, press.outline.bodyHeight() - 4);
    case GestureKind::move:
        break;
    }
    return std::make_unique<MoveGesture>(model, state, press.clip, at);
}

} // namespace loophole::aura
