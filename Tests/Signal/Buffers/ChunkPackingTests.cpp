#include "Signal/Buffers/ChunkPacking.h"
#include "Support/BufferWork.h"

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <limits>

using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::vector<float> sine(std::size_t frames, std::size_t channels)
{
    std::vector<float> samples(frames * channels);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(std::round(std::sin(static_cast<double>(i / channels) * 0.05) * 4'000'000.0)) /
                     8388608.0f;
    return samples;
}

} // namespace

TEST_CASE("what media hold is packed smaller and comes back bit for bit")
{
    for (const auto channels : {1, 2, 6, 8})
    {
        const auto samples = sine(4096, static_cast<std::size_t>(channels));
        const auto packed = tryPackChunk(samples, channels);
        REQUIRE(packed);
        CHECK(packed->size() < samples.size() * sizeof(float) / 2);
        std::vector<float> back(samples.size());
        REQUIRE(tryUnpackChunk(*packed, back, channels));
        CHECK(back == samples);
    }
}

TEST_CASE("full scale in both directions is held")
{
    std::vector<float> samples(1000, 0.0f);
    samples[1] = -1.0f;
    samples[2] = 8388607.0f / 8388608.0f;
    const auto packed = tryPackChunk(samples, 1);
    REQUIRE(packed);
    std::vector<float> back(samples.size());
    REQUIRE(tryUnpackChunk(*packed, back, 1));
    CHECK(back == samples);
}

TEST_CASE("what integers do not hold exactly is not packed")
{
    const auto withOne = [](float odd)
    {
        std::vector<float> samples(1000, 0.5f);
        samples[500] = odd;
        return samples;
    };
    for (const auto odd :
         {1.0f, -1.5f, 1e-9f, -0.0f, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()})
        CHECK_FALSE(tryPackChunk(withOne(odd), 2));
}

TEST_CASE("noise that packing would not make smaller is left as it is")
{
    std::vector<float> samples(3);
    CHECK_FALSE(tryPackChunk(samples, 1));
}

TEST_CASE("damaged bytes and a chunk of another length are told from a sound one")
{
    const auto samples = sine(4096, 2);
    auto packed = *tryPackChunk(samples, 2);
    std::vector<float> longer(samples.size() + 2);
    std::vector<float> shorter(samples.size() - 2);
    std::vector<float> same(samples.size());
    CHECK_FALSE(tryUnpackChunk(packed, longer, 2));
    CHECK_FALSE(tryUnpackChunk(packed, shorter, 2));
    CHECK_FALSE(tryUnpackChunk(packed, same, 1));
    CHECK_FALSE(tryUnpackChunk(std::span(packed).first(packed.size() / 2), same, 2));
    packed[packed.size() / 2] ^= std::byte{0x55};
    CHECK_FALSE(tryUnpackChunk(packed, same, 2));
}
