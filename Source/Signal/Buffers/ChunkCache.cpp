#include "Signal/Buffers/ChunkCache.h"

namespace loophole::signal
{

ChunkCache::ChunkCache(ChunkFile& chunkFile, std::size_t chunkSamples, std::size_t most, MemoryAccount& memoryAccount,
                       BufferMeter& bufferMeter)
    : file(chunkFile), samplesAChunk(chunkSamples), mostChunks(most), account(memoryAccount), meter(bufferMeter)
{
}

ChunkCache::~ChunkCache()
{
    clear();
}

void ChunkCache::clear()
{
    account.giveBack(bytes());
    places.clear();
    kept.clear();
}

Outcome<std::span<float>> ChunkCache::use(std::int64_t chunk, Use how)
{
    if (const auto found = places.find(chunk); found != places.end())
    {
        meter.found();
        kept.splice(kept.begin(), kept, found->second);
        found->second->isChanged |= how != Use::read;
        return found->second->samples.span();
    }
    meter.missed();
    auto samples = room();
    if (!samples)
        return samples.failure();
    kept.push_front({chunk, std::move(samples).value(), how != Use::read});
    places[chunk] = kept.begin();
    if (how == Use::overwrite)
        return kept.front().samples.span();
    if (const auto done = file.read(chunk, kept.front().samples.span()); !done)
    {
        places.erase(chunk);
        kept.pop_front();
        account.giveBack(samplesAChunk * sizeof(float));
        return done.failure();
    }
    return kept.front().samples.span();
}

std::optional<AlignedSamples> ChunkCache::tryNewRoom()
{
    const auto needed = samplesAChunk * sizeof(float);
    if (kept.size() >= mostChunks || !account.tryTake(needed))
        return std::nullopt;
    auto fresh = AlignedSamples::tryMake(samplesAChunk);
    if (fresh.data() != nullptr)
        return fresh;
    account.giveBack(needed);
    return std::nullopt;
}

Outcome<AlignedSamples> ChunkCache::room()
{
    if (auto fresh = tryNewRoom())
        return std::move(*fresh);
    if (kept.empty())
        return Failure{"streaming buffer", "no memory for a single chunk"};
    auto& oldest = kept.back();
    // Written before it is forgotten: a full disk must not lose what memory still has.
    if (oldest.isChanged)
        if (const auto done = file.write(oldest.index, oldest.samples.span()); !done)
            return done.failure();
    places.erase(oldest.index);
    auto samples = std::move(oldest.samples);
    kept.pop_back();
    return samples;
}

} // namespace loophole::signal
