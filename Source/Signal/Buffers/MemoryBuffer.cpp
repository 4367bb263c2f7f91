#include "Signal/Buffers/MemoryBuffer.h"

#include <algorithm>

namespace loophole::signal
{

MemoryBuffer::MemoryBuffer(const BufferConfig& config, std::shared_ptr<MemoryAccount> theAccount)
    : AudioBuffer(config), account(std::move(theAccount))
{
}

MemoryBuffer::~MemoryBuffer()
{
    giveUp();
}

Outcome<std::unique_ptr<MemoryBuffer>> MemoryBuffer::make(const BufferConfig& config,
                                                          std::shared_ptr<MemoryAccount> account)
{
    if (auto possible = config.check(); !possible)
        return possible.failure();
    auto buffer = std::unique_ptr<MemoryBuffer>(new MemoryBuffer(config, std::move(account)));
    const auto wanted = static_cast<std::size_t>(config.bufferSize.value()) * buffer->channels();
    if (!buffer->tryReserve(wanted))
        return Failure{"memory buffer", "no memory for " + std::to_string(config.bufferSize.value()) + " frames"};
    return buffer;
}

std::size_t MemoryBuffer::mostSamples() const
{
    return config().maxMemoryBytes() / config().frameBytes() * channels();
}

bool MemoryBuffer::tryReserve(std::size_t count)
{
    if (count > mostSamples())
        return false;
    const auto bytes = count * sizeof(float);
    if (!account->tryTake(bytes))
        return false;
    auto larger = AlignedSamples::tryMake(count);
    if (larger.data() == nullptr)
    {
        account->giveBack(bytes);
        return false;
    }
    std::copy_n(samples.data(), end, larger.data());
    account->giveBack(samples.bytes());
    samples = std::move(larger);
    return true;
}

Outcome<FrameCount> MemoryBuffer::readFrames(DiskThread&, std::span<float> destination)
{
    const auto count = std::min(destination.size(), end - at);
    std::copy_n(samples.data() + at, count, destination.data());
    at += count;
    counts().found();
    return FrameCount(static_cast<std::int64_t>(count / channels()));
}

Outcome<FrameCount> MemoryBuffer::writeFrames(DiskThread&, std::span<const float> source)
{
    const auto wanted = at + source.size();
    // Twice as much, so that many small writes copy each sample twice on average; else exactly what is wanted.
    if (wanted > samples.size() && !tryReserve(std::min(std::max(wanted, samples.size() * 2), mostSamples())))
        (void) tryReserve(std::min(wanted, mostSamples()));
    const auto count = std::min(source.size(), samples.size() - at);
    if (count == 0)
        return Failure{"memory buffer", "no memory for more than " + std::to_string(samples.bytes() >> 20) + " MiB"};
    std::copy_n(source.data(), count, samples.data() + at);
    at += count;
    end = std::max(end, at);
    return FrameCount(static_cast<std::int64_t>(count / channels()));
}

Outcome<void> MemoryBuffer::moveTo(FramePosition position)
{
    const auto frames = static_cast<std::int64_t>(end / channels());
    if (position.value() < 0 || position.value() > frames)
        return Failure{"memory buffer", "has no frame " + std::to_string(position.value())};
    at = static_cast<std::size_t>(position.value()) * channels();
    return {};
}

FramePosition MemoryBuffer::cursor() const
{
    return FramePosition(static_cast<std::int64_t>(at / channels()));
}

FrameCount MemoryBuffer::length() const
{
    return FrameCount(static_cast<std::int64_t>(end / channels()));
}

void MemoryBuffer::giveUp()
{
    account->giveBack(samples.bytes());
    samples = {};
    at = end = 0;
}

} // namespace loophole::signal
