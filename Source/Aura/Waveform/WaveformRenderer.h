#pragma once

#include "Aura/Waveform/TileWorker.h"

#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace loophole::aura
{

/** A stretch of a file to be shown. */
struct WaveformStretch
{
    WaveformLook look;
    double framesPerPixel = 1; ///< frames of the asset a physical pixel, along the line
    double lineStart = 0;      ///< frame along the line at x = 0; the line of a reversed look starts at the end
    juce::Rectangle<int> area; ///< physical pixels
    double xOfLineStart = 0;   ///< where lineStart lies, physical pixels, may be outside the area
    std::uint32_t epoch = 0;   ///< see setZoomEpoch; 0 for what does not zoom
    float opacity = 1;
};

/**
    Shows waveforms from tiles that another thread draws: what is ready at once, else the nearest zoom that is, and the
    sharp one when it arrives. Keeps tiles within a bound. Owned by the message thread and never waits.
*/
class WaveformRenderer
{
public:
    static constexpr std::size_t budgetBytes = std::size_t{96} << 20;

    WaveformRenderer(MessageThread&, SampleChunks&);

    /** `g` must be in physical pixels. */
    void paint(juce::Graphics& g, const WaveformStretch&, const std::shared_ptr<const PeakCache>&);

    /** Takes in what was drawn since the last call: the files of which something should be painted again. */
    std::unordered_set<AssetId> collect();

    /** The peaks of an asset are others now, or there are more of them. What is drawn of the same ones is shown until
        it is drawn anew. */
    void renew(AssetId, const std::shared_ptr<const PeakCache>&);

    /** How often one was painted. */
    [[nodiscard]] std::uint64_t paintings() const { return painting; }

    /** The files of which something was painted for the first time since the last call. */
    [[nodiscard]] std::vector<AssetId> takeFirstPainted() { return std::exchange(firstPainted, {}); }

    /** What was found damaged while it was drawn, since the last call. */
    [[nodiscard]] std::vector<std::pair<AssetId, std::shared_ptr<const PeakCache>>> takeDamaged();

    /** Tiles of another epoch that were not drawn yet are not worth drawing: the zoom has moved on. */
    void setZoomEpoch(std::uint32_t epoch) { worker.setEpoch(epoch); }

    [[nodiscard]] std::size_t pending() const { return awaited; }

private:
    struct Kept
    {
        juce::Image image;
        bool isAwaited = false;
        bool isStale = false;      ///< a better one can be drawn
        bool lacksPeaks = false;   ///< some of them were not there
        bool lacksSamples = false; ///< it was drawn from peaks where true samples are wanted
        std::uint64_t lastUse = 0;
    };
    using Row = std::map<std::int64_t, Kept>; ///< tiles of one zoom by index
    using Zooms = std::map<double, Row>;      ///< by frames a pixel

    using ZoomRow = std::pair<double, const Row*>;

    [[nodiscard]] static std::vector<std::pair<std::int64_t, const Kept*>>
    imagesWithin(double framesPerPixel, const Row&, const WaveformTile&);
    [[nodiscard]] static const ZoomRow* rowThatCovers(const std::vector<ZoomRow>& nearest, const WaveformTile&);
    Kept& wanted(const WaveformTile&, const std::shared_ptr<const PeakCache>&, std::uint32_t epoch);
    void forget(AssetId);
    void paintNearest(juce::Graphics&, const WaveformTile&, const Zooms&, juce::Point<int> at,
                      juce::Rectangle<int> shown, float opacity);
    void giveBack();

    MessageThread& thread;
    SampleChunks& samples;
    TileWorker worker;
    std::map<WaveformLook, Zooms> tiles;
    std::unordered_map<AssetId, std::weak_ptr<const PeakCache>> drawnFrom;
    std::vector<std::pair<AssetId, std::shared_ptr<const PeakCache>>> damaged;
    std::unordered_set<AssetId> painted;
    std::vector<AssetId> firstPainted;
    std::size_t bytes = 0;
    std::size_t awaited = 0;
    std::uint64_t use = 0;
    std::uint64_t painting = 0;
};

} // namespace loophole::aura
