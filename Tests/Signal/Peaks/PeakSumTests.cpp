#include "Signal/Peaks/PeakSum.h"

#include "Support/PeakReference.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr InstructionSet bothSets[] = {InstructionSet::baseline, InstructionSet::avx2};

bool isAvailable(InstructionSet instructions)
{
    return instructions == InstructionSet::baseline || widestInstructionSet() == InstructionSet::avx2;
}

constexpr auto notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr auto infinity = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("a run of any length is measured as a plain loop measures it")
{
    const auto noise = makeNoise(1, 300, 21).channels[0];
    for (const auto instructions : bothSets)
    {
        if (!isAvailable(instructions))
            continue;
        for (std::size_t length = 0; length <= noise.size(); ++length)
        {
            const auto sum = measure(noise.data(), length, instructions);
            CHECK(sum.frames == static_cast<std::int64_t>(length));
            CHECK(isSamePeak(sum.peak(), plainPeak(std::span(noise).first(length))));
        }
    }
}

TEST_CASE("every instruction set gives the same bits")
{
    if (!isAvailable(InstructionSet::avx2))
        return;
    const auto noise = makeNoise(1, 64 * 40 + 13, 22, 3.0f).channels[0];
    for (std::size_t length = 0; length <= 200; ++length)
    {
        const auto a = measure(noise.data() + 3, length, InstructionSet::baseline);
        const auto b = measure(noise.data() + 3, length, InstructionSet::avx2);
        CHECK((a.min == b.min && a.max == b.max && a.squares == b.squares));
    }
    std::vector<float> min(80), max(80);
    std::vector<double> squares(80);
    measureBins(noise.data(), 40, {min.data(), max.data(), squares.data()}, InstructionSet::baseline);
    measureBins(noise.data(), 40, {min.data() + 40, max.data() + 40, squares.data() + 40}, InstructionSet::avx2);
    for (std::size_t bin = 0; bin < 40; ++bin)
    {
        CHECK((min[bin] == min[bin + 40] && max[bin] == max[bin + 40] && squares[bin] == squares[bin + 40]));
        CHECK(isSamePeak(PeakSum{min[bin], max[bin], squares[bin], 64}.peak(),
                         plainPeak(std::span(noise).subspan(bin * 64, 64))));
    }
}

TEST_CASE("a sample that is no number counts as silence wherever it stands")
{
    for (const auto instructions : bothSets)
    {
        if (!isAvailable(instructions))
            continue;
        for (std::size_t at = 0; at < 70; ++at)
        {
            std::vector<float> samples(70, 0.5f);
            samples[at] = notANumber;
            const auto peak = measure(samples.data(), samples.size(), instructions).peak();
            CHECK(peak.min == 0.0f);
            CHECK(peak.max == 0.5f);
            CHECK(peak.rms == Approx(0.5 * std::sqrt(69.0 / 70.0)));
            float min = 9, max = 9;
            double squares = 9;
            measureBins(samples.data(), 1, {&min, &max, &squares}, instructions);
            CHECK(min == (at < 64 ? 0.0f : 0.5f));
            CHECK(max == 0.5f);
            CHECK(squares == (at < 64 ? 63 : 64) * 0.25);
        }
    }
}

TEST_CASE("infinite and very large samples are extremes and not errors")
{
    std::vector<float> samples(64, 0.0f);
    samples[10] = infinity;
    samples[20] = -3e38f;
    for (const auto instructions : bothSets)
    {
        if (!isAvailable(instructions))
            continue;
        const auto peak = measure(samples.data(), samples.size(), instructions).peak();
        CHECK(peak.max == infinity);
        CHECK(peak.min == -3e38f);
        CHECK(peak.rms == infinity);
        const auto large = measure(samples.data() + 20, 1, instructions).peak();
        CHECK(large.rms == Approx(3e38f));
    }
}

TEST_CASE("sums of neighbouring runs add up to the sum of both")
{
    const auto noise = makeNoise(1, 1000, 5).channels[0];
    auto sum = measure(noise.data(), 300);
    sum.add(measure(noise.data() + 300, 700));
    CHECK(isSamePeak(sum.peak(), plainPeak(noise)));
    CHECK(PeakSum{}.peak() == Peak{});
}

TEST_CASE("roots are the same from every instruction set, each rounded once")
{
    std::vector<double> squares;
    for (int i = 0; i < 37; ++i)
        squares.push_back(static_cast<double>(i * i) * 0.37);
    for (const auto instructions : bothSets)
    {
        if (!isAvailable(instructions))
            continue;
        std::vector<float> roots(squares.size(), -1.0f);
        rootsOf(squares.data(), 1.0 / 64, squares.size(), roots.data(), instructions);
        for (std::size_t i = 0; i < squares.size(); ++i)
            CHECK(roots[i] == static_cast<float>(std::sqrt(squares[i] / 64)));
    }
}
