#include "Signal/Device/SampleInterleaver.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

using namespace loophole::signal;

namespace
{

/** One channel of samples in a format, each as a 32-bit integer (sign-extended from its width). */
std::vector<std::int32_t> written(DeviceSampleFormat format, const std::vector<float>& samples)
{
    const auto width = bytesPerSample(format);
    std::vector<std::byte> bytes(samples.size() * width);
    const float* planes[] = {samples.data()};
    interleave(format, planes, 1, static_cast<int>(samples.size()), bytes.data());
    std::vector<std::int32_t> values;
    for (std::size_t n = 0; n < samples.size(); ++n)
    {
        std::uint32_t value = 0;
        std::memcpy(&value, bytes.data() + n * width, width);
        const auto shift = 32 - 8 * static_cast<int>(width);
        values.push_back(static_cast<std::int32_t>(value << shift) >> shift);
    }
    return values;
}

} // namespace

TEST_CASE("floats are interleaved untouched")
{
    const std::vector<float> left{0.1f, -2.5f}, right{0.3f, 1e-30f};
    const float* planes[] = {left.data(), right.data()};
    std::vector<float> out(4);
    interleave(DeviceSampleFormat::float32, planes, 2, 2, reinterpret_cast<std::byte*>(out.data()));
    CHECK(out == std::vector<float>{0.1f, 0.3f, -2.5f, 1e-30f});
}

TEST_CASE("integers are rounded to the nearest step")
{
    CHECK(written(DeviceSampleFormat::int16, {0.5f, -0.5f, 1.4f / 32768, 1.6f / 32768}) ==
          std::vector<std::int32_t>{16384, -16384, 1, 2});
    CHECK(written(DeviceSampleFormat::int24, {0.5f, -1.0f, -1.0f / 8388608}) ==
          std::vector<std::int32_t>{4194304, -8388608, -1});
    CHECK(written(DeviceSampleFormat::int24in32, {-0.25f}) == std::vector<std::int32_t>{-2097152});
    CHECK(written(DeviceSampleFormat::int32, {0.25f, -1.0f}) ==
          std::vector<std::int32_t>{1 << 29, std::numeric_limits<std::int32_t>::min()});
}

TEST_CASE("what is too loud is clipped and what is no number is silent")
{
    const auto infinity = std::numeric_limits<float>::infinity();
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    CHECK(written(DeviceSampleFormat::int16, {1.0f, 7.0f, -7.0f, infinity, -infinity, nan}) ==
          std::vector<std::int32_t>{32767, 32767, -32768, 32767, -32768, 0});
    CHECK(
        written(DeviceSampleFormat::int32, {1.0f, -3.0f}) ==
        std::vector<std::int32_t>{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()});
}

TEST_CASE("three bytes a sample leave the neighbours alone")
{
    const std::vector<float> left{-1.0f, -1.0f}, right{0.5f, 0.5f};
    const float* planes[] = {left.data(), right.data()};
    std::vector<std::byte> out(13, std::byte{0x55});
    interleave(DeviceSampleFormat::int24, planes, 2, 2, out.data());
    const unsigned char expected[] = {0, 0, 0x80, 0, 0, 0x40, 0, 0, 0x80, 0, 0, 0x40, 0x55};
    CHECK(std::memcmp(out.data(), expected, sizeof expected) == 0);
}
