#include "Aura/Waveform/WaveformRenderer.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

/** A picture magnified more than this says less than a plain line. */
constexpr double largestMagnification = 32;

std::size_t bytesOf(const juce::Image& image)
{
    return static_cast<std::size_t>(image.getWidth()) * static_cast<std::size_t>(image.getHeight()) * 4;
}

/** As drawImageAt, which first makes a mask of the whole image, however little of it is in view. */
void blit(juce::Graphics& g, const juce::Image& image, juce::Point<int> at, juce::Rectangle<int> shown, float opacity)
{
    g.setTiledImageFill(image, at.x, at.y, opacity);
    g.fillRect(image.getBounds().withPosition(at).getIntersection(shown));
}

/** To each column of a part of a tile, from its column `first`, the nearest of a picture at another zoom, which begins
    at `firstFrame`. Pixels move sideways only, which takes much less than an image that is drawn in another width. */
void copyColumns(const juce::Image& from, double firstFrame, double framesPerPixel, juce::Image& to,
                 const WaveformTile& tile, int first)
{
    const juce::Image::BitmapData source(from, juce::Image::BitmapData::readOnly);
    const juce::Image::BitmapData target(to, juce::Image::BitmapData::readWrite);
    jassert(source.pixelFormat == juce::Image::ARGB && target.pixelFormat == juce::Image::ARGB);
    std::vector<std::pair<int, int>> columns;
    for (auto x = 0; x < target.width; ++x)
    {
        const auto frame = tile.firstFrame() + (first + x + 0.5) * tile.framesPerPixel;
        if (const auto column = std::floor((frame - firstFrame) / framesPerPixel); column >= 0 && column < source.width)
            columns.emplace_back(x, static_cast<int>(column));
    }
    for (auto y = 0; y < std::min(source.height, target.height); ++y)
    {
        const auto* line = reinterpret_cast<const juce::PixelARGB*>(source.getLinePointer(y));
        auto* targetLine = reinterpret_cast<juce::PixelARGB*>(target.getLinePointer(y));
        for (const auto& [x, column] : columns)
            targetLine[x] = line[column];
    }
}

} // namespace

WaveformRenderer::WaveformRenderer(MessageThread& thread, SampleChunks& samples) : thread(thread), samples(samples) {}

void WaveformRenderer::paint(juce::Graphics& g, const WaveformStretch& stretch,
                             const std::shared_ptr<const PeakCache>& peaks)
{
    const auto shown = stretch.area.getIntersection(g.getClipBounds());
    if (shown.isEmpty() || !peaks || stretch.look.height <= 0)
        return;
    ++painting;
    const juce::Graphics::ScopedSaveState state(g);
    g.reduceClipRegion(shown);
    // One rounding for the whole line: its tiles then lie side by side on whole pixels at any scroll position.
    const auto origin = std::llround(stretch.xOfLineStart - stretch.lineStart / stretch.framesPerPixel);
    const auto tileOf = [](std::int64_t column)
    { return static_cast<std::int64_t>(std::floor(static_cast<double>(column) / WaveformTile::width)); };
    for (auto index = tileOf(shown.getX() - origin); index <= tileOf(shown.getRight() - 1 - origin); ++index)
    {
        const WaveformTile tile{stretch.look, stretch.framesPerPixel, index};
        const auto& kept = wanted(tile, peaks, stretch.epoch);
        const juce::Point at(static_cast<int>(origin + index * WaveformTile::width), stretch.area.getY());
        if (kept.image.isValid())
        {
            blit(g, kept.image, at, shown, stretch.opacity);
            if (painted.insert(stretch.look.asset).second)
                firstPainted.push_back(stretch.look.asset);
        }
        else
            paintNearest(g, tile, tiles[stretch.look], at, shown, stretch.opacity);
    }
}

WaveformRenderer::Kept& WaveformRenderer::wanted(const WaveformTile& tile,
                                                 const std::shared_ptr<const PeakCache>& peaks, std::uint32_t epoch)
{
    auto& kept = tiles[tile.look][tile.framesPerPixel][tile.index];
    kept.lastUse = ++use;
    if (kept.isAwaited || (kept.image.isValid() && !kept.isStale))
        return kept;
    WaveformSource source{peaks, {}, false};
    if (tile.framesPerPixel < framesPerPixelOfSamples)
    {
        auto isWhole = false;
        source.samples =
            samples.chunksFor(tile.look.asset, samplesNeeded(tile, peaks->length()), peaks->length(), isWhole);
        source.hasSamples = isWhole;
        if (kept.image.isValid() && !isWhole && !kept.lacksPeaks)
            return kept;
    }
    kept.isStale = false;
    if (worker.trySend(thread, {tile, std::move(source), epoch}))
    {
        kept.isAwaited = true;
        ++awaited;
    }
    return kept;
}

std::vector<std::pair<std::int64_t, const WaveformRenderer::Kept*>>
WaveformRenderer::imagesWithin(double framesPerPixel, const Row& row, const WaveformTile& tile)
{
    std::vector<std::pair<std::int64_t, const Kept*>> images;
    const auto span = framesPerPixel * WaveformTile::width;
    for (auto at = row.lower_bound(static_cast<std::int64_t>(std::floor(tile.firstFrame() / span)));
         at != row.end() && static_cast<double>(at->first) * span < tile.endFrame(); ++at)
        if (at->second.image.isValid())
            images.emplace_back(at->first, &at->second);
    return images;
}

/** The nearest zoom of which all is there that lies where the tile does; else the nearest of which anything is. */
const WaveformRenderer::ZoomRow* WaveformRenderer::rowThatCovers(const std::vector<ZoomRow>& nearest,
                                                                 const WaveformTile& tile)
{
    const ZoomRow* anything = nullptr;
    for (const auto& row : nearest)
    {
        const auto span = row.first * WaveformTile::width;
        const auto wanted = std::ceil(tile.endFrame() / span) - std::floor(tile.firstFrame() / span);
        const auto found = static_cast<double>(imagesWithin(row.first, *row.second, tile).size());
        if (found == wanted)
            return &row;
        if (found > 0 && anything == nullptr)
            anything = &row;
    }
    return anything;
}

void WaveformRenderer::paintNearest(juce::Graphics& g, const WaveformTile& tile, const Zooms& zooms,
                                    juce::Point<int> at, juce::Rectangle<int> shown, float opacity)
{
    std::vector<ZoomRow> nearest;
    for (const auto& [framesPerPixel, row] : zooms)
        if (const auto distance = std::abs(std::log(framesPerPixel / tile.framesPerPixel));
            distance > 0 && distance < std::log(largestMagnification))
            nearest.emplace_back(framesPerPixel, &row);
    std::sort(nearest.begin(), nearest.end(),
              [&](const auto& a, const auto& b) {
                  return std::abs(std::log(a.first / tile.framesPerPixel)) <
                         std::abs(std::log(b.first / tile.framesPerPixel));
              });
    const auto* row = rowThatCovers(nearest, tile);
    if (row == nullptr)
        return;
    const auto first = std::max(0, shown.getX() - at.x);
    const auto width = std::min(WaveformTile::width, shown.getRight() - at.x) - first;
    juce::Image standIn(juce::Image::ARGB, width, tile.look.height, true, juce::SoftwareImageType());
    for (const auto& [index, kept] : imagesWithin(row->first, *row->second, tile))
        copyColumns(kept->image, static_cast<double>(index) * row->first * WaveformTile::width, row->first, standIn,
                    tile, first);
    blit(g, standIn, at.translated(first, 0), shown, opacity);
}

std::unordered_set<AssetId> WaveformRenderer::collect()
{
    std::unordered_set<AssetId> changed;
    DrawnTile tile;
    while (worker.tryReceive(thread, tile))
    {
        --awaited;
        changed.insert(tile.tile.look.asset);
        const auto row = tiles.find(tile.tile.look);
        if (row == tiles.end())
            continue;
        auto& zoom = row->second[tile.tile.framesPerPixel];
        auto& kept = zoom[tile.tile.index];
        kept.isAwaited = false;
        if (tile.image.isNull())
        {
            if (!kept.image.isValid())
                zoom.erase(tile.tile.index);
            continue;
        }
        bytes -= bytesOf(kept.image);
        bytes += bytesOf(tile.image);
        kept.image = std::move(tile.image);
        kept.lacksPeaks = !tile.isSharp;
        kept.lacksSamples = tile.tile.framesPerPixel < framesPerPixelOfSamples && !tile.fromSamples;
        // Peaks that came while it was drawn made it stale already.
        kept.isStale = kept.lacksSamples || (kept.isStale && kept.lacksPeaks);
        if (tile.damagedPeaks)
            damaged.emplace_back(tile.tile.look.asset, std::move(tile.damagedPeaks));
    }
    if (bytes > budgetBytes)
        giveBack();
    return changed;
}

void WaveformRenderer::renew(AssetId asset, const std::shared_ptr<const PeakCache>& peaks)
{
    auto& before = drawnFrom[asset];
    if (before.lock() != peaks)
        forget(asset);
    before = peaks;
    for (auto& [look, zooms] : tiles)
        if (look.asset == asset)
            for (auto& [framesPerPixel, row] : zooms)
                for (auto& [index, kept] : row)
                    kept.isStale = kept.isStale || kept.lacksPeaks || kept.isAwaited;
}

std::vector<std::pair<AssetId, std::shared_ptr<const PeakCache>>> WaveformRenderer::takeDamaged()
{
    return std::exchange(damaged, {});
}

void WaveformRenderer::forget(AssetId asset)
{
    painted.erase(asset);
    for (auto at = tiles.begin(); at != tiles.end();)
    {
        if (at->first.asset != asset)
        {
            ++at;
            continue;
        }
        for (const auto& [framesPerPixel, row] : at->second)
            for (const auto& [index, kept] : row)
                bytes -= bytesOf(kept.image);
        at = tiles.erase(at);
    }
}

void WaveformRenderer::giveBack()
{
    // A thirty-second at a time: the system takes its time to take many back at once, and the search through all of them
    // is quick.
    std::vector<std::uint64_t> uses;
    for (const auto& [look, zooms] : tiles)
        for (const auto& [framesPerPixel, row] : zooms)
            for (const auto& [index, kept] : row)
                uses.push_back(kept.lastUse);
    const auto firstToStay = uses.begin() + static_cast<std::ptrdiff_t>(std::min(1 + uses.size() / 32, uses.size() - 1));
    std::nth_element(uses.begin(), firstToStay, uses.end());
    const auto oldest = *firstToStay;
    for (auto& [look, zooms] : tiles)
        for (auto& [framesPerPixel, row] : zooms)
            std::erase_if(row,
                          [&](const auto& entry)
                          {
                              const auto goes = entry.second.lastUse < oldest && !entry.second.isAwaited;
                              bytes -= goes ? bytesOf(entry.second.image) : 0;
                              return goes;
                          });
    for (auto& [look, zooms] : tiles)
        std::erase_if(zooms, [](const auto& entry) { return entry.second.empty(); });
    std::erase_if(tiles, [](const auto& entry) { return entry.second.empty(); });
}

} // namespace loophole::aura
