#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/HeldClips.h"

namespace loophole::aura
{

/** The gain line of a clip is drawn up or down; the others that are held change by as much. */
class GainGesture final : public Gesture
{
public:
    /** `travelPixels` is the way of the line from shut to loudest. */
    GainGesture(AuraModel&, TimelineState&, ClipId grabbed, double grabbedAtY, double travelPixels);

    void moveTo(const Hand&) override;
    [[nodiscard]] std::vector<AuraToPulse> commands() const override;
    [[nodiscard]] const std::vector<Ghost>& ghosts() const override { return louder; }
    [[nodiscard]] Originals originals() const override { return Originals::hidden; }
    [[nodiscard]] std::string words() const override;

private:
    HeldClips held;
    double lastY;
    double travelPixels;
    double travel; ///< of the line, 0 … 1
    double byDb = 0;
    std::vector<Ghost> louder;
};

} // namespace loophole::aura
