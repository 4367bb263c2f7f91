#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/HeldClips.h"
#include "Aura/Timeline/Gestures/SnapTargets.h"
#include "Aura/Timeline/Gestures/TrimGesture.h"

namespace loophole::aura
{

/** An edge of one clip is drawn so that it plays the same stretch of its medium faster or slower, as a tape does. */
class StretchGesture final : public Gesture
{
public:
    StretchGesture(AuraModel&, TimelineState&, ClipId grabbed, ClipEdge, FramePosition grabbedAt);

    void moveTo(const Hand&) override;
    [[nodiscard]] std::vector<AuraToPulse> commands() const override;
    [[nodiscard]] const std::vector<Ghost>& ghosts() const override { return stretched; }
    [[nodiscard]] Originals originals() const override { return Originals::hidden; }
    [[nodiscard]] std::optional<FramePosition> snapLine() const override { return line; }
    [[nodiscard]] std::string words() const override;

private:
    AuraModel& model;
    HeldClip held;
    SnapTargets targets;
    ClipEdge edge;
    FrameCount grip;
    std::optional<FramePosition> line;
    std::vector<Ghost> stretched;
};

} // namespace loophole::aura
