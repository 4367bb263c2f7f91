#include "Aura/Waveform/WaveformRenderer.h"

#include "Support/ComesTrue.h"
#include "Support/GrowingPeaks.h"
#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;
using namespace loophole::testing;

namespace
{

constexpr int width = 600;
constexpr int height = 40;

struct Fixture
{
    MessageThread thread = MessageThread::mint();
    std::vector<RequestWaveform> asked;
    SampleChunks samples{[this](RequestWaveform request) { asked.push_back(request); }};
    WaveformRenderer renderer{thread, samples};
    std::shared_ptr<const PeakCache> peaks;
    std::unordered_set<AssetId> drawn; ///< while it was finished

    explicit Fixture(const TestSignal& signal) : Fixture(peakFileBytes(signal, SampleRate(48000))) {}
    explicit Fixture(const std::string& bytes)
    {
        const TemporaryFolder folder;
        auto disk = DiskThread::mint();
        writeBytes(folder / "signal.peaks", bytes);
        auto cache = PeakCache::open(disk, folder / "signal.peaks");
        REQUIRE(cache.ok());
        peaks = cache.value();
    }

    juce::Image paint(double framesPerPixel, double xOfLineStart = 0, std::uint32_t epoch = 0)
    {
        const juce::Image image(juce::Image::ARGB, width, height, true, juce::SoftwareImageType());
        juce::Graphics g(image);
        WaveformStretch stretch;
        stretch.look = {AssetId{1}, false, height, 1, 0xFF0000FF, 0xFF0000FF, 0xFF0000FF, 1};
        stretch.framesPerPixel = framesPerPixel;
        stretch.xOfLineStart = xOfLineStart;
        stretch.area = {0, 0, width, height};
        stretch.epoch = epoch;
        renderer.paint(g, stretch, peaks);
        return image;
    }
    void finish()
    {
        REQUIRE(comesTrue(
            [this]
            {
                drawn.merge(renderer.collect());
                return renderer.pending() == 0;
            }));
    }
    /** Paints until nothing is left to draw, as frames of a window would. */
    juce::Image settled(double framesPerPixel, double xOfLineStart = 0)
    {
        (void) paint(framesPerPixel, xOfLineStart);
        finish();
        return paint(framesPerPixel, xOfLineStart);
    }
};

bool isPainted(const juce::Image& image, int x)
{
    return image.getPixelAt(x, height / 2).getAlpha() > 0;
}

std::string bytesOf(const juce::Image& image)
{
    std::string bytes;
    for (auto y = 0; y < image.getHeight(); ++y)
        for (auto x = 0; x < image.getWidth(); ++x)
            bytes += std::to_string(image.getPixelAt(x, y).getARGB()) + " ";
    return bytes;
}

} // namespace

TEST_CASE("a waveform is drawn off the message thread and shown when it is there")
{
    Fixture f(makeNoise(1, 100 * width, 1));
    REQUIRE_FALSE(isPainted(f.paint(100), 10));
    REQUIRE(f.renderer.pending() == 3);
    REQUIRE(f.drawn.empty());
    f.finish();
    REQUIRE(f.drawn == std::unordered_set{AssetId{1}});
    const auto shown = f.paint(100);
    REQUIRE(isPainted(shown, 0));
    REQUIRE(isPainted(shown, width - 1));
    REQUIRE(f.renderer.pending() == 0);
}

TEST_CASE("at a new zoom the nearest one that is there is shown at once")
{
    Fixture f(makeNoise(1, 100 * width, 1));
    (void) f.settled(100);
    const auto between = f.paint(80);
    REQUIRE(isPainted(between, 100));
    REQUIRE(f.renderer.pending() > 0);
    f.finish();
}

TEST_CASE("scrolled by whole pixels a waveform is the same picture moved")
{
    Fixture f(makeNoise(1, 100 * 4 * width, 1));
    const auto here = f.settled(100, 0);
    const auto moved = f.settled(100, -37);
    for (auto x = 0; x < width - 37; ++x)
        for (auto y = 0; y < height; ++y)
            REQUIRE(moved.getPixelAt(x, y) == here.getPixelAt(x + 37, y));
}

TEST_CASE("nothing is drawn twice at one place")
{
    Fixture f(makeNoise(1, 100 * width, 1));
    const auto first = f.settled(100);
    const auto second = f.paint(100);
    REQUIRE(f.renderer.pending() == 0);
    REQUIRE(bytesOf(first) == bytesOf(second));
}

TEST_CASE("deep in, peaks are shown until the true samples have come")
{
    const auto signal = makeNoise(1, 100 * width, 1);
    Fixture f(signal);
    const auto coarse = f.settled(4);
    REQUIRE(isPainted(coarse, 300));
    REQUIRE(f.asked.size() == 1);
    REQUIRE(f.asked[0].range == FrameRange{FramePosition(0), FrameCount(16384)});
    const auto& all = signal.channels[0];
    REQUIRE(f.samples.accept({f.asked[0].request, AssetId{1}, f.asked[0].range, {{all.begin(), all.begin() + 16384}}}));
    const auto sharp = f.settled(4);
    REQUIRE(bytesOf(sharp) != bytesOf(coarse));
    REQUIRE(f.asked.size() == 1);
}

TEST_CASE("tiles of a zoom that was left come back undrawn and can be asked for again")
{
    Fixture f(makeNoise(1, 100 * width, 1));
    f.renderer.setZoomEpoch(2);
    REQUIRE_FALSE(isPainted(f.paint(100, 0, 1), 10));
    f.finish();
    REQUIRE_FALSE(isPainted(f.paint(100, 0, 2), 10));
    f.finish();
    REQUIRE(isPainted(f.paint(100, 0, 2), 10));
}

TEST_CASE("a file that has other peaks is drawn anew, one that has the same stays as it is")
{
    Fixture f(makeNoise(1, 100 * width, 1));
    f.renderer.renew(AssetId{1}, f.peaks);
    (void) f.settled(100);
    f.renderer.renew(AssetId{1}, f.peaks);
    REQUIRE(isPainted(f.paint(100), 10));
    REQUIRE(f.renderer.pending() == 0);
    const Fixture other(makeNoise(1, 100 * width, 2));
    f.renderer.renew(AssetId{1}, other.peaks);
    REQUIRE_FALSE(isPainted(f.paint(100), 10));
    f.finish();
    REQUIRE(isPainted(f.paint(100), 10));
}

TEST_CASE("what is measured meanwhile takes the place of a sketch without anything vanishing")
{
    const auto signal = makeNoise(1, 100 * width, 1, 0.9f);
    Fixture f(signal);
    auto growing = GrowingPeaks(signal);
    growing.peaks->setSketch({{{Peak{-0.5f, 0.5f, 0.2f}}}});
    f.peaks = growing.peaks;
    f.renderer.renew(AssetId{1}, f.peaks);
    const auto sketched = f.settled(100);
    REQUIRE(isPainted(sketched, 10));

    growing.markAll();
    f.renderer.renew(AssetId{1}, f.peaks);
    REQUIRE(bytesOf(f.paint(100)) == bytesOf(sketched));
    f.finish();
    const auto sharp = f.paint(100);
    REQUIRE(bytesOf(sharp) != bytesOf(sketched));
    f.renderer.renew(AssetId{1}, f.peaks);
    (void) f.paint(100);
    REQUIRE(f.renderer.pending() == 0);
}

TEST_CASE("peaks that are found damaged while they are drawn are told once")
{
    const auto signal = makeNoise(1, 3 * PeakLayout::stretchFrames, 1);
    auto bytes = peakFileBytes(signal, SampleRate(48000));
    bytes[bytes.size() - 9] = static_cast<char>(bytes[bytes.size() - 9] ^ 1);
    Fixture f(bytes);
    (void) f.settled(64);
    REQUIRE(f.renderer.takeDamaged().empty());
    (void) f.settled(64, -3.0 * PeakLayout::stretchFrames / 64 + width);
    const auto damaged = f.renderer.takeDamaged();
    REQUIRE_FALSE(damaged.empty());
    REQUIRE(damaged.front() == std::pair{AssetId{1}, f.peaks});
    REQUIRE(f.renderer.takeDamaged().empty());
}
