#include "Signal/Buffers/RingBuffer.h"

#include <bit>

namespace loophole::signal
{
namespace
{

std::size_t bytesOf(const BufferConfig& config)
{
    return std::bit_ceil(static_cast<std::size_t>(config.bufferSize.value())) * config.frameBytes();
}

} // namespace

RingBuffer::RingBuffer(const BufferConfig& config, std::shared_ptr<MemoryAccount> theAccount)
    : AudioBuffer(config), account(std::move(theAccount)), ring(config.bufferSize, config.channels)
{
}

RingBuffer::~RingBuffer()
{
    account->giveBack(ring.bytes());
}

Outcome<std::unique_ptr<RingBuffer>> RingBuffer::make(const BufferConfig& config,
                                                      std::shared_ptr<MemoryAccount> account)
{
    if (auto possible = config.check(); !possible)
        return possible.failure();
    if (bytesOf(config) > config.maxMemoryBytes() || !account->tryTake(bytesOf(config)))
        return Failure{"ring", "no memory for " + std::to_string(config.bufferSize.value()) + " frames"};
    return std::unique_ptr<RingBuffer>(new RingBuffer(config, std::move(account)));
}

Outcome<FrameCount> RingBuffer::readFrames(DiskThread&, std::span<float> destination)
{
    const auto done = ring.read(destination);
    if (static_cast<std::size_t>(done.value()) * channels() < destination.size())
        counts().underran();
    return done;
}

Outcome<FrameCount> RingBuffer::writeFrames(DiskThread&, std::span<const float> source)
{
    const auto done = ring.write(source);
    if (static_cast<std::size_t>(done.value()) * channels() < source.size())
        counts().overran();
    return done;
}

} // namespace loophole::signal
