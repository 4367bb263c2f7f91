#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/HeldClips.h"
#include "Aura/Timeline/Gestures/SnapTargets.h"

namespace loophole::aura
{

/** Clips are carried along the timeline and over the tracks as a group, or copies of them. */
class MoveGesture final : public Gesture
{
public:
    MoveGesture(AuraModel&, TimelineState&, ClipId grabbed, FramePosition grabbedAt);

    void moveTo(const Hand&) override;
    [[nodiscard]] std::vector<AuraToPulse> commands() const override;
    [[nodiscard]] const std::vector<Ghost>& ghosts() const override { return moved; }
    [[nodiscard]] Originals originals() const override { return copies ? Originals::stay : Originals::pale; }
    [[nodiscard]] std::optional<FramePosition> snapLine() const override { return line; }
    [[nodiscard]] std::string words() const override;

private:
    AuraModel& model;
    TimelineState& state;
    HeldClips held;
    SnapTargets targets;
    FramePosition grabbedAt;
    FrameCount by;
    int tracksBy = 0;
    bool copies = false;
    std::optional<FramePosition> line;
    std::vector<Ghost> moved;
};

} // namespace loophole::aura
