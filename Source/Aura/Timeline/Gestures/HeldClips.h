#pragma once

#include "Aura/Timeline/TimelineState.h"
#include "Model/ClipCut.h"

#include <optional>

namespace loophole::aura
{

/** A clip under the hand as it was at the press. */
struct HeldClip
{
    Clip clip;
    std::size_t track = 0;
    CutContext context;
};

/** The selected clips, one of which the hand holds. */
struct HeldClips
{
    /** Beyond this a gesture is drawn by some of its clips, those in view first; it acts on all of them. */
    static constexpr std::size_t mostShown = 2000;

    /** `grabbed` is among the selected clips of the state. */
    HeldClips(AuraModel&, const TimelineState&, ClipId grabbed);

    std::vector<ClipId> ids; ///< all of them, ascending
    std::vector<HeldClip> shown;
    HeldClip grabbed;
    FramePosition earliest;
    FramePosition latestEnd;
    std::size_t firstTrack = 0;
    std::size_t lastTrack = 0;
};

/** Where the medium ends under a clip that plays forwards once; none where that is not known or not so. */
[[nodiscard]] std::optional<FramePosition> mediumEnd(const HeldClip&);

[[nodiscard]] CutContext cutContextOf(const AuraModel&, const Clip&);

} // namespace loophole::aura
