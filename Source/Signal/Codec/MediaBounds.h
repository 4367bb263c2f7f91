#pragma once

#include "Core/Limits.h"
#include "Signal/Codec/MediaReader.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace loophole::signal
{

/** Writes silence into frames [from, from + frames) of `destination`. */
inline void silence(PlanarSpan destination, std::int64_t from, std::int64_t frames)
{
    for (int channel = 0; channel < destination.channelCount; ++channel)
        std::fill_n(destination.channels[channel] + from, frames, 0.0f);
}

/**
    The rules of MediaReader::read around a reader that only knows existing frames: silences what of the destination
    lies outside the medium, has `readInside(start, part)` fill the rest, and silences all if that fails.
*/
template <class ReadInside>
[[nodiscard]] Outcome<void> readWithSilenceAround(const MediaInfo& info, FramePosition start, PlanarSpan destination,
                                                  ReadInside&& readInside)
{
    assert(destination.channelCount == info.channels && info.channels <= limits::maxChannels);
    const auto inside = FrameRange{start, destination.frames}.intersection({FramePosition(0), info.length});
    if (inside.isEmpty())
    {
        silence(destination, 0, destination.frames.value());
        return {};
    }
    const auto before = (inside.start - start).value();
    const auto after = before + inside.length.value();
    silence(destination, 0, before);
    silence(destination, after, destination.frames.value() - after);

    std::array<float*, limits::maxChannels> channels{};
    for (std::size_t c = 0; c < static_cast<std::size_t>(destination.channelCount); ++c)
        channels[c] = destination.channels[c] + before;
    auto done = readInside(inside.start.value(), PlanarSpan{channels.data(), destination.channelCount, inside.length});
    if (!done)
        silence(destination, 0, destination.frames.value());
    return done;
}

/** The warning for a medium that holds fewer frames than its header says. */
[[nodiscard]] inline std::string endsEarly(std::int64_t missingFrames)
{
    return "data ends " + std::to_string(missingFrames) + (missingFrames == 1 ? " frame early" : " frames early");
}

/** Why a medium of this shape cannot be played, or an empty text. A header that lies shows here first. */
[[nodiscard]] inline std::string whyUnplayable(const MediaInfo& info)
{
    if (info.channels < 1)
        return "has no channels";
    if (info.channels > limits::maxChannels)
        return "has " + std::to_string(info.channels) + " channels, more than " + std::to_string(limits::maxChannels);
    if (info.sampleRate.hz() < limits::lowestSampleRate || info.sampleRate.hz() > limits::highestSampleRate)
        return "has a sample rate of " + std::to_string(info.sampleRate.hz()) + " Hz, which no medium has";
    return {};
}

} // namespace loophole::signal
