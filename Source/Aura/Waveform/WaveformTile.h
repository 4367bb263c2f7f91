#pragma once

#include "Aura/Waveform/SampleChunks.h"
#include "Core/Ids.h"
#include "Model/PeakCache.h"

#include <juce_graphics/juce_graphics.h>

#include <algorithm>
#include <array>
#include <compare>
#include <memory>

namespace loophole::aura
{

/** A straight fade along a file's line, in frames: silent at one, whole at the other, on either side of it. None where
    both are the same. */
struct WaveformFade
{
    double silentAt = 0;
    double wholeAt = 0;

    [[nodiscard]] double gainAt(double frame) const
    {
        return silentAt == wholeAt ? 1 : std::clamp((frame - silentAt) / (wholeAt - silentAt), 0.0, 1.0);
    }

    auto operator<=>(const WaveformFade&) const = default;
};

/** What a waveform looks like apart from its zoom: everything that makes two pictures of one file differ. */
struct WaveformLook
{
    AssetId asset;
    bool isReversed = false;
    int height = 0;          ///< physical pixels
    int lanes = 1;           ///< one a channel, or 1 with all channels on top of one another
    juce::uint32 colour = 0; ///< of the body, ARGB
    juce::uint32 core = 0;   ///< of the RMS core
    juce::uint32 over = 0;   ///< of the ticks that mark clipped peaks
    float gain = 1;
    std::array<WaveformFade, 2> fades{}; ///< both at once where they overlap
    float scale = 1;                     ///< physical pixels a pixel of the layout: how thick lines and dots are

    auto operator<=>(const WaveformLook&) const = default;
};

/** A picture of `width` columns of a file's line, of which column n shows frames [n, n + 1)·framesPerPixel. */
struct WaveformTile
{
    static constexpr int width = 256;

    WaveformLook look;
    double framesPerPixel = 1; ///< frames of the asset a physical pixel
    std::int64_t index = 0;    ///< the first column is index·width

    [[nodiscard]] double firstFrame() const { return static_cast<double>(index) * width * framesPerPixel; }
    [[nodiscard]] double endFrame() const { return static_cast<double>(index + 1) * width * framesPerPixel; }
};

/** What a tile is drawn from; both parts are immutable and shared with the message thread. */
struct WaveformSource
{
    std::shared_ptr<const PeakCache> peaks;
    std::vector<SampleChunkPointer> samples; ///< in order; used where they cover the tile
    bool hasSamples = false;
};

/** Below this many frames a pixel peaks are too coarse and true samples are drawn. */
inline constexpr double framesPerPixelOfSamples = 64;

/** Frames of the file that a tile of true samples needs, with the reach of the interpolation on either side. */
[[nodiscard]] FrameRange samplesNeeded(const WaveformTile&, FrameCount assetLength);

struct TilePicture
{
    juce::Image image;
    bool isSharp = true; ///< false where something was not there and is only sketched, or left out
};

/** Draws a tile into an image of its own with a clear ground. Reads the peaks, so never on the message thread. */
[[nodiscard]] TilePicture drawTile(const WaveformTile&, const WaveformSource&);

} // namespace loophole::aura
