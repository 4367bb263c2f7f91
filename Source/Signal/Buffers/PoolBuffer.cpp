#include "Signal/Buffers/PoolBuffer.h"

#include <algorithm>

namespace loophole::signal
{

PoolBuffer::PoolBuffer(const BufferConfig& config, std::shared_ptr<SlotPool> thePool, SlotPool::Lease theLease)
    : AudioBuffer(config), pool(std::move(thePool)), lease(std::move(theLease))
{
}

Outcome<std::unique_ptr<PoolBuffer>> PoolBuffer::make(const BufferConfig& config, std::shared_ptr<SlotPool> pool)
{
    auto lease = pool->tryAcquire();
    if (!lease)
        return Failure{"pool", "all of its " + std::to_string(pool->slotCount()) + " pieces are in use"};
    return std::unique_ptr<PoolBuffer>(new PoolBuffer(config, std::move(pool), std::move(lease)));
}

Outcome<FrameCount> PoolBuffer::readFrames(DiskThread&, std::span<float> destination)
{
    const auto count = std::min(destination.size(), end - at);
    std::copy_n(lease.samples().data() + at, count, destination.data());
    at += count;
    counts().found();
    return FrameCount(static_cast<std::int64_t>(count / channels()));
}

Outcome<FrameCount> PoolBuffer::writeFrames(DiskThread&, std::span<const float> source)
{
    const auto room = static_cast<std::size_t>(config().bufferSize.value()) * channels() - at;
    const auto count = std::min(source.size(), room);
    if (count < source.size())
        counts().overran();
    std::copy_n(source.data(), count, lease.samples().data() + at);
    at += count;
    end = std::max(end, at);
    return FrameCount(static_cast<std::int64_t>(count / channels()));
}

Outcome<void> PoolBuffer::moveTo(FramePosition position)
{
    const auto frames = static_cast<std::int64_t>(end / channels());
    if (position.value() < 0 || position.value() > frames)
        return Failure{"pool", "has no frame " + std::to_string(position.value())};
    at = static_cast<std::size_t>(position.value()) * channels();
    return {};
}

FramePosition PoolBuffer::cursor() const
{
    return FramePosition(static_cast<std::int64_t>(at / channels()));
}

FrameCount PoolBuffer::length() const
{
    return FrameCount(static_cast<std::int64_t>(end / channels()));
}

void PoolBuffer::giveUp()
{
    lease.reset();
    at = end = 0;
}

} // namespace loophole::signal
