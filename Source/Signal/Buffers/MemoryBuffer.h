#pragma once

#include "Signal/Buffers/AlignedSamples.h"
#include "Signal/Buffers/AudioBuffer.h"
#include "Signal/Buffers/MemoryAccount.h"

namespace loophole::signal
{

/** Samples in one piece of memory, which doubles as it is written past its end, up to the configured limit and to what
 * the account still has. A write that finds no room at all is refused: that is the moment for a streaming buffer. */
class MemoryBuffer final : public AudioBuffer
{
public:
    /** Takes what bufferSize needs at once; refused where the account or the system does not have it. */
    [[nodiscard]] static Outcome<std::unique_ptr<MemoryBuffer>> make(const BufferConfig&,
                                                                     std::shared_ptr<MemoryAccount>);
    ~MemoryBuffer() override;

private:
    MemoryBuffer(const BufferConfig&, std::shared_ptr<MemoryAccount>);

    Outcome<FrameCount> readFrames(DiskThread&, std::span<float>) override;
    Outcome<FrameCount> writeFrames(DiskThread&, std::span<const float>) override;
    Outcome<void> moveTo(FramePosition) override;
    [[nodiscard]] FramePosition cursor() const override;
    [[nodiscard]] FrameCount length() const override;
    [[nodiscard]] std::size_t heldBytes() const override { return samples.bytes(); }
    void giveUp() override;

    /** Room for `count` samples; false where there is none to be had. */
    [[nodiscard]] bool tryReserve(std::size_t count);
    [[nodiscard]] std::size_t mostSamples() const;

    std::shared_ptr<MemoryAccount> account;
    AlignedSamples samples;
    std::size_t at = 0; ///< all three in samples
    std::size_t end = 0;
};

} // namespace loophole::signal
