#include "Signal/Buffers/BufferMeter.h"

#include <algorithm>

namespace loophole::signal
{

void BufferMeter::Mean::add(Instant took) noexcept
{
    count.fetch_add(1, std::memory_order_relaxed);
    nanoseconds.fetch_add(static_cast<std::uint64_t>(std::max<Instant::rep>(0, took.count())),
                          std::memory_order_relaxed);
}

double BufferMeter::Mean::milliseconds() const noexcept
{
    const auto timed = count.load(std::memory_order_relaxed);
    return timed == 0
               ? 0.0
               : static_cast<double>(nanoseconds.load(std::memory_order_relaxed)) / 1e6 / static_cast<double>(timed);
}

void BufferMeter::failed(std::string_view why)
{
    add(errors, 1);
    become(BufferState::error);
    const std::scoped_lock lock(textMutex);
    lastError = why.substr(0, BufferMetrics::longestError);
}

BufferMetrics BufferMeter::metrics() const
{
    const auto value = [](const Counter& counter) { return counter.load(std::memory_order_relaxed); };
    BufferMetrics now;
    now.type = type;
    now.state = state.load(std::memory_order_relaxed);
    now.readCount = value(reads);
    now.writeCount = value(writes);
    now.bytesRead = value(readBytes);
    now.bytesWritten = value(writtenBytes);
    now.meanReadMs = readTime.milliseconds();
    now.meanWriteMs = writeTime.milliseconds();
    now.hits = value(hits);
    now.misses = value(misses);
    now.overruns = value(overruns);
    now.underruns = value(underruns);
    now.errorCount = value(errors);
    now.lockWaits = value(lockWaits);
    const std::scoped_lock lock(textMutex);
    now.lastError = lastError;
    return now;
}

} // namespace loophole::signal
