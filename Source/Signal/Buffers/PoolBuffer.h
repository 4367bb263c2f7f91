#pragma once

#include "Signal/Buffers/AudioBuffer.h"
#include "Signal/Buffers/SlotPool.h"

namespace loophole::signal
{

/** One piece of a SlotPool behind the interface of all buffers: holds bufferSize frames and never more, allocates
 * nothing, and gives its piece back when closed. For one thread at a time. */
class PoolBuffer final : public AudioBuffer
{
public:
    /** Refused where every piece is in use. */
    [[nodiscard]] static Outcome<std::unique_ptr<PoolBuffer>> make(const BufferConfig&, std::shared_ptr<SlotPool>);

private:
    PoolBuffer(const BufferConfig&, std::shared_ptr<SlotPool>, SlotPool::Lease);

    Outcome<FrameCount> readFrames(DiskThread&, std::span<float>) override;
    Outcome<FrameCount> writeFrames(DiskThread&, std::span<const float>) override;
    Outcome<void> moveTo(FramePosition) override;
    [[nodiscard]] FramePosition cursor() const override;
    [[nodiscard]] FrameCount length() const override;
    [[nodiscard]] std::size_t heldBytes() const override { return lease ? pool->slotBytes() : 0; }
    [[nodiscard]] std::size_t mostBytes() const override { return pool->slotBytes(); }
    void giveUp() override;

    std::shared_ptr<SlotPool> pool;
    SlotPool::Lease lease;
    std::size_t at = 0; ///< both in samples
    std::size_t end = 0;
};

} // namespace loophole::signal
