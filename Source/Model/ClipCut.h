#pragma once

#include "Core/Outcome.h"
#include "Model/ClipTimeline.h"

#include <vector>

/**
    Cutting one clip, by Model/ClipTimeline.h, so that each kept output frame plays the same grid position as before.
    With R = session rate / asset rate, cutting n output frames off the side where the clip begins in its asset moves
    its offset by n·playRate/R frames of the asset. Pure.
*/
namespace loophole
{

/** What a clip's cut needs to know about its session and asset. */
struct CutContext
{
    ClipTimeline line;    ///< of the clip before the cut
    SampleRate assetRate; ///< 0: unknown, taken as the session's
    SampleRate sessionRate;
    FrameCount assetLength{}; ///< frames of the asset; 0: unknown
};

/** `assetRate` and `assetLength` are zero while the asset has never been opened. */
[[nodiscard]] CutContext cutContext(const Clip&, SampleRate assetRate, FrameCount assetLength, SampleRate sessionRate);

/** Frames of the asset that n output frames of the clip pass over. */
[[nodiscard]] double assetFrames(const CutContext&, std::int64_t n);

/**
    The clip with `range` of the timeline as its new extent; longer than before is allowed as far as the asset's start.
    A fade stays on its end and is shortened where it no longer fits. A looped clip's start can only be moved by whole
    passes.
*/
[[nodiscard]] Outcome<Clip> trimmed(const Clip&, const CutContext&, FrameRange range);

/**
    Two clips that adjoin at `at` and together play what the one did; of a clip that loops at unity rate, where `at` is
    inside a pass, three: the rest of that pass stands between. The first keeps the id and the fade-in, the last the
    fade-out; those after the first have no id yet. A Failure where `at` is not inside the clip.
*/
[[nodiscard]] Outcome<std::vector<Clip>> split(const Clip&, const CutContext&, FramePosition at);

} // namespace loophole
