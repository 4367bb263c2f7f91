#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/HeldClips.h"
#include "Aura/Timeline/Gestures/TrimGesture.h"

#include <memory>

namespace loophole::aura
{

/**
    Two clips that meet on a track are faded into one another around their joint, as wide as the hand draws it: each is
    lengthened by what its medium has. Drawn back to the joint, they meet again without a fade.
*/
class CrossfadeGesture final : public Gesture
{
public:
    /** None where no other clip of the track meets that edge of the grabbed one. */
    [[nodiscard]] static std::unique_ptr<CrossfadeGesture> tryMake(const AuraModel&, ClipId grabbed, ClipEdge,
                                                                   FramePosition grabbedAt);

    CrossfadeGesture(const AuraModel&, HeldClip before, HeldClip after, FrameCount grip);

    void moveTo(const Hand&) override;
    [[nodiscard]] std::vector<AuraToPulse> commands() const override;
    [[nodiscard]] const std::vector<Ghost>& ghosts() const override { return faded; }
    [[nodiscard]] Originals originals() const override { return Originals::hidden; }
    [[nodiscard]] std::string words() const override;

private:
    const AuraModel& model;
    HeldClip before;
    HeldClip after;
    FrameCount grip;     ///< from the pointer to the edge under it
    FramePosition joint; ///< the middle of what they had in common
    FrameCount endBy;    ///< of the one before
    FrameCount startBy;  ///< of the one after
    FrameCount common;
    std::vector<Ghost> faded;
};

} // namespace loophole::aura
