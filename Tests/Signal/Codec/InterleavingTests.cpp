#include "Signal/Codec/Interleaving.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

using namespace loophole;
using namespace loophole::signal;

namespace
{

std::vector<std::byte> stored(const std::vector<float>& samples, SampleEncoding encoding)
{
    std::vector<std::byte> bytes(samples.size() * static_cast<std::size_t>(bytesPerSample(encoding)));
    const float* channel = samples.data();
    interleave({&channel, 1, FrameCount(static_cast<std::int64_t>(samples.size()))}, encoding, bytes);
    return bytes;
}

/** The integers that samples become; four at a time and one at a time, which must be the same. */
std::vector<int> integers(const std::vector<float>& samples, SampleEncoding encoding)
{
    const auto width = static_cast<std::size_t>(bytesPerSample(encoding));
    const auto together = stored(samples, encoding);
    std::vector<int> values;
    for (std::size_t i = 0; i < samples.size(); ++i)
    {
        const auto alone = stored({samples[i]}, encoding);
        REQUIRE(std::equal(alone.begin(), alone.end(), together.begin() + static_cast<std::ptrdiff_t>(i * width)));
        std::uint32_t word = 0;
        std::memcpy(reinterpret_cast<char*>(&word) + 4 - width, alone.data(), width);
        values.push_back(static_cast<std::int32_t>(word) >> (32 - 8 * static_cast<int>(width)));
    }
    return values;
}

} // namespace

TEST_CASE("values beyond full scale are clamped, and what is no number becomes silence")
{
    constexpr auto infinite = std::numeric_limits<float>::infinity();
    const std::vector<float> samples{1.0f, -1.0f, 1.5f, -1.5f, infinite, -infinite, std::nanf(""), 0.0f, -0.0f, 1e30f};
    CHECK(integers(samples, SampleEncoding::int16Little) ==
          std::vector<int>{32767, -32768, 32767, -32768, 32767, -32768, 0, 0, 0, 32767});
    CHECK(integers(samples, SampleEncoding::int24Little) ==
          std::vector<int>{8388607, -8388608, 8388607, -8388608, 8388607, -8388608, 0, 0, 0, 8388607});
    constexpr int top = std::numeric_limits<int>::max();
    constexpr int bottom = std::numeric_limits<int>::min();
    CHECK(integers(samples, SampleEncoding::int32Little) ==
          std::vector<int>{top, bottom, top, bottom, top, bottom, 0, 0, 0, top});
}

TEST_CASE("values between two integers go to the nearest, ties to the even one")
{
    const float step = 1.0f / 32768.0f;
    const std::vector<float> samples{0.5f * step,  1.5f * step,  2.5f * step,     -0.5f * step,    -1.5f * step,
                                     0.49f * step, 0.51f * step, 32766.5f * step, 32767.4f * step, 32767.6f * step};
    CHECK(integers(samples, SampleEncoding::int16Little) ==
          std::vector<int>{0, 2, 2, 0, -2, 0, 1, 32766, 32767, 32767});
}

TEST_CASE("every 24-bit integer survives the way to float and back")
{
    constexpr std::size_t part = std::size_t{1} << 16;
    std::vector<std::byte> source(3 * part);
    std::vector<float> samples(part);
    bool isSame = true;
    for (std::uint32_t high = 0; high < 256; ++high)
    {
        for (std::uint32_t low = 0; low < part; ++low)
        {
            source[3 * low] = static_cast<std::byte>(low & 0xFF);
            source[3 * low + 1] = static_cast<std::byte>(low >> 8);
            source[3 * low + 2] = static_cast<std::byte>(high);
        }
        float* channel = samples.data();
        deinterleave(source, SampleEncoding::int24Little, {&channel, 1, FrameCount(part)});
        isSame = isSame && stored(samples, SampleEncoding::int24Little) == source;
    }
    CHECK(isSame);
}

TEST_CASE("integers are left-justified in wider ones")
{
    CHECK(integers({1.0f / 32768.0f}, SampleEncoding::int24Little) == std::vector<int>{256});
    CHECK(integers({-3.0f / 8388608.0f}, SampleEncoding::int32Little) == std::vector<int>{-768});
}

TEST_CASE("channels of any number are woven together, over the edges of the tiles")
{
    for (int channelCount = 1; channelCount <= 8; ++channelCount)
    {
        const auto channels = static_cast<std::size_t>(channelCount);
        constexpr std::size_t frames = 1027;
        std::vector<std::vector<float>> planar(channels, std::vector<float>(frames));
        std::vector<const float*> pointers;
        for (std::size_t c = 0; c < channels; ++c)
        {
            for (std::size_t i = 0; i < frames; ++i)
                planar[c][i] = static_cast<float>(i * channels + c) / 32768.0f;
            pointers.push_back(planar[c].data());
        }
        for (const auto encoding : {SampleEncoding::int16Little, SampleEncoding::float32Little})
        {
            std::vector<std::byte> bytes(frames * channels * static_cast<std::size_t>(bytesPerSample(encoding)));
            interleave({pointers.data(), channelCount, FrameCount(frames)}, encoding, bytes);
            std::vector<float> back(frames * channels);
            float* all = back.data();
            deinterleave(bytes, encoding, {&all, 1, FrameCount(static_cast<std::int64_t>(back.size()))});
            bool isRight = true;
            for (std::size_t i = 0; i < back.size(); ++i)
                isRight = isRight && back[i] == static_cast<float>(i) / 32768.0f;
            CHECK(isRight);
        }
    }
}
