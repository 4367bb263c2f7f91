#include "Signal/Device/SampleInterleaver.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace loophole::signal
{
namespace
{

template <int bits>
std::int32_t quantised(float sample) noexcept
{
    constexpr double steps = static_cast<double>(std::int64_t{1} << (bits - 1));
    const auto scaled = static_cast<double>(sample) * steps;
    if (std::isnan(scaled))
        return 0;
    if (scaled >= steps - 1.0)
        return static_cast<std::int32_t>(steps - 1.0);
    return scaled <= -steps ? static_cast<std::int32_t>(-steps) : static_cast<std::int32_t>(std::lrint(scaled));
}

template <std::size_t width, class Convert>
void interleaveAs(const float* const* source, int channels, int frames, std::byte* destination,
                  Convert convert) noexcept
{
    static_assert(std::endian::native == std::endian::little, "the low bytes of a value are copied");
    for (int c = 0; c < channels; ++c)
    {
        auto* out = destination + static_cast<std::size_t>(c) * width;
        for (int frame = 0; frame < frames; ++frame, out += static_cast<std::size_t>(channels) * width)
        {
            const auto value = convert(source[c][frame]);
            std::memcpy(out, &value, width);
        }
    }
}

} // namespace

void interleave(DeviceSampleFormat format, const float* const* source, int channels, int frames,
                std::byte* destination) noexcept
{
    switch (format)
    {
    case DeviceSampleFormat::float32:
        return interleaveAs<4>(source, channels, frames, destination, [](float sample) { return sample; });
    case DeviceSampleFormat::int32:
        return interleaveAs<4>(source, channels, frames, destination, quantised<32>);
    case DeviceSampleFormat::int24in32:
        return interleaveAs<4>(source, channels, frames, destination, quantised<24>);
    case DeviceSampleFormat::int24:
        return interleaveAs<3>(source, channels, frames, destination, quantised<24>);
    case DeviceSampleFormat::int16:
        return interleaveAs<2>(source, channels, frames, destination, quantised<16>);
    }
}

} // namespace loophole::signal
