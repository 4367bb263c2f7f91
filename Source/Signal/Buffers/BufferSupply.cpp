#include "Signal/Buffers/BufferSupply.h"

#include "Core/Limits.h"
#include "Signal/Buffers/MemoryBuffer.h"
#include "Signal/Buffers/PoolBuffer.h"
#include "Signal/Buffers/RingBuffer.h"
#include "Signal/Buffers/StreamingBuffer.h"
#include "Signal/Buffers/StreamingChoice.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

using Made = Outcome<std::unique_ptr<AudioBuffer>>;

/** An Outcome of a kind of buffer as one of any. */
template <class Kind>
Made asAny(Outcome<std::unique_ptr<Kind>> made)
{
    if (!made)
        return made.failure();
    return std::unique_ptr<AudioBuffer>(std::move(made).value());
}

} // namespace

BufferConfig streamingInstead(const BufferConfig& config)
{
    const auto suited = BufferConfig::streaming();
    auto streaming = config;
    streaming.bufferType = suited.bufferType;
    streaming.chunkSize = suited.chunkSize;
    streaming.cacheSizeMiB = std::min(config.cacheSizeMiB, suited.cacheSizeMiB);
    return streaming;
}

BufferSupply::BufferSupply(std::size_t bytes, std::filesystem::path spillFolder)
    : memory(std::make_shared<MemoryAccount>(bytes)), folder(std::move(spillFolder))
{
}

Made BufferSupply::make(DiskThread&, BufferConfig config, std::optional<FrameCount> size)
{
    config.bufferSize = size.value_or(config.bufferSize);
    if (auto possible = config.check(); !possible)
        return possible.failure();
    switch (config.bufferType)
    {
    case BufferType::ring:
        return asAny(RingBuffer::make(config, memory));
    case BufferType::pool:
        return makePooled(config);
    case BufferType::streaming:
        return makeStreaming(config);
    case BufferType::memory:
        break;
    }
    if (decodedBytes(config.bufferSize, config.channels) > limits::streamDecodedBytes)
        return makeStreaming(streamingInstead(config));
    auto inMemory = MemoryBuffer::make(config, memory);
    return inMemory ? asAny(std::move(inMemory)) : makeStreaming(streamingInstead(config));
}

Made BufferSupply::makeStreaming(const BufferConfig& config)
{
    return asAny(StreamingBuffer::make(config, memory, folder));
}

Made BufferSupply::makePooled(const BufferConfig& config)
{
    auto pool = poolFor(config);
    if (pool == nullptr)
        return Failure{"pool", "no memory for " + std::to_string(config.bufferSize.value()) + " frames"};
    return asAny(PoolBuffer::make(config, std::move(pool)));
}

std::shared_ptr<SlotPool> BufferSupply::poolFor(const BufferConfig& config)
{
    const std::scoped_lock lock(mutex);
    auto& kept = pools[{config.bufferSize.value(), config.channels}];
    auto pool = kept.lock();
    const auto bytes = piecesAPool * decodedBytes(config.bufferSize, config.channels);
    if (pool != nullptr || !memory->tryTake(bytes))
        return pool;
    // The account outlives the pool, whoever of the buffers is the last to let go of it.
    pool = {new SlotPool(piecesAPool, config.bufferSize, config.channels), [account = memory, bytes](SlotPool* gone)
            {
                delete gone;
                account->giveBack(bytes);
            }};
    kept = pool;
    return pool;
}

} // namespace loophole::signal
