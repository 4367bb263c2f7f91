#include "Signal/Buffers/FrameRing.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <new>

namespace loophole::signal
{

FrameRing::FrameRing(FrameCount capacity, int channelCount)
    : limit(static_cast<std::uint64_t>(capacity.value())),
      mask(std::bit_ceil(limit) - 1),
      channels(static_cast<std::size_t>(channelCount)),
      samples(AlignedSamples::tryMake((mask + 1) * channels))
{
    assert(capacity.value() > 0 && channelCount > 0);
    if (samples.data() == nullptr)
        throw std::bad_alloc();
    // The pages are there from the start: the audio thread must not be the first to touch them.
    std::ranges::fill(samples.span(), 0.0f);
}

std::uint64_t FrameRing::run(std::uint64_t frame, std::uint64_t wanted) const noexcept
{
    return std::min(wanted, mask + 1 - (frame & mask));
}

FrameCount FrameRing::write(std::span<const float> frames) noexcept
{
    const auto end = writtenTo.load(std::memory_order_relaxed);
    const auto room = limit - (end - readAt.load(std::memory_order_acquire));
    const auto count = std::min<std::uint64_t>(room, frames.size() / channels);
    const auto first = run(end, count);
    std::copy_n(frames.data(), first * channels, at(end));
    std::copy_n(frames.data() + first * channels, (count - first) * channels, at(end + first));
    writtenTo.store(end + count, std::memory_order_release);
    return FrameCount(static_cast<std::int64_t>(count));
}

bool FrameRing::tryWrite(const float* const* planes, int frameCount) noexcept
{
    const auto end = writtenTo.load(std::memory_order_relaxed);
    const auto count = static_cast<std::uint64_t>(frameCount);
    if (count > limit - (end - readAt.load(std::memory_order_acquire)))
        return false;
    for (std::uint64_t done = 0; done < count;)
    {
        const auto length = run(end + done, count - done);
        auto* destination = at(end + done);
        for (std::size_t c = 0; c < channels; ++c)
            for (std::uint64_t i = 0; i < length; ++i)
                destination[i * channels + c] = planes[c][done + i];
        done += length;
    }
    writtenTo.store(end + count, std::memory_order_release);
    return true;
}

FrameCount FrameRing::read(std::span<float> frames) noexcept
{
    const auto begin = readAt.load(std::memory_order_relaxed);
    const auto there = writtenTo.load(std::memory_order_acquire) - begin;
    const auto count = std::min<std::uint64_t>(there, frames.size() / channels);
    const auto first = run(begin, count);
    std::copy_n(at(begin), first * channels, frames.data());
    std::copy_n(at(begin + first), (count - first) * channels, frames.data() + first * channels);
    readAt.store(begin + count, std::memory_order_release);
    return FrameCount(static_cast<std::int64_t>(count));
}

FrameCount FrameRing::readable() const noexcept
{
    // The reader's cursor first: the writer's never falls behind it.
    const auto begin = readAt.load(std::memory_order_acquire);
    return FrameCount(static_cast<std::int64_t>(writtenTo.load(std::memory_order_acquire) - begin));
}

} // namespace loophole::signal
