#include "Signal/Mixer/Seam.h"

#include <algorithm>

namespace loophole::signal
{
void Seam::open(std::int64_t laneFrame, std::uint32_t planRevision) noexcept
{
    const bool joins = laneFrame == nextFrame;
    mayHaveStep = joins && planRevision != revision;
    if (!joins)
        fadeLeft = 0;
    nextFrame = laneFrame;
    revision = planRevision;
    entering = leaving = 0;
}

void Seam::close(BusBuffer& track, int width, int frames, Travel travel, int fadeFrames) noexcept
{
    const bool isForward = travel == Travel::forward;
    if (mayHaveStep && entering != left)
    {
        const auto begin = isForward ? 0 : frames - 1;
        for (int c = 0; c < width; ++c)
            step[static_cast<std::size_t>(c)] =
                last[static_cast<std::size_t>(c)] - (track.isEmpty ? 0.0f : track.channels()[c][begin]);
        fadeLeft = fadeFrames;
    }
    if (fadeLeft > 0 && track.isEmpty)
    {
        for (int c = 0; c < width; ++c)
            std::fill_n(track.channels()[c], frames, 0.0f);
        track.isEmpty = false;
    }
    const auto healed = std::min(fadeLeft, frames);
    for (int c = 0; c < width; ++c)
        for (int i = 0; i < healed; ++i)
            track.channels()[c][isForward ? i : frames - 1 - i] +=
                step[static_cast<std::size_t>(c)] * static_cast<float>(fadeLeft - i) / static_cast<float>(fadeFrames);
    fadeLeft -= healed;
    remember(track, width, isForward ? frames - 1 : 0);
    nextFrame += frames;
    left = leaving;
}

void Seam::remember(const BusBuffer& track, int width, int lastFrame) noexcept
{
    for (int c = 0; c < width; ++c)
        last[static_cast<std::size_t>(c)] = track.isEmpty ? 0.0f : track.channels()[c][lastFrame];
}

} // namespace loophole::signal
