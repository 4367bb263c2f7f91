#include "Signal/Peaks/PeakStretch.h"

#include "Support/PeakReference.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

void measureAll(PeakStretch& stretch, TestSignal& signal)
{
    stretch.begin();
    for (std::int64_t start = 0; start < signal.frames(); start += PeakStretch::chunkFrames)
    {
        std::vector<const float*> samples;
        for (const auto& channel : signal.channels)
            samples.push_back(channel.data() + start);
        stretch.add(samples.data(), std::min(PeakStretch::chunkFrames, signal.frames() - start));
    }
    stretch.finish();
}

void checkAgainstPlainLoop(const PeakStretch& stretch, const TestSignal& signal)
{
    for (int channel = 0; channel < signal.channelCount(); ++channel)
    {
        const auto& samples = signal.channels[static_cast<std::size_t>(channel)];
        for (int level = 0; level <= PeakLayout::stretchLevel; ++level)
            CHECK(areSamePeaks(stretch.peaks(channel, level),
                               plainPeaks(samples, PeakLayout::finestFrames << (2 * level))));
        CHECK(stretch.total(channel).frames == signal.frames());
        CHECK(isSamePeak(stretch.total(channel).peak(), plainPeak(samples)));
    }
}

} // namespace

TEST_CASE("the peaks of a stretch of any length equal a plain loop's at every level")
{
    PeakStretch stretch(2);
    for (const std::int64_t frames : {0, 1, 63, 64, 65, 255, 256, 8191, 16383, 16384, 16385, 65536, 100'001, 262'144})
    {
        auto signal = makeNoise(2, frames, 9);
        measureAll(stretch, signal);
        CAPTURE(frames);
        checkAgainstPlainLoop(stretch, signal);
    }
}

TEST_CASE("a whole stretch has one peak at its coarsest level")
{
    auto signal = makeNoise(1, PeakLayout::stretchFrames, 10);
    PeakStretch stretch(1);
    measureAll(stretch, signal);
    CHECK(stretch.peaks(0, 0).size() == 16384);
    CHECK(stretch.peaks(0, PeakLayout::stretchLevel).size() == 1);
    checkAgainstPlainLoop(stretch, signal);
}

TEST_CASE("sums are folded four by four, the last ones as many as there are")
{
    std::vector<PeakSum> sums;
    for (int i = 0; i < 6; ++i)
        sums.push_back({static_cast<float>(-i), static_cast<float>(i), static_cast<double>(i), 10});
    const auto coarser = folded(sums);
    REQUIRE(coarser.size() == 2);
    CHECK(coarser[0].min == -3.0f);
    CHECK(coarser[0].squares == 6.0);
    CHECK(coarser[0].frames == 40);
    CHECK(coarser[1].max == 5.0f);
    CHECK(coarser[1].frames == 20);
    CHECK(folded({}).empty());
}
