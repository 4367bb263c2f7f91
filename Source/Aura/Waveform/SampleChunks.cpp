#include "Aura/Waveform/SampleChunks.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

std::size_t bytesOf(const SampleChunk& chunk)
{
    return chunk.channels.size() * static_cast<std::size_t>(chunk.length().value()) * sizeof(float);
}

} // namespace

std::vector<SampleChunkPointer> SampleChunks::chunksFor(AssetId asset, FrameRange range, FrameCount assetLength,
                                                        bool& isWhole)
{
    std::vector<SampleChunkPointer> found;
    const auto inside = range.intersection({FramePosition(0), assetLength});
    isWhole = true;
    if (inside.isEmpty())
        return found;
    const auto last = (inside.end().value() - 1) / chunkFrames;
    for (auto index = inside.start.value() / chunkFrames; index <= last; ++index)
    {
        const Place place{asset, index};
        if (const auto here = kept.find(place); here != kept.end())
        {
            here->second.lastUse = ++use;
            found.push_back(here->second.chunk);
            continue;
        }
        isWhole = false;
        if (requested.contains(place))
            continue;
        const RequestId id{++lastRequest};
        requested[place] = id;
        awaited[id] = place;
        const FrameRange chunk{FramePosition(index * chunkFrames), FrameCount(chunkFrames)};
        request({id, asset, chunk.intersection({FramePosition(0), assetLength})});
    }
    return found;
}

bool SampleChunks::accept(WaveformReady&& ready)
{
    const auto answer = awaited.find(ready.request);
    if (answer == awaited.end())
        return false;
    const auto place = answer->second;
    awaited.erase(answer);
    // What could not be read stays marked as requested: asking again each frame would not make the file whole.
    if (ready.channels.empty())
        return true;
    requested.erase(place);
    auto chunk = std::make_shared<const SampleChunk>(SampleChunk{ready.range.start, std::move(ready.channels)});
    bytes += bytesOf(*chunk);
    kept[place] = {std::move(chunk), ++use};
    giveBack();
    return true;
}

void SampleChunks::forget(AssetId asset)
{
    std::erase_if(requested, [asset](const auto& entry) { return entry.first.first == asset; });
    std::erase_if(awaited, [asset](const auto& entry) { return entry.second.first == asset; });
    std::erase_if(kept,
                  [this, asset](const auto& entry)
                  {
                      if (entry.first.first != asset)
                          return false;
                      bytes -= bytesOf(*entry.second.chunk);
                      return true;
                  });
}

void SampleChunks::giveBack()
{
    while (bytes > budgetBytes && kept.size() > 1)
    {
        const auto oldest = std::min_element(
            kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.second.lastUse < b.second.lastUse; });
        bytes -= bytesOf(*oldest->second.chunk);
        kept.erase(oldest);
    }
}

} // namespace loophole::aura
