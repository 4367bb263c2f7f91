#include "Signal/Codec/StereoKernels.h"

#include "Signal/Codec/SampleKernels.h"

#include <catch2/catch.hpp>

#include <bit>
#include <random>
#include <vector>

using namespace loophole::signal;

TEST_CASE("stereo is dealt out the same by either instruction set")
{
    std::vector<float> interleaved(2 * 67);
    for (std::size_t i = 0; i < interleaved.size(); ++i)
        interleaved[i] = static_cast<float>(i);
    for (const auto set : {InstructionSet::baseline, widestInstructionSet()})
        for (std::size_t frames = 0; frames <= 67; ++frames)
        {
            std::vector<float> left(frames + 1, -1.0f);
            std::vector<float> right(frames + 1, -1.0f);
            kernels::dealStereo(set, interleaved.data(), left.data(), right.data(), frames);
            bool isRight = left[frames] == -1.0f && right[frames] == -1.0f;
            for (std::size_t i = 0; i < frames; ++i)
                isRight = isRight && left[i] == interleaved[2 * i] && right[i] == interleaved[2 * i + 1];
            REQUIRE(isRight);
        }
}

TEST_CASE("one pass over stereo frames gives the same bits as converting first and dealing out then")
{
    std::mt19937 random(23);
    for (int number = 0; number <= static_cast<int>(SampleEncoding::float64Big); ++number)
    {
        const auto encoding = static_cast<SampleEncoding>(number);
        const auto convert = kernels::toStereo(widestInstructionSet(), encoding);
        for (std::size_t frames = 0; convert != nullptr && frames <= 67; ++frames)
        {
            // Of exactly this size, so that a sanitizer tells of any byte that is read beyond.
            std::vector<std::byte> stored(2 * frames * static_cast<std::size_t>(bytesPerSample(encoding)));
            for (auto& byte : stored)
                byte = static_cast<std::byte>(random() & 0xFF);
            std::vector<float> interleaved(2 * frames);
            kernels::toFloat(InstructionSet::baseline, encoding)(stored.data(), interleaved.data(), 2 * frames);
            std::vector<float> left(frames + 1, -1.0f);
            std::vector<float> right(frames + 1, -1.0f);
            convert(stored.data(), left.data(), right.data(), frames);
            bool isRight = left[frames] == -1.0f && right[frames] == -1.0f;
            const auto bits = [](float sample) { return std::bit_cast<std::uint32_t>(sample); };
            for (std::size_t i = 0; i < frames; ++i)
                isRight = isRight && bits(left[i]) == bits(interleaved[2 * i]) &&
                          bits(right[i]) == bits(interleaved[2 * i + 1]);
            INFO("encoding " << number << ", " << frames << " frames");
            REQUIRE(isRight);
        }
    }
}

TEST_CASE("24-bit stereo needs one pass where the processor has AVX2, and the baseline has none")
{
    const auto hasAvx2 = widestInstructionSet() == InstructionSet::avx2;
    CHECK((kernels::toStereo(widestInstructionSet(), SampleEncoding::int24Little) != nullptr) == hasAvx2);
    CHECK(kernels::toStereo(InstructionSet::baseline, SampleEncoding::int24Little) == nullptr);
}
