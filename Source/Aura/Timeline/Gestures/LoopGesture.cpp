#include "Aura/Timeline/Gestures/LoopGesture.h"

#include "Aura/Transport/TimeText.h"

#include <algorithm>

namespace loophole::aura
{

LoopGesture::LoopGesture(AuraModel& model, TimelineState& state, LoopPart part, const Hand& pressed)
    : model(model),
      state(state),
      targets(model, state, false),
      part(part),
      before(model.transport().loop),
      wasLooping(model.transport().isLooping)
{
    pressedAt = part == LoopPart::fresh ? settled(pressed.frame, FrameCount(0), pressed.snaps) : pressed.frame;
}

FramePosition LoopGesture::settled(FramePosition at, FrameCount length, bool snaps)
{
    const auto snap = targets.settle(std::max(at, FramePosition(0)), snaps, length);
    line = snap.line;
    return snap.start;
}

FrameRange LoopGesture::rangeFor(const Hand& hand)
{
    const auto by = hand.frame - pressedAt;
    switch (part)
    {
    case LoopPart::start:
        return FrameRange::between(settled(before.start + by, FrameCount(0), hand.snaps), before.end());
    case LoopPart::end:
        return FrameRange::between(before.start, settled(before.end() + by, FrameCount(0), hand.snaps));
    case LoopPart::whole:
        return {settled(before.start + by, before.length, hand.snaps), before.length};
    case LoopPart::fresh:
        break;
    }
    const auto [from, to] = std::minmax({pressedAt, settled(hand.frame, FrameCount(0), hand.snaps)});
    return FrameRange::between(from, to);
}

void LoopGesture::moveTo(const Hand& hand)
{
    const auto range = rangeFor(hand);
    if (range.isEmpty() || range == now)
        return;
    now = range;
    model.send(SetTransportLoop{part == LoopPart::fresh || wasLooping, range});
}

std::string LoopGesture::words() const
{
    return positionText(now.start, state.timeBase, model.rate(), model.session().tempo) + "   length " +
           lengthText(now.length, model.rate());
}

} // namespace loophole::aura
