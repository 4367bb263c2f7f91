#include "Signal/Codec/SampleConversion.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace loophole;
using namespace loophole::signal;

namespace
{

float convertOne(SampleEncoding encoding, std::vector<int> bytes)
{
    std::vector<std::byte> stored;
    for (const int byte : bytes)
        stored.push_back(static_cast<std::byte>(byte));
    float sample = 9.0f;
    float* channel = &sample;
    deinterleave(stored, encoding, {&channel, 1, FrameCount(1)});
    return sample;
}

} // namespace

TEST_CASE("an n-bit integer becomes its value divided by 2^(n-1)")
{
    CHECK(convertOne(SampleEncoding::unsigned8, {0}) == -1.0f);
    CHECK(convertOne(SampleEncoding::unsigned8, {128}) == 0.0f);
    CHECK(convertOne(SampleEncoding::int8, {127}) == 127.0f / 128.0f);
    CHECK(convertOne(SampleEncoding::int16Little, {0xFF, 0x7F}) == 32767.0f / 32768.0f);
    CHECK(convertOne(SampleEncoding::int16Big, {0x80, 0x00}) == -1.0f);
    CHECK(convertOne(SampleEncoding::int24Little, {0x01, 0x00, 0x00}) == 1.0f / 8388608.0f);
    CHECK(convertOne(SampleEncoding::int24Big, {0xFF, 0xFF, 0xFF}) == -1.0f / 8388608.0f);
    CHECK(convertOne(SampleEncoding::int24Little, {0xFF, 0xFF, 0x7F}) == 8388607.0f / 8388608.0f);
}

TEST_CASE("a 32-bit integer keeps 24 bits, rounded to nearest with ties to even")
{
    CHECK(convertOne(SampleEncoding::int32Little, {0x00, 0x00, 0x00, 0x80}) == -1.0f);
    CHECK(convertOne(SampleEncoding::int32Little, {0xFF, 0xFF, 0xFF, 0x7F}) == 1.0f);
    // Between 0.5 and 1 a float's step is 2^-24, which is 128 of these integers.
    CHECK(convertOne(SampleEncoding::int32Big, {0x40, 0x00, 0x00, 0x3F}) == 0.5f);
    CHECK(convertOne(SampleEncoding::int32Big, {0x40, 0x00, 0x00, 0x40}) == 0.5f);
    CHECK(convertOne(SampleEncoding::int32Big, {0x40, 0x00, 0x00, 0x41}) == 0.5f + 0x1p-24f);
    CHECK(convertOne(SampleEncoding::int32Big, {0x40, 0x00, 0x00, 0xC0}) == 0.5f + 0x1p-23f);
}

TEST_CASE("channels of any number come apart, over the edges of the tiles that are converted at a time")
{
    for (int channelCount = 1; channelCount <= 8; ++channelCount)
        for (const std::int64_t frames : {0, 1, 3, 255, 256, 257, 2047, 2048, 2049, 5001})
        {
            const auto channels = static_cast<std::size_t>(channelCount);
            std::vector<std::byte> source(static_cast<std::size_t>(frames) * channels * 2);
            for (std::size_t i = 0; i < source.size() / 2; ++i)
            {
                source[2 * i] = static_cast<std::byte>(i & 0xFF);
                source[2 * i + 1] = static_cast<std::byte>(i >> 8 & 0xFF);
            }
            std::vector<std::vector<float>> planar(channels, std::vector<float>(static_cast<std::size_t>(frames)));
            std::vector<float*> pointers;
            for (auto& channel : planar)
                pointers.push_back(channel.data());
            deinterleave(source, SampleEncoding::int16Little, {pointers.data(), channelCount, FrameCount(frames)});

            bool isRight = true;
            for (std::size_t c = 0; c < channels; ++c)
                for (std::size_t i = 0; i < planar[c].size(); ++i)
                    isRight = isRight && planar[c][i] ==
                                             static_cast<float>(static_cast<std::int16_t>(i * channels + c)) / 32768.0f;
            INFO(channelCount << " channels of " << frames << " frames");
            REQUIRE(isRight);
        }
}

TEST_CASE("interleaved floats come apart as they are")
{
    const std::vector<float> source{1, 2, 3, 4, 5, 6};
    std::vector<std::vector<float>> planar(3, std::vector<float>(2));
    std::vector<float*> pointers{planar[0].data(), planar[1].data(), planar[2].data()};
    deinterleave(source, {pointers.data(), 3, FrameCount(2)});
    CHECK(planar == std::vector<std::vector<float>>{{1, 4}, {2, 5}, {3, 6}});
}
