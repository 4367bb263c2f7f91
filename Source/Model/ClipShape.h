#pragma once

#include "Model/ClipCut.h"

#include <optional>

/**
    What an edit makes of one clip. The edit itself and what is drawn while a hand is still at it use the same
    functions, so that what is shown is what comes. Pure; values beyond a range are clamped.
*/
namespace loophole
{

/** Places in an asset that are farther apart are heard as a joint: a ten thousandth of a frame. */
inline constexpr double jointTolerance = 1e-4;

/** The clip's ends moved as far as its asset and the timeline reach; at least one frame of the clip is left. */
[[nodiscard]] FrameRange movedEnds(const Clip&, const CutContext&, FrameCount startBy, FrameCount endBy);

/** What the clip plays under its edges moved as far as the asset reaches, positive to later parts. An open end stays
    where it is. */
[[nodiscard]] Clip slipped(const Clip&, const CutContext&, FrameCount by);

/** Each fade at most what the other one leaves of `length`; one that is not given stays, as far as there is room. A
    length of 0 is not known: then they are only kept from being negative. */
[[nodiscard]] Clip withFades(const Clip&, FrameCount length, std::optional<FrameCount> fadeIn,
                             std::optional<FrameCount> fadeOut);

/** Played at a finite rate: the same stretch of the asset in another length; a looped clip keeps its length. */
[[nodiscard]] Clip withPlayRate(const Clip&, const ClipTimeline& before, double playRate);

} // namespace loophole
