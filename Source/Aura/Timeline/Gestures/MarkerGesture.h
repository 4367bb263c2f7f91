#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/SnapTargets.h"

namespace loophole::aura
{

/** A marker is carried along the timeline. */
class MarkerGesture final : public Gesture
{
public:
    MarkerGesture(AuraModel&, TimelineState&, MarkerId, FramePosition grabbedAt);

    void moveTo(const Hand&) override;
    [[nodiscard]] std::vector<AuraToPulse> commands() const override;
    [[nodiscard]] std::optional<FramePosition> snapLine() const override { return line; }
    [[nodiscard]] std::string words() const override;

    [[nodiscard]] MarkerId markerId() const { return marker; }
    [[nodiscard]] FramePosition position() const { return now; }

private:
    AuraModel& model;
    TimelineState& state;
    SnapTargets targets;
    MarkerId marker;
    FramePosition before;
    FramePosition now;
    FramePosition grabbedAt;
    std::optional<FramePosition> line;
};

} // namespace loophole::aura
