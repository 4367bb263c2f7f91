#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/HeldClips.h"
#include "Aura/Timeline/Gestures/SnapTargets.h"
#include "Aura/Timeline/Gestures/TrimGesture.h"

namespace loophole::aura
{

/** A fade of the held clips is drawn in or out of an edge; all of them get the same. */
class FadeGesture final : public Gesture
{
public:
    FadeGesture(AuraModel&, TimelineState&, ClipId grabbed, ClipEdge, FramePosition grabbedAt);

    void moveTo(const Hand&) override;
    [[nodiscard]] std::vector<AuraToPulse> commands() const override;
    [[nodiscard]] const std::vector<Ghost>& ghosts() const override { return faded; }
    [[nodiscard]] Originals originals() const override { return Originals::hidden; }
    [[nodiscard]] std::optional<FramePosition> snapLine() const override { return line; }
    [[nodiscard]] std::string words() const override;

private:
    [[nodiscard]] FrameCount fadeOf(const Clip& clip) const
    {
        return edge == ClipEdge::start ? clip.fadeIn : clip.fadeOut;
    }

    AuraModel& model;
    HeldClips held;
    SnapTargets targets;
    ClipEdge edge;
    FrameCount grip;
    FrameCount length;
    std::optional<FramePosition> line;
    std::vector<Ghost> faded;
};

} // namespace loophole::aura
