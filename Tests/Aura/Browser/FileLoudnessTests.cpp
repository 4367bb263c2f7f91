#include "Aura/Browser/FileLoudness.h"

#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;
using namespace loophole::testing;

namespace
{

std::shared_ptr<const PeakCache> peaksOf(const TestSignal& signal)
{
    const TemporaryFolder folder;
    auto disk = DiskThread::mint();
    writeBytes(folder / "signal.peaks", peakFileBytes(signal, SampleRate(48000)));
    auto cache = PeakCache::open(disk, folder / "signal.peaks");
    REQUIRE(cache);
    return cache.value();
}

TestSignal after(const TestSignal& first, const TestSignal& then)
{
    auto both = first;
    for (std::size_t c = 0; c < both.channels.size(); ++c)
        both.channels[c].insert(both.channels[c].end(), then.channels[c].begin(), then.channels[c].end());
    return both;
}

constexpr std::int64_t second = 48'000;

} // namespace

TEST_CASE("a sine of full scale on both sides has 0.691 less than 0 LUFS, and half of it 6.02 less")
{
    auto sine = makeSines(2, 10 * second, 48000, 500, 1.0);
    CHECK(loudnessOf(*peaksOf(sine))->lufs == Approx(-0.691).margin(0.02));
    CHECK(loudnessOf(*peaksOf(makeSines(2, 10 * second, 48000, 500, 0.5)))->lufs == Approx(-6.712).margin(0.02));
    CHECK(loudnessOf(*peaksOf(makeSines(2, 10 * second, 48000, 500, 0.5)))->peakDb == Approx(-6.02).margin(0.01));
}

TEST_CASE("one channel is as loud as the same on both sides")
{
    const auto mono = loudnessOf(*peaksOf(makeSines(1, 5 * second, 48000, 500, 0.5)));
    CHECK(mono->lufs == Approx(-6.712).margin(0.02));
}

TEST_CASE("silence and what is far below the rest do not count")
{
    const auto loud = makeSines(2, 10 * second, 48000, 500, 0.5);
    const auto alone = loudnessOf(*peaksOf(loud))->lufs;
    const auto withSilence = loudnessOf(*peaksOf(after(loud, TestSignal(2, 30 * second))))->lufs;
    const auto withQuiet = loudnessOf(*peaksOf(after(loud, makeSines(2, 30 * second, 48000, 500, 0.01))))->lufs;
    // The blocks across the edge, four of some hundred, count in part.
    CHECK(withSilence == Approx(alone).margin(0.15));
    CHECK(withQuiet == Approx(alone).margin(0.15));
}

TEST_CASE("surrounds weigh more and the bass effects nothing")
{
    TestSignal six(6, 5 * second);
    const auto sine = makeSines(1, 5 * second, 48000, 500, 0.5).channels[0];
    six.channels[3] = sine;
    CHECK_FALSE(loudnessOf(*peaksOf(six)));
    six.channels[3].assign(sine.size(), 0.0f);
    six.channels[0] = sine;
    const auto front = loudnessOf(*peaksOf(six))->lufs;
    six.channels[0].assign(sine.size(), 0.0f);
    six.channels[4] = sine;
    CHECK(loudnessOf(*peaksOf(six))->lufs - front == Approx(10 * std::log10(1.41)).margin(0.001));
}

TEST_CASE("a file that is shorter than a block has a loudness, and a silent one none")
{
    CHECK(loudnessOf(*peaksOf(makeSines(2, 4'800, 48000, 500, 1.0)))->lufs == Approx(-0.691).margin(0.1));
    CHECK_FALSE(loudnessOf(*peaksOf(TestSignal(2, 5 * second))));
    CHECK_FALSE(loudnessOf(*peaksOf(makeSines(2, 5 * second, 48000, 500, 0.0001))));
}

TEST_CASE("matching turns loud files down, and quiet ones up as far as their peak allows")
{
    CHECK(matchGainDb({-8, -0.1}) == Approx(-10));
    CHECK(matchGainDb({-30, -20}) == Approx(12));
    CHECK(matchGainDb({-30, -3}) == Approx(3));
    CHECK(matchGainDb({-30, 2}) == 0);
    CHECK(matchGainDb({-12, 2}) == Approx(-6));
}

TEST_CASE("the first sound is found to the 64 frames of the finest peaks")
{
    for (const auto silent : {0, 63, 64, 1'000, 100'000, 262'144, 400'001})
    {
        const auto sounding = after(TestSignal(2, silent), makeNoise(2, 50'000, 1, 0.5f));
        const auto found = firstSoundOf(*peaksOf(sounding)).value();
        CAPTURE(silent);
        CHECK(found <= silent);
        CHECK(found > silent - 64);
    }
}

TEST_CASE("what stays below the threshold is silence, and a file of nothing else begins at its start")
{
    const auto hiss = makeNoise(2, 200'000, 1, 0.0009f);
    CHECK(firstSoundOf(*peaksOf(hiss)) == FramePosition(0));
    CHECK(firstSoundOf(*peaksOf(after(hiss, makeNoise(2, 1'000, 1)))).value() / 64 == 200'000 / 64);
}
