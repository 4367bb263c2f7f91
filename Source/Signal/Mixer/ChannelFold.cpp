#include "Signal/Mixer/ChannelFold.h"

#include "Core/Limits.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace loophole::signal
{
namespace
{

constexpr float minus3dB = 0.70710678f;

using Row = std::array<float, limits::maxChannels>;
struct StereoFold
{
    Row left;
    Row right;
};

/** For 3 … 8 channels. */
constexpr std::array<StereoFold, 6> folds{{
    {{1, 0, minus3dB}, {0, 1, minus3dB}},
    {{1, 0, minus3dB, 0}, {0, 1, 0, minus3dB}},
    {{1, 0, minus3dB, minus3dB, 0}, {0, 1, minus3dB, 0, minus3dB}},
    {{1, 0, minus3dB, 0, minus3dB, 0}, {0, 1, minus3dB, 0, 0, minus3dB}},
    {{1, 0, minus3dB, 0, 0.5f, minus3dB, 0}, {0, 1, minus3dB, 0, 0.5f, 0, minus3dB}},
    {{1, 0, minus3dB, 0, minus3dB, 0, minus3dB, 0}, {0, 1, minus3dB, 0, 0, minus3dB, 0, minus3dB}},
}};

StereoFold foldOf(int channels)
{
    return channels == 2 ? StereoFold{{1, 0}, {0, 1}} : folds[static_cast<std::size_t>(channels - 3)];
}

void sumRow(const float* const* source, int channels, const Row& row, float* destination, int frames, Summing summing)
{
    for (int i = 0; i < frames; ++i)
    {
        float sum = 0.0f;
        for (int c = 0; c < channels; ++c)
            sum += source[c][i] * row[static_cast<std::size_t>(c)];
        destination[i] = summing == Summing::first ? sum : destination[i] + sum;
    }
}

/** How many channels of the destination were written. */
int lay(const float* const* source, int sourceChannels, float* const* destination, int channels, int at, int frames,
        Summing summing)
{
    if (sourceChannels == 1 || sourceChannels <= channels)
    {
        const auto laid = sourceChannels == 1 ? std::min(2, channels) : sourceChannels;
        for (int c = 0; c < laid; ++c)
            addTo(destination[c] + at, source[sourceChannels == 1 ? 0 : c], frames, summing);
        return laid;
    }
    auto fold = foldOf(sourceChannels);
    if (channels == 1)
        for (std::size_t c = 0; c < fold.left.size(); ++c)
            fold.left[c] = 0.5f * (fold.left[c] + fold.right[c]);
    sumRow(source, sourceChannels, fold.left, destination[0] + at, frames, summing);
    if (channels > 1)
        sumRow(source, sourceChannels, fold.right, destination[1] + at, frames, summing);
    return std::min(2, channels);
}

} // namespace

void foldChannels(const float* const* source, int sourceChannels, float* const* destination, int channels, int at,
                  int frames, Summing summing) noexcept
{
    assert(sourceChannels >= 1 && sourceChannels <= limits::maxChannels && channels >= 1);
    const auto laid = lay(source, sourceChannels, destination, channels, at, frames, summing);
    if (summing == Summing::first)
        for (int c = laid; c < channels; ++c)
            std::fill_n(destination[c] + at, frames, 0.0f);
}

} // namespace loophole::signal
