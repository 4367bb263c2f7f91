#include "Signal/Callback/CallbackTimes.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace loophole::signal
{
namespace
{

template <class Number>
void add(std::atomic<Number>& counter, Number amount)
{
    counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

constexpr double microseconds(double nanoseconds)
{
    return nanoseconds / 1000.0;
}

} // namespace

std::size_t CallbackTimes::bucketOf(std::uint64_t nanoseconds) noexcept
{
    // The octave is the place of the highest bit, its eighth the three bits below.
    const auto value = std::max<std::uint64_t>(nanoseconds, bucketsAnOctave);
    const auto octave = std::bit_width(value) - 1;
    const auto eighth = (value >> (octave - 3)) & (bucketsAnOctave - 1);
    const auto bucket = static_cast<std::size_t>(octave) * bucketsAnOctave + static_cast<std::size_t>(eighth);
    return std::min(bucket, static_cast<std::size_t>(bucketsAnOctave * octaves - 1));
}

void CallbackTimes::add(AudioThread&, Instant took, Instant deadline) noexcept
{
    loophole::signal::add(buckets[bucketOf(static_cast<std::uint64_t>(std::max<Instant::rep>(0, took.count())))],
                          std::uint64_t{1});
    loophole::signal::add(count, std::uint64_t{1});
    if (took > deadline)
        loophole::signal::add(overruns, std::uint64_t{1});
    if (took.count() > longest.load(std::memory_order_relaxed))
        longest.store(took.count(), std::memory_order_relaxed);
    if (took.count() > recentLongest.load(std::memory_order_relaxed))
        recentLongest.store(took.count(), std::memory_order_relaxed);
    lastDeadline.store(deadline.count(), std::memory_order_relaxed);
}

double CallbackTimes::percentileUs(double share, std::uint64_t total) const noexcept
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(total)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < buckets.size(); ++i)
    {
        seen += buckets[i].load(std::memory_order_relaxed);
        if (seen < wanted || seen == 0)
            continue;
        const auto octave = static_cast<int>(i) / bucketsAnOctave;
        const auto upperEdge = 1.0 + static_cast<double>(static_cast<int>(i) % bucketsAnOctave + 1) / bucketsAnOctave;
        const auto edge = std::ldexp(upperEdge, octave);
        return microseconds(std::min(edge, static_cast<double>(longest.load(std::memory_order_relaxed))));
    }
    return 0.0;
}

StreamStats::Callback CallbackTimes::summary() const noexcept
{
    StreamStats::Callback result;
    result.count = count.load(std::memory_order_relaxed);
    result.overruns = overruns.load(std::memory_order_relaxed);
    result.p50Us = percentileUs(0.50, result.count);
    result.p99Us = percentileUs(0.99, result.count);
    result.maxUs = microseconds(static_cast<double>(longest.load(std::memory_order_relaxed)));
    result.deadlineUs = microseconds(static_cast<double>(lastDeadline.load(std::memory_order_relaxed)));
    return result;
}

double CallbackTimes::takeRecentMaxUs(SignalThread&) noexcept
{
    return microseconds(static_cast<double>(recentLongest.exchange(0, std::memory_order_relaxed)));
}

void CallbackTimes::reset() noexcept
{
    for (auto& bucket : buckets)
        bucket.store(0, std::memory_order_relaxed);
    count.store(0, std::memory_order_relaxed);
    overruns.store(0, std::memory_order_relaxed);
    longest.store(0, std::memory_order_relaxed);
    recentLongest.store(0, std::memory_order_relaxed);
}

} // namespace loophole::signal
