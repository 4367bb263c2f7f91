#pragma once

#include "Core/Frames.h"
#include "Core/SampleRate.h"
#include "Model/Session.h"

namespace loophole
{

/**
    How a clip's output frames map to its asset: the one definition that playback, forecast and drawing share.

    An asset is read on a grid of frames at the session's rate. With R = session rate / asset rate, the clip's offset
    lies at offset·R on that grid; `phase` is its fraction, so grid frame k of this clip is the asset's position
    (k + phase) / R, and a clip at unity rate reads whole grid frames whatever the two rates are.

    Output frame n of the clip (0 … length) plays grid position
        forward            first + n·rate
        looped             first + (n·rate mod stretch)
        reversed           first + (length − 1 − n)·rate          the exact mirror of the forward clip
        looped, reversed   first + ((stretch − 1 − n·rate) mod stretch)
    where first = floor(offset·R) and stretch reaches from there to the end of the asset. Grid frames outside the
    asset are silent.
*/
struct ClipTimeline
{
    FramePosition start; ///< on the timeline
    FrameCount length;   ///< on the timeline; 0 while the asset's length is unknown and the clip states none
    FramePosition first; ///< grid frame of the clip's offset
    FrameCount stretch;  ///< grid frames from `first` to the end of the asset, >= 0
    double phase = 0;    ///< [0, 1), a whole multiple of 2^-24
    double playRate = 1;
    bool loop = false;
    bool reverse = false;

    [[nodiscard]] FramePosition end() const { return start + length; }
    [[nodiscard]] bool isUnityRate() const { return playRate == 1.0; }

    /** Grid position of output frame n, exact (a whole number) at unity rate. */
    [[nodiscard]] double gridPosition(std::int64_t n) const;
};

/** `assetLength` and `assetRate` are zero while the asset has never been opened. */
[[nodiscard]] ClipTimeline timelineOf(const Clip&, SampleRate assetRate, FrameCount assetLength,
                                      SampleRate sessionRate);

/** Length of an asset on the grid of another rate: frames whose position lies inside it. */
[[nodiscard]] FrameCount gridLength(FrameCount assetLength, SampleRate assetRate, SampleRate gridRate,
                                    double phase = 0);

/** Linear fade gain of output frame n; 1 outside the fades. A fade-in starts at 0, a fade-out ends at 0. */
[[nodiscard]] float fadeGain(std::int64_t n, FrameCount length, FrameCount fadeIn, FrameCount fadeOut);

} // namespace loophole
