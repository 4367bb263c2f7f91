#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/HeldClips.h"

namespace loophole::aura
{

/** The sound of the held clips is pushed under their edges, which stay; it follows the hand. */
class SlipGesture final : public Gesture
{
public:
    SlipGesture(AuraModel&, TimelineState&, ClipId grabbed, FramePosition grabbedAt);

    void moveTo(const Hand&) override;
    [[nodiscard]] std::vector<AuraToPulse> commands() const override;
    [[nodiscard]] const std::vector<Ghost>& ghosts() const override { return slips; }
    [[nodiscard]] Originals originals() const override { return Originals::hidden; }
    [[nodiscard]] std::string words() const override;

private:
    AuraModel& model;
    HeldClips held;
    FramePosition grabbedAt;
    FrameCount by; ///< as SlipClips counts
    std::vector<Ghost> slips;
};

} // namespace loophole::aura
