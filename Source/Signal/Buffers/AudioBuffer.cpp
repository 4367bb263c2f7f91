#include "Signal/Buffers/AudioBuffer.h"

#include "Signal/Buffers/MeteredLock.h"

#include <optional>

namespace loophole::signal
{
namespace
{

const Failure closedFailure{"buffer", "is closed"};

/** Times an operation from its making to stop(), where it is one to be timed. */
class Stopwatch
{
public:
    explicit Stopwatch(bool runs)
    {
        if (runs)
            began = SteadyClock().now();
    }
    [[nodiscard]] std::optional<Instant> stop() const
    {
        return began ? std::optional(SteadyClock().now() - *began) : std::nullopt;
    }

private:
    std::optional<Instant> began;
};

bool needsLock(const BufferConfig& config)
{
    return config.threadSafe && (config.bufferType == BufferType::memory || config.bufferType == BufferType::streaming);
}

} // namespace

AudioBuffer::AudioBuffer(const BufferConfig& config)
    : shape(config), isLocked(needsLock(config)), meter(config.bufferType)
{
}

Outcome<FrameCount> AudioBuffer::read(DiskThread& thread, std::span<float> destination)
{
    const MeteredLock lock(mutexIfAny(), meter);
    if (isClosed)
        return closedFailure;
    const auto whole = destination.first(destination.size() / channels() * channels());
    if (whole.empty())
        return FrameCount(0);
    const Stopwatch watch(readsBegun++ % timedOneIn == 0);
    auto done = readFrames(thread, whole);
    if (!done)
    {
        meter.failed(done.failure().why);
        return done;
    }
    if (const auto took = watch.stop())
        meter.timedRead(*took);
    meter.readDone(static_cast<std::size_t>(done.value().value()) * shape.frameBytes());
    return done;
}

Outcome<std::vector<float>> AudioBuffer::readRest(DiskThread& thread)
{
    std::vector<float> rest;
    const auto step = static_cast<std::size_t>(shape.chunkSize.value()) * channels();
    for (;;)
    {
        const auto before = rest.size();
        rest.resize(before + step);
        const auto done = read(thread, std::span(rest).subspan(before));
        if (!done)
            return done.failure();
        rest.resize(before + static_cast<std::size_t>(done.value().value()) * channels());
        if (done.value().isZero())
            return rest;
    }
}

Outcome<FrameCount> AudioBuffer::write(DiskThread& thread, std::span<const float> source)
{
    const MeteredLock lock(mutexIfAny(), meter);
    if (isClosed)
        return closedFailure;
    const auto whole = source.first(source.size() / channels() * channels());
    if (whole.empty())
        return FrameCount(0);
    const Stopwatch watch(writesBegun++ % timedOneIn == 0);
    auto done = writeFrames(thread, whole);
    if (!done)
    {
        meter.failed(done.failure().why);
        return done;
    }
    if (const auto took = watch.stop())
        meter.timedWrite(*took);
    meter.writeDone(static_cast<std::size_t>(done.value().value()) * shape.frameBytes());
    return done;
}

Outcome<void> AudioBuffer::seek(DiskThread&, FramePosition position)
{
    const MeteredLock lock(mutexIfAny(), meter);
    if (isClosed)
        return closedFailure;
    return moveTo(position);
}

FramePosition AudioBuffer::tell() const
{
    const MeteredLock lock(mutexIfAny(), meter);
    return cursor();
}

FrameCount AudioBuffer::size() const
{
    const MeteredLock lock(mutexIfAny(), meter);
    return length();
}

void AudioBuffer::close()
{
    const MeteredLock lock(mutexIfAny(), meter);
    if (isClosed.exchange(true))
        return;
    giveUp();
    meter.closed();
}

BufferMetrics AudioBuffer::metrics() const
{
    auto now = meter.metrics();
    const MeteredLock lock(mutexIfAny(), meter);
    now.memoryBytes = heldBytes();
    now.limitBytes = mostBytes();
    return now;
}

} // namespace loophole::signal
