#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/SnapTargets.h"

namespace loophole::aura
{

/** A stretch of time is selected on the tracks from the press to the hand. */
class RangeGesture final : public Gesture
{
public:
    RangeGesture(AuraModel&, TimelineState&, const Hand& pressed);

    void moveTo(const Hand&) override;
    void cancel() override { state.range = before; }
    [[nodiscard]] std::optional<FramePosition> snapLine() const override { return line; }
    [[nodiscard]] std::string words() const override;

private:
    [[nodiscard]] FramePosition settled(const Hand&);

    AuraModel& model;
    TimelineState& state;
    SnapTargets targets;
    std::optional<RangeSelection> before;
    std::optional<FramePosition> line;
    FramePosition anchor;
    std::size_t anchorTrack;
};

} // namespace loophole::aura
