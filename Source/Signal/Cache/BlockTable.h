#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Frames.h"
#include "Core/Limits.h"
#include "Signal/Cache/Block.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace loophole::signal
{

/**
    Which blocks of one asset are resident, on the grid of the session's rate at one phase (see ClipTimeline).
    Filled and emptied by Signal's control thread, read by the audio thread without waiting. A block that is taken
    out may be reused once the AudioEpoch has passed; the store here is the unlinking store of that protocol.
    Every clip of the asset reads the same blocks, and a seek among resident ones costs nothing.
*/
class BlockTable
{
public:
    BlockTable(FrameCount gridLength, int channelCount)
        : length(gridLength), channels(channelCount), slots(static_cast<std::size_t>(blocksFor(gridLength)))
    {
    }

    [[nodiscard]] FrameCount gridLength() const { return length; }
    [[nodiscard]] int channelCount() const { return channels; }
    [[nodiscard]] std::int64_t blockCount() const { return static_cast<std::int64_t>(slots.size()); }

    /** Null where the block is not resident or `index` lies outside. Valid until the callback's epoch section ends. */
    [[nodiscard]] const Block* find(AudioThread&, std::int64_t index) const { return load(index); }
    [[nodiscard]] const Block* find(SignalThread&, std::int64_t index) const { return load(index); }

    /** Has the processor fetch what find() of this block will look at. */
    void prefetch(std::int64_t index) const noexcept
    {
        if (index >= 0 && index < blockCount())
            __builtin_prefetch(slots.data() + index);
    }

    /** `block` stays the caller's; null takes it out. */
    void put(SignalThread&, std::int64_t index, const Block* block)
    {
        slots[static_cast<std::size_t>(index)].store(block);
    }

    [[nodiscard]] static std::int64_t blocksFor(FrameCount frames)
    {
        return (frames.value() + limits::blockFrames - 1) / limits::blockFrames;
    }

private:
    [[nodiscard]] const Block* load(std::int64_t index) const
    {
        return index >= 0 && index < blockCount() ? slots[static_cast<std::size_t>(index)].load() : nullptr;
    }

    FrameCount length;
    int channels;
    std::vector<std::atomic<const Block*>> slots;
};

} // namespace loophole::signal
