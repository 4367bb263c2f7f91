#pragma once

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/HeldClips.h"
#include "Aura/Timeline/Gestures/SnapTargets.h"

namespace loophole::aura
{

enum class ClipEdge
{
    start,
    end
};

/** An edge of the held clips is moved. Drawn beyond the end of its medium, a clip that plays forwards is looped. */
class TrimGesture final : public Gesture
{
public:
    TrimGesture(AuraModel&, TimelineState&, ClipId grabbed, ClipEdge, FramePosition grabbedAt);

    void moveTo(const Hand&) override;
    [[nodiscard]] std::vector<AuraToPulse> commands() const override;
    [[nodiscard]] const std::vector<Ghost>& ghosts() const override { return trims; }
    [[nodiscard]] Originals originals() const override { return Originals::hidden; }
    [[nodiscard]] std::optional<FramePosition> snapLine() const override { return line; }
    [[nodiscard]] std::string words() const override;

private:
    [[nodiscard]] FramePosition edgeOf(const HeldClip&) const;
    void trim(const HeldClip&);

    AuraModel& model;
    HeldClips held;
    SnapTargets targets;
    ClipEdge edge;
    FrameCount grip; ///< from the pointer to the edge
    FrameCount by;
    std::optional<FramePosition> line;
    std::vector<Ghost> trims;
    std::vector<ClipId> looped; ///< those that this makes loops
    std::string refusal;        ///< why the clip under the hand stays as it is
};

} // namespace loophole::aura
