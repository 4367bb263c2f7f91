#include "Aura/Waveform/FadedWaveform.h"

#include "Support/ComesTrue.h"
#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;
using namespace loophole::testing;

namespace
{

constexpr int width = 400;
constexpr int height = 100;
constexpr double framesPerPixel = 100;

/** A square wave of ±0.8, painted until nothing is left to draw. */
struct Fixture
{
    MessageThread thread = MessageThread::mint();
    SampleChunks samples{[](RequestWaveform) {}};
    WaveformRenderer renderer{thread, samples};
    std::shared_ptr<const PeakCache> peaks;

    Fixture()
    {
        TestSignal signal(1, static_cast<std::int64_t>(width * framesPerPixel));
        for (std::size_t i = 0; i < signal.channels[0].size(); ++i)
            signal.channels[0][i] = i % 2 == 0 ? 0.8f : -0.8f;
        const TemporaryFolder folder;
        auto disk = DiskThread::mint();
        writeBytes(folder / "signal.peaks", peakFileBytes(signal, SampleRate(48000)));
        peaks = PeakCache::open(disk, folder / "signal.peaks").value();
    }

    juce::Image painted(const std::array<WaveformFade, 2>& fades)
    {
        juce::Image image(juce::Image::ARGB, width, height, true, juce::SoftwareImageType());
        REQUIRE(comesTrue(
            [&]
            {
                image.clear(image.getBounds());
                juce::Graphics g(image);
                WaveformStretch stretch;
                stretch.look = {AssetId{1}, false, height, 1, 0xFF0000FF, 0xFF0000FF, 0xFF0000FF, 1};
                stretch.framesPerPixel = framesPerPixel;
                stretch.area = {0, 0, width, height};
                paintFaded(renderer, g, stretch, peaks, fades);
                const auto isSettled = renderer.pending() == 0;
                renderer.collect();
                return isSettled;
            }));
        return image;
    }
};

int rowsAt(const juce::Image& image, int x)
{
    auto rows = 0;
    for (auto y = 0; y < height; ++y)
        rows += image.getPixelAt(x, y).getAlpha() > 127 ? 1 : 0;
    return rows;
}

} // namespace

TEST_CASE("a clip's waveform rises with its fade-in and falls with its fade-out")
{
    Fixture f;
    const auto plain = f.painted({});
    const auto faded = f.painted({WaveformFade{0, 10'000}, WaveformFade{40'000, 30'000}});
    REQUIRE(rowsAt(plain, 50) == Approx(0.8 * (height - 2)).margin(2));
    REQUIRE(rowsAt(faded, 50) == Approx(0.4 * (height - 2)).margin(2));
    REQUIRE(rowsAt(faded, 0) <= 2);
    REQUIRE(rowsAt(faded, 350) == Approx(0.4 * (height - 2)).margin(2));
    for (auto x = 100; x < 300; ++x)
        for (auto y = 0; y < height; ++y)
            REQUIRE(faded.getPixelAt(x, y) == plain.getPixelAt(x, y));
}

TEST_CASE("fades that overlap shape what lies in both by both")
{
    Fixture f;
    const auto faded = f.painted({WaveformFade{0, 30'000}, WaveformFade{40'000, 10'000}});
    REQUIRE(rowsAt(faded, 200) == Approx(0.8 * (2.0 / 3) * (2.0 / 3) * (height - 2)).margin(2));
}
