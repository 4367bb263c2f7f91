#include "Signal/Codec/SampleKernels.h"

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <random>
#include <vector>

using namespace loophole::signal;

namespace
{

constexpr std::array everyEncoding{
    SampleEncoding::unsigned8,     SampleEncoding::int8,        SampleEncoding::int16Little,
    SampleEncoding::int16Big,      SampleEncoding::int24Little, SampleEncoding::int24Big,
    SampleEncoding::int32Little,   SampleEncoding::int32Big,    SampleEncoding::int40Little,
    SampleEncoding::int48Little,   SampleEncoding::int56Little, SampleEncoding::int64Little,
    SampleEncoding::float32Little, SampleEncoding::float32Big,  SampleEncoding::float64Little,
    SampleEncoding::float64Big};

bool isBig(SampleEncoding encoding)
{
    return encoding == SampleEncoding::int16Big || encoding == SampleEncoding::int24Big ||
           encoding == SampleEncoding::int32Big || encoding == SampleEncoding::float32Big ||
           encoding == SampleEncoding::float64Big;
}

/** One sample by the book: bytes put in order, then one division in long double (64 bits of mantissa hold all). */
float byTheBook(SampleEncoding encoding, const std::byte* in)
{
    const auto width = static_cast<std::size_t>(bytesPerSample(encoding));
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < width; ++i)
        word |= std::to_integer<std::uint64_t>(in[isBig(encoding) ? width - 1 - i : i]) << (8 * i);
    if (encoding == SampleEncoding::float32Little || encoding == SampleEncoding::float32Big)
        return std::bit_cast<float>(static_cast<std::uint32_t>(word));
    if (encoding == SampleEncoding::float64Little || encoding == SampleEncoding::float64Big)
        return static_cast<float>(std::bit_cast<double>(word));
    if (encoding == SampleEncoding::unsigned8)
        return static_cast<float>((static_cast<long double>(word) - 128.0L) / 128.0L);
    const auto value = static_cast<std::int64_t>(word << (64 - 8 * width)) >> (64 - 8 * width);
    return static_cast<float>(std::ldexp(static_cast<long double>(value), 1 - 8 * static_cast<int>(width)));
}

std::vector<std::byte> randomBytes(std::size_t count)
{
    std::mt19937 random(17);
    std::vector<std::byte> bytes(count);
    for (auto& byte : bytes)
        byte = static_cast<std::byte>(random() & 0xFF);
    return bytes;
}

bool isSame(float a, float b)
{
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) || (std::isnan(a) && std::isnan(b));
}

} // namespace

TEST_CASE("every encoding converts as by the book, with either instruction set, at any length and alignment")
{
    std::vector sets{InstructionSet::baseline};
    if (widestInstructionSet() == InstructionSet::avx2)
        sets.push_back(InstructionSet::avx2);
    else
        WARN("this processor has no AVX2; only the baseline is tested");

    const auto bytes = randomBytes(8 * 80 + 3);
    for (const auto set : sets)
        for (const auto encoding : everyEncoding)
            for (std::size_t samples = 0; samples <= 70; ++samples)
            {
                const auto width = static_cast<std::size_t>(bytesPerSample(encoding));
                const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(samples % 3);
                const std::vector<std::byte> source(first, first + static_cast<std::ptrdiff_t>(samples * width));
                std::vector<float> converted(samples + 1, 9.0f);
                kernels::toFloat(set, encoding)(source.data(), converted.data(), samples);
                bool isRight = converted[samples] == 9.0f;
                for (std::size_t i = 0; i < samples; ++i)
                    isRight = isRight && isSame(converted[i], byTheBook(encoding, source.data() + i * width));
                INFO("encoding " << static_cast<int>(encoding) << ", " << samples << " samples");
                REQUIRE(isRight);
            }
}
