#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/TimelineState.h"

namespace loophole::aura
{

/** Clips that a rectangle touches are selected, beside those that were when it `adds`. */
class MarqueeGesture final : public Gesture
{
public:
    MarqueeGesture(AuraModel&, TimelineState&, const Hand& pressed, bool adds);

    void moveTo(const Hand&) override;
    void cancel() override { state.selection = before; }

    /** The rectangle, in frames and in pixels from the top of the first track. */
    [[nodiscard]] FrameRange frames() const { return stretch; }
    [[nodiscard]] double top() const { return from; }
    [[nodiscard]] double bottom() const { return to; }

private:
    AuraModel& model;
    TimelineState& state;
    std::unordered_set<ClipId> before;
    std::unordered_set<ClipId> kept;
    Hand pressed;
    FrameRange stretch;
    double from = 0;
    double to = 0;
};

} // namespace loophole::aura
