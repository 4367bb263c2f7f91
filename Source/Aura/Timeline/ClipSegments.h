#pragma once

#include "Core/Frames.h"
#include "Core/SampleRate.h"
#include "Model/ClipTimeline.h"

#include <vector>

namespace loophole::aura
{

/**
    A stretch of a clip that runs through its medium in one go. Drawing reads the medium along a line that starts at
    frame 0 of the file, or for reversed clips at its last frame and runs backwards, so that a picture of that line
    serves every clip of the file whatever its offset.
*/
struct ClipSegment
{
    double clipStart = 0;    ///< first output frame of the clip, session frames
    double clipLength = 0;   ///< session frames
    double lineStart = 0;    ///< frames of the asset along the line; may lie outside the medium (silence)
    double lineStep = 1;     ///< asset frames a session frame, > 0
    bool isReversed = false; ///< whether the line runs backwards from the end of the medium
};

/**
    The segments that cover output frames [from, to) of a clip: one, or a repetition each of a looped one. A
    repetition narrower than `narrowest` session frames is not told apart: one segment then stands for the rest.
*/
[[nodiscard]] std::vector<ClipSegment> clipSegments(const ClipTimeline&, SampleRate assetRate, FrameCount assetLength,
                                                    SampleRate sessionRate, double from, double to, double narrowest);

} // namespace loophole::aura
