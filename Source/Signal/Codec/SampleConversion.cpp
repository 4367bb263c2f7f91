#include "Signal/Codec/SampleConversion.h"

#include "Signal/Codec/SampleKernels.h"
#include "Signal/Codec/StereoKernels.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace loophole::signal
{

namespace
{

/** Samples converted at a time before they are dealt out to channels: 8 KiB, a quarter of the smallest L1 cache. */
constexpr std::size_t tileSamples = 2048;

void deal(const float* interleaved, PlanarSpan destination, std::size_t into, std::size_t frames, InstructionSet set)
{
    const auto channels = static_cast<std::size_t>(destination.channelCount);
    if (channels == 1)
        std::copy_n(interleaved, frames, destination.channels[0] + into);
    else if (channels == 2)
        kernels::dealStereo(set, interleaved, destination.channels[0] + into, destination.channels[1] + into, frames);
    else
        for (std::size_t channel = 0; channel < channels; ++channel)
        {
            float* out = destination.channels[channel] + into;
            for (std::size_t frame = 0; frame < frames; ++frame)
                out[frame] = interleaved[frame * channels + channel];
        }
}

} // namespace

int bytesPerSample(SampleEncoding encoding)
{
    switch (encoding)
    {
    case SampleEncoding::unsigned8:
    case SampleEncoding::int8:
        return 1;
    case SampleEncoding::int16Little:
    case SampleEncoding::int16Big:
        return 2;
    case SampleEncoding::int24Little:
    case SampleEncoding::int24Big:
        return 3;
    case SampleEncoding::int32Little:
    case SampleEncoding::int32Big:
    case SampleEncoding::int24LowLittle:
    case SampleEncoding::float24Little:
    case SampleEncoding::float32Little:
    case SampleEncoding::float32Big:
        return 4;
    case SampleEncoding::int40Little:
        return 5;
    case SampleEncoding::int48Little:
        return 6;
    case SampleEncoding::int56Little:
        return 7;
    case SampleEncoding::int64Little:
    case SampleEncoding::float64Little:
    case SampleEncoding::float64Big:
        return 8;
    }
    return 0;
}

void deinterleave(std::span<const std::byte> source, SampleEncoding encoding, PlanarSpan destination,
                  InstructionSet set)
{
    const auto channels = static_cast<std::size_t>(destination.channelCount);
    const auto frames = static_cast<std::size_t>(destination.frames.value());
    const auto width = static_cast<std::size_t>(bytesPerSample(encoding));
    assert(source.size() >= frames * channels * width);
    const auto convert = kernels::toFloat(set, encoding);
    if (channels == 1)
    {
        convert(source.data(), destination.channels[0], frames);
        return;
    }

    if (const auto convertStereo = channels == 2 ? kernels::toStereo(set, encoding) : nullptr)
    {
        convertStereo(source.data(), destination.channels[0], destination.channels[1], frames);
        return;
    }

    alignas(32) std::array<float, tileSamples> tile;
    const auto tileFrames = std::max<std::size_t>(1, tileSamples / std::max<std::size_t>(1, channels));
    assert(channels <= tileSamples);
    for (std::size_t done = 0; done < frames;)
    {
        const auto part = std::min(tileFrames, frames - done);
        convert(source.data() + done * channels * width, tile.data(), part * channels);
        deal(tile.data(), destination, done, part, set);
        done += part;
    }
}

void deinterleave(std::span<const float> source, PlanarSpan destination)
{
    const auto frames = static_cast<std::size_t>(destination.frames.value());
    assert(source.size() >= frames * static_cast<std::size_t>(destination.channelCount));
    deal(source.data(), destination, 0, frames, widestInstructionSet());
}

} // namespace loophole::signal
