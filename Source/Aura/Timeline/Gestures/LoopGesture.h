#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/SnapTargets.h"

namespace loophole::aura
{

enum class LoopPart
{
    fresh, ///< a new loop from the press to the hand
    start,
    end,
    whole
};

/** The loop is drawn anew, or one end or all of it is moved; it is heard at once. */
class LoopGesture final : public Gesture
{
public:
    LoopGesture(AuraModel&, TimelineState&, LoopPart, const Hand& pressed);

    void moveTo(const Hand&) override;
    void cancel() override { model.send(SetTransportLoop{wasLooping, before}); }
    [[nodiscard]] std::optional<FramePosition> snapLine() const override { return line; }
    [[nodiscard]] std::string words() const override;

private:
    [[nodiscard]] FramePosition settled(FramePosition, FrameCount length, bool snaps);
    [[nodiscard]] FrameRange rangeFor(const Hand&);

    AuraModel& model;
    TimelineState& state;
    SnapTargets targets;
    LoopPart part;
    FrameRange before;
    bool wasLooping;
    FramePosition pressedAt;
    FrameRange now;
    std::optional<FramePosition> line;
};

} // namespace loophole::aura
