#pragma once

#include "Core/Frames.h"
#include "Core/Ids.h"
#include "Messages/Transport.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace loophole::aura
{

/** True samples of a stretch of an asset, planar. Immutable, so the tile thread may read it. */
struct SampleChunk
{
    FramePosition start;
    std::vector<std::vector<float>> channels;

    [[nodiscard]] FrameCount length() const
    {
        return FrameCount(channels.empty() ? 0 : static_cast<std::int64_t>(channels.front().size()));
    }
};
using SampleChunkPointer = std::shared_ptr<const SampleChunk>;

/**
    The true samples that deep zoom draws from, asked for in chunks and kept within a bound, least recently used given
    back first. Owned by the message thread.
*/
class SampleChunks
{
public:
    /** One tile of 256 pixels at 64 frames a pixel. */
    static constexpr std::int64_t chunkFrames = 16384;
    static constexpr std::size_t budgetBytes = std::size_t{48} << 20;

    using Request = std::function<void(RequestWaveform)>;
    explicit SampleChunks(Request request) : request(std::move(request)) {}

    /** The chunks of a stretch that are here, in order; what is not is asked for once. `isWhole` tells whether all are.
     */
    [[nodiscard]] std::vector<SampleChunkPointer> chunksFor(AssetId, FrameRange, FrameCount assetLength, bool& isWhole);

    /** True when the answer was one of ours. */
    bool accept(WaveformReady&&);

    void forget(AssetId);
    [[nodiscard]] std::size_t pending() const { return awaited.size(); }

private:
    using Place = std::pair<AssetId, std::int64_t>;
    struct Kept
    {
        SampleChunkPointer chunk;
        std::uint64_t lastUse = 0;
    };

    void giveBack();

    Request request;
    std::map<Place, Kept> kept;
    std::map<Place, RequestId> requested;
    std::unordered_map<RequestId, Place> awaited;
    std::size_t bytes = 0;
    std::uint64_t use = 0;
    std::uint32_t lastRequest = 0;
};

} // namespace loophole::aura
