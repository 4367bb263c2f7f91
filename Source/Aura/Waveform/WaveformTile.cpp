#include "Aura/Waveform/WaveformTile.h"

#include "Aura/Waveform/WaveformColumns.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

/** Frames around a stretch that the interpolated curve looks at. */
constexpr std::int64_t interpolationReach = 9;
constexpr double pixelsPerFrameOfDots = 4; ///< of the layout, as below
constexpr double tickHeight = 3;
/** The largest sample of 16 bits: converters and limiters that clip write it or more. */
constexpr double clippedFrom = 32767.0 / 32768;
/** What is only sketched is drawn more quietly, and without a core. */
constexpr float sketchedAlpha = 0.55f;

/** One channel of the samples of a tile, joined from their chunks. */
struct ChannelSamples
{
    std::vector<float> values;
    double firstFrame = 0;
};

ChannelSamples joined(const std::vector<SampleChunkPointer>& chunks, std::size_t channel)
{
    ChannelSamples line;
    if (chunks.empty())
        return line;
    line.firstFrame = static_cast<double>(chunks.front()->start.value());
    for (const auto& chunk : chunks)
        if (channel < chunk->channels.size())
            line.values.insert(line.values.end(), chunk->channels[channel].begin(), chunk->channels[channel].end());
    return line;
}

/** Fills a column from top to bottom, both fractional: the partly covered pixels at its ends are blended in. */
void fillColumn(juce::Image::BitmapData& pixels, int x, double top, double bottom, juce::Colour colour)
{
    const auto height = static_cast<double>(pixels.height);
    top = std::clamp(top, 0.0, height);
    bottom = std::clamp(bottom, 0.0, height);
    for (auto y = static_cast<int>(top); y < std::min(pixels.height, static_cast<int>(std::ceil(bottom))); ++y)
    {
        const auto covered = std::min(bottom, y + 1.0) - std::max(top, static_cast<double>(y));
        auto& pixel = *reinterpret_cast<juce::PixelARGB*>(pixels.getPixelPointer(x, y));
        pixel.blend(colour.withMultipliedAlpha(static_cast<float>(covered)).getPixelARGB());
    }
}

class TileDrawing
{
public:
    TileDrawing(const WaveformTile& tile, const WaveformSource& source)
        : tile(tile),
          source(source),
          image(juce::Image::ARGB, WaveformTile::width, std::max(1, tile.look.height), true, juce::SoftwareImageType())
    {
    }

    TilePicture draw()
    {
        const auto lanes = std::max(1, tile.look.lanes);
        const auto laneHeight = static_cast<double>(image.getHeight()) / lanes;
        for (auto lane = 0; lane < lanes; ++lane)
        {
            const Lane area{lane, lane * laneHeight, laneHeight};
            if (tile.framesPerPixel < 1 && source.hasSamples)
                drawCurve(area);
            else
                drawColumns(area);
        }
        return {image, isSharp};
    }

private:
    struct Lane
    {
        int number;
        double top;
        double height;

        /** One physical pixel of air at top and bottom keeps lanes and clips apart. */
        [[nodiscard]] double yOf(double value) const
        {
            return top + height / 2 - std::clamp(value, -1.0, 1.0) * (height / 2 - 1);
        }
    };

    [[nodiscard]] double frameOf(double column) const
    {
        const auto along = (static_cast<double>(tile.index) * WaveformTile::width + column) * tile.framesPerPixel;
        return tile.look.isReversed ? static_cast<double>(source.peaks->length().value()) - along : along;
    }
    [[nodiscard]] std::pair<int, int> channelsOf(int lane) const
    {
        return tile.look.lanes == 1 ? std::pair{0, source.peaks->channels()} : std::pair{lane, lane + 1};
    }

    [[nodiscard]] std::vector<Column> columnsOf(int channel) const
    {
        const auto line =
            source.hasSamples ? joined(source.samples, static_cast<std::size_t>(channel)) : ChannelSamples{};
        const auto level = source.peaks->levelFor(tile.framesPerPixel);
        std::vector<Column> columns;
        for (auto x = 0; x < WaveformTile::width; ++x)
        {
            const auto [from, to] = std::minmax({frameOf(x), frameOf(x + 1)});
            columns.push_back(source.hasSamples
                                  ? Column{columnFromSamples(line.values, line.firstFrame, from, to), Certainty::sharp}
                                  : columnFromCache(*source.peaks, channel, level, from, to));
        }
        return columns;
    }

    /** Channels on one lane are drawn over one another, bodies before cores: where they part, both can be seen. */
    void drawColumns(const Lane& lane)
    {
        const auto [first, last] = channelsOf(lane.number);
        std::vector<std::vector<Column>> channels;
        for (auto channel = first; channel < last; ++channel)
            channels.push_back(columnsOf(channel));
        juce::Image::BitmapData pixels(image, juce::Image::BitmapData::readWrite);
        const auto length = static_cast<double>(source.peaks->length().value());
        for (auto x = 0; x < WaveformTile::width; ++x)
        {
            const auto frame = frameOf(x + 0.5);
            if (frame < 0 || frame >= length)
                continue;
            const auto at = static_cast<std::size_t>(x);
            for (const auto& columns : channels)
                drawBody(pixels, x, lane, columns[at]);
            for (const auto& columns : channels)
                drawCore(pixels, x, lane, columns[at]);
        }
    }

    /** Of the clip and its fade, at a column. */
    [[nodiscard]] double gainAt(double column) const
    {
        const auto along = (static_cast<double>(tile.index) * WaveformTile::width + column) * tile.framesPerPixel;
        return static_cast<double>(tile.look.gain) * tile.look.fades[0].gainAt(along) *
               tile.look.fades[1].gainAt(along);
    }

    struct Rows
    {
        double top;
        double bottom;
    };

    /** What a column covers. A flat stretch is still a line, and a sharp one: of whole pixels. */
    [[nodiscard]] Rows rowsOf(const Lane& lane, const Peak& peak, double gain) const
    {
        const auto top = lane.yOf(static_cast<double>(peak.max) * gain);
        const auto bottom = lane.yOf(static_cast<double>(peak.min) * gain);
        const auto thinnest = std::max(1.0, std::floor(static_cast<double>(tile.look.scale)));
        if (bottom - top >= thinnest)
            return {top, bottom};
        const auto whole = std::floor((top + bottom + 1 - thinnest) / 2);
        return {whole, whole + thinnest};
    }

    void drawBody(juce::Image::BitmapData& pixels, int x, const Lane& lane, const Column& column)
    {
        isSharp = isSharp && column.certainty == Certainty::sharp;
        if (column.certainty == Certainty::none)
            return;
        const auto rows = rowsOf(lane, column.peak, gainAt(x + 0.5));
        const juce::Colour body(tile.look.colour);
        fillColumn(pixels, x, rows.top, rows.bottom,
                   column.certainty == Certainty::sketched ? body.withMultipliedAlpha(sketchedAlpha) : body);
    }

    void drawCore(juce::Image::BitmapData& pixels, int x, const Lane& lane, const Column& column) const
    {
        if (column.certainty != Certainty::sharp)
            return;
        const auto gain = gainAt(x + 0.5);
        const auto rows = rowsOf(lane, column.peak, gain);
        const auto rms = static_cast<double>(column.peak.rms) * gain;
        const auto coreTop = std::max(rows.top, lane.yOf(rms));
        const auto coreBottom = std::min(rows.bottom, lane.yOf(-rms));
        if (coreBottom - coreTop > 1)
            fillColumn(pixels, x, coreTop, coreBottom, juce::Colour(tile.look.core));
        const juce::Colour over(tile.look.over);
        const auto tick = tickHeight * static_cast<double>(tile.look.scale);
        if (static_cast<double>(column.peak.max) * gain >= clippedFrom)
            fillColumn(pixels, x, lane.top, lane.top + tick, over);
        if (static_cast<double>(column.peak.min) * gain <= -clippedFrom)
            fillColumn(pixels, x, lane.top + lane.height - tick, lane.top + lane.height, over);
    }

    void drawCurve(const Lane& lane)
    {
        const auto [first, last] = channelsOf(lane.number);
        for (auto channel = first; channel < last; ++channel)
            drawCurveOf(lane, joined(source.samples, static_cast<std::size_t>(channel)));
    }

    void drawCurveOf(const Lane& lane, const ChannelSamples& line)
    {
        if (line.values.empty())
            return;
        juce::Graphics g(image);
        g.setColour(juce::Colour(tile.look.colour));
        const auto length = static_cast<double>(source.peaks->length().value());
        juce::Path curve;
        auto isFirst = true;
        // Two columns beyond either edge, so that the strokes of neighbouring tiles meet.
        for (auto x = -2; x <= WaveformTile::width + 2; ++x)
        {
            const auto frame = frameOf(x);
            if (frame < 0 || frame > length - 1)
                continue;
            const auto value = static_cast<double>(interpolatedAt(line.values, frame - line.firstFrame)) * gainAt(x);
            const juce::Point<float> point(static_cast<float>(x), static_cast<float>(lane.yOf(value)));
            std::exchange(isFirst, false) ? curve.startNewSubPath(point) : curve.lineTo(point);
        }
        g.strokePath(curve, juce::PathStrokeType(1.25f * tile.look.scale, juce::PathStrokeType::curved));
        if (tile.framesPerPixel * pixelsPerFrameOfDots * static_cast<double>(tile.look.scale) <= 1)
            drawDots(g, lane, line);
    }

    void drawDots(juce::Graphics& g, const Lane& lane, const ChannelSamples& line) const
    {
        const auto radius = 2.0f * tile.look.scale;
        g.setColour(juce::Colour(tile.look.core));
        const auto [from, to] = std::minmax({frameOf(-2), frameOf(WaveformTile::width + 2)});
        const auto count = static_cast<std::int64_t>(line.values.size());
        const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(from - line.firstFrame)));
        for (auto i = first; i < count && static_cast<double>(i) + line.firstFrame <= to; ++i)
        {
            const auto frame = static_cast<double>(i) + line.firstFrame;
            const auto column = (frame - frameOf(0)) / (frameOf(1) - frameOf(0));
            const auto value = static_cast<double>(line.values[static_cast<std::size_t>(i)]) * gainAt(column);
            g.fillEllipse(static_cast<float>(column) - radius, static_cast<float>(lane.yOf(value)) - radius, 2 * radius,
                          2 * radius);
        }
    }

    const WaveformTile& tile;
    const WaveformSource& source;
    juce::Image image;
    bool isSharp = true;
};

} // namespace

FrameRange samplesNeeded(const WaveformTile& tile, FrameCount assetLength)
{
    auto from = std::floor(tile.firstFrame());
    auto to = std::ceil(tile.endFrame());
    if (tile.look.isReversed)
    {
        const auto length = static_cast<double>(assetLength.value());
        std::tie(from, to) = std::pair{length - to, length - from};
    }
    const FrameRange wanted = FrameRange::between(FramePosition(static_cast<std::int64_t>(from) - interpolationReach),
                                                  FramePosition(static_cast<std::int64_t>(to) + interpolationReach));
    return wanted.intersection({FramePosition(0), assetLength});
}

TilePicture drawTile(const WaveformTile& tile, const WaveformSource& source)
{
    return TileDrawing(tile, source).draw();
}

} // namespace loophole::aura
