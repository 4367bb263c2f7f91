#include "Aura/Waveform/WaveformTile.h"

#include "Support/GrowingPeaks.h"
#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;
using namespace loophole::testing;

namespace
{

constexpr int height = 101;
constexpr juce::uint32 body = 0xFF0000FF;
constexpr juce::uint32 core = 0xFF00FF00;
constexpr juce::uint32 over = 0xFFFF0000;

std::shared_ptr<const PeakCache> peaksOf(const TestSignal& signal)
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    writeBytes(folder / "signal.peaks", peakFileBytes(signal, SampleRate(48000)));
    auto cache = PeakCache::open(thread, folder / "signal.peaks");
    REQUIRE(cache.ok());
    return cache.value();
}

/** The whole signal as one chunk of samples. */
WaveformSource sourceOf(const TestSignal& signal, bool withSamples)
{
    WaveformSource source{peaksOf(signal), {}, withSamples};
    if (withSamples)
        source.samples = {std::make_shared<const SampleChunk>(SampleChunk{FramePosition(0), signal.channels})};
    return source;
}

WaveformTile tileOf(double framesPerPixel, std::int64_t index = 0, int lanes = 1)
{
    return {{AssetId{1}, false, height, lanes, body, core, over, 1}, framesPerPixel, index};
}

/** First and last row with more than half of a pixel of paint, or −1 for an empty column. */
std::pair<int, int> extent(const juce::Image& image, int x, int top = 0, int bottom = height)
{
    std::pair<int, int> rows{-1, -1};
    for (auto y = top; y < bottom; ++y)
        if (image.getPixelAt(x, y).getAlpha() > 127)
            rows = {rows.first < 0 ? y : rows.first, y};
    return rows;
}

double rowOf(double value)
{
    return height / 2.0 - value * (height / 2.0 - 1);
}

} // namespace

TEST_CASE("each column of a tile reaches from the smallest to the largest sample it stands for")
{
    const auto signal = makeNoise(1, 64 * 256, 5, 0.9f);
    const auto image = drawTile(tileOf(64), sourceOf(signal, false)).image;
    REQUIRE(image.getWidth() == 256);
    REQUIRE(image.getHeight() == height);
    for (auto x = 0; x < 256; ++x)
    {
        const auto* first = signal.channels[0].data() + x * 64;
        const auto [low, high] = std::minmax_element(first, first + 64);
        const auto rows = extent(image, x);
        REQUIRE(std::abs(rows.first - rowOf(static_cast<double>(*high))) <= 1);
        REQUIRE(std::abs(rows.second + 1 - rowOf(static_cast<double>(*low))) <= 1);
    }
}

TEST_CASE("the core is as high as the power of the column")
{
    const auto image = drawTile(tileOf(64), sourceOf(makeNoise(1, 64 * 256, 5, 0.9f), false)).image;
    // Noise of ±0.9 has an RMS of 0.52: the core ends about there, and the body goes on.
    REQUIRE(image.getPixelAt(100, static_cast<int>(rowOf(0.4))) == juce::Colour(core));
    REQUIRE(image.getPixelAt(100, static_cast<int>(rowOf(0.75))) == juce::Colour(body));
}

TEST_CASE("beyond the end of the medium a tile is clear")
{
    const auto source = sourceOf(makeNoise(1, 64 * 100, 5), false);
    const auto image = drawTile(tileOf(64), source).image;
    REQUIRE(extent(image, 99).first >= 0);
    REQUIRE(extent(image, 100).first == -1);
    REQUIRE(extent(drawTile(tileOf(64, 1), source).image, 0).first == -1);
    REQUIRE(extent(drawTile(tileOf(64, -1), source).image, 255).first == -1);
}

TEST_CASE("a reversed tile is the mirror of the forward one")
{
    const auto source = sourceOf(makeNoise(1, 64 * 256, 9), false);
    auto reversed = tileOf(64);
    reversed.look.isReversed = true;
    const auto forward = drawTile(tileOf(64), source).image;
    const auto backward = drawTile(reversed, source).image;
    for (auto x = 0; x < 256; ++x)
        REQUIRE(extent(forward, x) == extent(backward, 255 - x));
}

TEST_CASE("channels have lanes of their own, or one together")
{
    TestSignal signal(2, 64 * 256);
    std::fill(signal.channels[0].begin(), signal.channels[0].end(), 0.5f);
    const auto source = sourceOf(signal, false);
    const auto lanes = drawTile(tileOf(64, 0, 2), source).image;
    const auto upper = extent(lanes, 10, 0, height / 2);
    const auto lower = extent(lanes, 10, height / 2 + 1, height);
    REQUIRE(upper.first < height / 4);
    REQUIRE(lower.second - lower.first <= 1); // silence is a line
    const auto together = extent(drawTile(tileOf(64, 0, 1), source).image, 10);
    REQUIRE(std::abs(together.first - rowOf(0.5)) <= 1);
    REQUIRE(std::abs(together.second - rowOf(0)) <= 1);
}

TEST_CASE("peaks beyond full scale are marked at the edge")
{
    TestSignal signal(1, 64 * 256);
    std::fill(signal.channels[0].begin() + 64 * 10, signal.channels[0].begin() + 64 * 11, 1.2f);
    const auto image = drawTile(tileOf(64), sourceOf(signal, false)).image;
    REQUIRE(image.getPixelAt(10, 1) == juce::Colour(over));
    REQUIRE(image.getPixelAt(11, 1).isTransparent());
    REQUIRE(image.getPixelAt(10, height - 2).isTransparent());
}

TEST_CASE("from true samples no column of a steep slope has a gap to its neighbour")
{
    TestSignal signal(1, 256 * 4);
    for (std::size_t i = 0; i < signal.channels[0].size(); ++i)
        signal.channels[0][i] = i / 6 % 2 == 0 ? 0.9f : -0.9f;
    const auto image = drawTile(tileOf(4), sourceOf(signal, true)).image;
    for (auto x = 1; x < 255; ++x)
    {
        const auto here = extent(image, x);
        const auto next = extent(image, x + 1);
        REQUIRE(here.first <= next.second + 1);
        REQUIRE(next.first <= here.second + 1);
    }
}

TEST_CASE("closer than a frame a pixel a line joins the samples")
{
    const auto signal = makeSines(1, 4096, 48000, 1200, 0.8);
    for (const auto framesPerPixel : {0.5, 0.125, 1.0 / 64})
    {
        const auto image = drawTile(tileOf(framesPerPixel, 1), sourceOf(signal, true)).image;
        for (auto x = 1; x < 255; ++x)
        {
            const auto frame = (256 + x) * framesPerPixel;
            const auto value = 0.8 * std::sin(2 * std::numbers::pi * 1200 * frame / 48000);
            const auto row = static_cast<int>(std::lround(rowOf(value)));
            auto nearest = 1000;
            for (auto y = 0; y < height; ++y)
                if (image.getPixelAt(x, y).getAlpha() > 60)
                    nearest = std::min(nearest, std::abs(y - row));
            REQUIRE(nearest <= 1);
        }
    }
}

TEST_CASE("the frames a tile needs are those it shows and the reach of the curve, within the medium")
{
    const auto tile = tileOf(2, 1);
    REQUIRE(samplesNeeded(tile, FrameCount(100000)) == FrameRange{FramePosition(512 - 9), FrameCount(512 + 18)});
    REQUIRE(samplesNeeded(tile, FrameCount(600)).end() == FramePosition(600));
    auto reversed = tile;
    reversed.look.isReversed = true;
    REQUIRE(samplesNeeded(reversed, FrameCount(10000)) ==
            FrameRange{FramePosition(10000 - 1024 - 9), FrameCount(512 + 18)});
}

TEST_CASE("silence is one sharp row of pixels, whatever the height")
{
    const TestSignal silence(1, 64 * 256);
    for (const auto rows : {40, 41, 42, 101})
    {
        auto tile = tileOf(64);
        tile.look.height = rows;
        const auto image = drawTile(tile, sourceOf(silence, false)).image;
        auto painted = 0;
        for (auto y = 0; y < rows; ++y)
            if (const auto alpha = image.getPixelAt(100, y).getAlpha(); alpha > 0)
            {
                REQUIRE(alpha == 255);
                ++painted;
            }
        REQUIRE(painted == 1);
    }
}

TEST_CASE("the largest sample of 16 bits gets a tick at the edge, and one just below it does not")
{
    TestSignal signal(1, 64 * 256);
    signal.channels[0][64 * 10] = 32767.0f / 32768;
    signal.channels[0][64 * 20] = -1;
    signal.channels[0][64 * 30] = 32766.0f / 32768;
    const auto image = drawTile(tileOf(64), sourceOf(signal, false)).image;
    REQUIRE(image.getPixelAt(10, 1) == juce::Colour(over));
    REQUIRE(image.getPixelAt(20, height - 2) == juce::Colour(over));
    REQUIRE(image.getPixelAt(30, 1) != juce::Colour(over));
}

TEST_CASE("a fade shapes the columns and the curve alike")
{
    TestSignal signal(1, 64 * 256);
    for (std::size_t i = 0; i < signal.channels[0].size(); ++i)
        signal.channels[0][i] = i % 2 == 0 ? 0.8f : -0.8f;
    auto tile = tileOf(64);
    tile.look.fades[0] = {0, 64.0 * 200};
    const auto image = drawTile(tile, sourceOf(signal, false)).image;
    for (const auto x : {20, 100, 199, 250})
        REQUIRE(std::abs(extent(image, x).first - rowOf(0.8 * std::min(1.0, (x + 0.5) / 200))) <= 1);

    std::fill(signal.channels[0].begin(), signal.channels[0].end(), 0.8f);
    auto deep = tileOf(0.1);
    deep.look.fades[1] = {20, 10};
    const auto curve = drawTile(deep, sourceOf(signal, true)).image;
    REQUIRE(std::abs(extent(curve, 90).first - rowOf(0.8)) <= 3);
    REQUIRE(std::abs(extent(curve, 150).first - rowOf(0.4)) <= 3);
}

TEST_CASE("what is not measured yet is sketched quietly, or left out where there is no sketch")
{
    const auto signal = makeNoise(1, 64 * 256, 5, 0.9f);
    GrowingPeaks growing(signal);
    WaveformSource source{growing.peaks, {}, false};
    const auto nothing = drawTile(tileOf(64), source);
    REQUIRE_FALSE(nothing.isSharp);
    REQUIRE(extent(nothing.image, 100).first == -1);

    growing.peaks->setSketch({{{Peak{-0.25f, 0.5f, 0.2f}, Peak{-0.5f, 0.25f, 0.2f}}}});
    const auto sketched = drawTile(tileOf(64), source);
    REQUIRE_FALSE(sketched.isSharp);
    REQUIRE(std::abs(extent(sketched.image, 10).first - rowOf(0.5)) <= 1);
    REQUIRE(std::abs(extent(sketched.image, 200).first - rowOf(0.25)) <= 1);
    REQUIRE(sketched.image.getPixelAt(10, height / 2).getAlpha() < 255);

    growing.markAll();
    const auto sharp = drawTile(tileOf(64), source);
    REQUIRE(sharp.isSharp);
    REQUIRE(sharp.image.getPixelAt(10, height / 2).getAlpha() == 255);
}

TEST_CASE("channels on one lane that part leave the ground between them to be seen")
{
    TestSignal signal(2, 64 * 256);
    std::fill(signal.channels[0].begin(), signal.channels[0].end(), 0.5f);
    std::fill(signal.channels[1].begin(), signal.channels[1].end(), -0.5f);
    const auto image = drawTile(tileOf(3), sourceOf(signal, true)).image;
    REQUIRE(extent(image, 10, 0, height / 2).second < height / 2 - 10);
    REQUIRE(extent(image, 10, height / 2, height).first > height / 2 + 10);
}

TEST_CASE("lines and dots are as thick on every screen, in pixels of the layout")
{
    const TestSignal silence(1, 64 * 256);
    auto tile = tileOf(64);
    tile.look.scale = 2;
    const auto rows = extent(drawTile(tile, sourceOf(silence, false)).image, 10);
    REQUIRE(rows.second - rows.first == 1);

    const auto hasDots = [&](float scale)
    {
        auto deep = tileOf(0.25);
        deep.look.scale = scale;
        const auto image = drawTile(deep, sourceOf(silence, true)).image;
        for (auto x = 50; x < 60; ++x)
            for (auto y = 0; y < height; ++y)
                if (image.getPixelAt(x, y) == juce::Colour(core))
                    return true;
        return false;
    };
    REQUIRE(hasDots(1));
    REQUIRE_FALSE(hasDots(2)); // four physical pixels a frame are two of the layout
}
