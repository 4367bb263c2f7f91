#pragma once

#include <cstddef>

namespace loophole::signal
{

/** Sample formats that devices take, native-endian. */
enum class DeviceSampleFormat
{
    float32,
    int32,
    int24in32, ///< in the low three bytes
    int24,     ///< three bytes
    int16
};

[[nodiscard]] constexpr std::size_t bytesPerSample(DeviceSampleFormat format)
{
    switch (format)
    {
    case DeviceSampleFormat::int16:
        return 2;
    case DeviceSampleFormat::int24:
        return 3;
    default:
        return 4;
    }
}

/**
    Planar source[c][0 … frames) to frames × channels at `destination`. Floats go as they are; integers are rounded to
    the nearest of 2^(bits−1) steps a unit and clipped, without dither, not-a-number as silence. Realtime-safe.
*/
void interleave(DeviceSampleFormat, const float* const* source, int channels, int frames,
                std::byte* destination) noexcept;

} // namespace loophole::signal
