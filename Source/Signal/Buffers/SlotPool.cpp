#include "Signal/Buffers/SlotPool.h"

#include <algorithm>
#include <new>

namespace loophole::signal
{
namespace
{

constexpr std::size_t lineSamples = AlignedSamples::alignment / sizeof(float);

} // namespace

SlotPool::SlotPool(std::size_t slots, FrameCount frames, int channels)
    : slotSamples((static_cast<std::size_t>(frames.value()) * static_cast<std::size_t>(channels) + lineSamples - 1) /
                  lineSamples * lineSamples),
      memory(AlignedSamples::tryMake(slots * slotSamples)),
      freeSlots(slots),
      wasUsed(slots)
{
    if (memory.data() == nullptr)
        throw std::bad_alloc();
    // The pages are there from the start: the audio thread must not be the first to touch them.
    std::ranges::fill(memory.span(), 0.0f);
}

SlotPool::Lease SlotPool::tryAcquire() noexcept
{
    const auto slot = freeSlots.tryPop();
    if (!slot)
    {
        meter.overran();
        return {};
    }
    meter.readDone(slotBytes());
    if (wasUsed[*slot].exchange(true, std::memory_order_relaxed))
        meter.found();
    else
        meter.missed();
    return {*this, *slot};
}

std::span<float> SlotPool::Lease::samples() const noexcept
{
    if (pool == nullptr)
        return {};
    return pool->memory.span().subspan(slot * pool->slotSamples, pool->slotSamples);
}

void SlotPool::Lease::reset() noexcept
{
    if (pool == nullptr)
        return;
    pool->meter.writeDone(pool->slotBytes());
    pool->freeSlots.push(slot);
    pool = nullptr;
}

BufferMetrics SlotPool::metrics() const
{
    auto now = meter.metrics();
    now.memoryBytes = memory.bytes();
    now.limitBytes = memory.bytes();
    return now;
}

} // namespace loophole::signal
