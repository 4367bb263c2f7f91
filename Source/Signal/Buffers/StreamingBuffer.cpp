#include "Signal/Buffers/StreamingBuffer.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

std::size_t chunkSamplesOf(const BufferConfig& config)
{
    return static_cast<std::size_t>(config.chunkSize.value()) * static_cast<std::size_t>(config.channels);
}

std::size_t chunksInCache(const BufferConfig& config)
{
    return config.cacheBytes() / (chunkSamplesOf(config) * sizeof(float));
}

} // namespace

StreamingBuffer::StreamingBuffer(const BufferConfig& config, std::shared_ptr<MemoryAccount> theAccount,
                                 ChunkFile opened)
    : AudioBuffer(config),
      account(std::move(theAccount)),
      chunkSamples(static_cast<std::int64_t>(chunkSamplesOf(config))),
      file(std::move(opened)),
      cache(file, chunkSamplesOf(config), chunksInCache(config), *account, counts())
{
}

Outcome<std::unique_ptr<StreamingBuffer>> StreamingBuffer::make(const BufferConfig& config,
                                                                std::shared_ptr<MemoryAccount> account,
                                                                const std::filesystem::path& folder)
{
    if (auto possible = config.check(); !possible)
        return possible.failure();
    if (chunksInCache(config) == 0)
        return Failure{"streaming buffer", "a cache of " + std::to_string(config.cacheBytes() >> 20) +
                                               " MiB does not hold a chunk of " +
                                               std::to_string(config.chunkSize.value()) + " frames"};
    auto file = ChunkFile::create(folder, chunkSamplesOf(config), config.channels, config.enableCompression);
    if (!file)
        return file.failure();
    return std::unique_ptr<StreamingBuffer>(new StreamingBuffer(config, std::move(account), std::move(file).value()));
}

std::size_t StreamingBuffer::inChunk(std::size_t wanted) const
{
    return std::min(wanted, static_cast<std::size_t>(chunkSamples - at % chunkSamples));
}

Outcome<FrameCount> StreamingBuffer::readFrames(DiskThread&, std::span<float> destination)
{
    const auto wanted = std::min(destination.size(), static_cast<std::size_t>(end - at));
    std::size_t done = 0;
    while (done < wanted)
    {
        const auto chunk = cache.use(at / chunkSamples, ChunkCache::Use::read);
        if (!chunk)
            return chunk.failure();
        const auto count = inChunk(wanted - done);
        std::copy_n(chunk.value().data() + at % chunkSamples, count, destination.data() + done);
        done += count;
        at += static_cast<std::int64_t>(count);
    }
    return FrameCount(static_cast<std::int64_t>(done) / samplesAFrame());
}

Outcome<FrameCount> StreamingBuffer::writeFrames(DiskThread&, std::span<const float> source)
{
    std::size_t done = 0;
    while (done < source.size())
    {
        const auto count = inChunk(source.size() - done);
        const auto isWhole = count == static_cast<std::size_t>(chunkSamples);
        const auto chunk = cache.use(at / chunkSamples, isWhole ? ChunkCache::Use::overwrite : ChunkCache::Use::change);
        if (!chunk)
            return chunk.failure();
        std::copy_n(source.data() + done, count, chunk.value().data() + at % chunkSamples);
        done += count;
        at += static_cast<std::int64_t>(count);
        end = std::max(end, at);
    }
    return FrameCount(static_cast<std::int64_t>(done) / samplesAFrame());
}

Outcome<void> StreamingBuffer::moveTo(FramePosition position)
{
    if (position.value() < 0 || position > FramePosition(length().value()))
        return Failure{"streaming buffer", "has no frame " + std::to_string(position.value())};
    at = position.value() * samplesAFrame();
    return {};
}

} // namespace loophole::signal
