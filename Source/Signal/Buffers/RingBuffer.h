#pragma once

#include "Signal/Buffers/AudioBuffer.h"
#include "Signal/Buffers/FrameRing.h"
#include "Signal/Buffers/MemoryAccount.h"

namespace loophole::signal
{

/** A FrameRing of bufferSize frames behind the interface of all buffers: one thread writes while one other reads, and
 * neither locks. What finds no room is not written, and counted. */
class RingBuffer final : public AudioBuffer
{
public:
    [[nodiscard]] static Outcome<std::unique_ptr<RingBuffer>> make(const BufferConfig&, std::shared_ptr<MemoryAccount>);
    ~RingBuffer() override;

private:
    RingBuffer(const BufferConfig&, std::shared_ptr<MemoryAccount>);

    Outcome<FrameCount> readFrames(DiskThread&, std::span<float>) override;
    Outcome<FrameCount> writeFrames(DiskThread&, std::span<const float>) override;
    Outcome<void> moveTo(FramePosition) override { return Failure{"ring", "cannot seek"}; }
    [[nodiscard]] FramePosition cursor() const override
    {
        return FramePosition(static_cast<std::int64_t>(ring.framesRead()));
    }
    [[nodiscard]] FrameCount length() const override { return ring.readable(); }
    [[nodiscard]] std::size_t heldBytes() const override { return ring.bytes(); }
    [[nodiscard]] std::size_t mostBytes() const override { return ring.bytes(); }
    void giveUp() override {} // the other side may be at work in it

    std::shared_ptr<MemoryAccount> account;
    FrameRing ring;
};

} // namespace loophole::signal
