#pragma once

#include "Signal/Buffers/AudioBuffer.h"
#include "Signal/Buffers/MemoryAccount.h"
#include "Signal/Buffers/SlotPool.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

namespace loophole::signal
{

/** What buffers are made from. Outlived by none of them: each holds on to what it uses. Safe from every thread that
 * may wait for a disk. */
class BufferSupply
{
public:
    /** Pieces of one pool: twice as many as disk threads, so that each may fill one while another is read. */
    static constexpr std::size_t piecesAPool = 32;

    /** `bytes`: for all buffers together. `folder`: for streaming buffers' files; made when it is first needed. */
    BufferSupply(std::size_t bytes, std::filesystem::path folder);

    /**
        A buffer of the configured kind. `size` stands in for bufferSize. What would take more than
        limits::streamDecodedBytes as a memory buffer, or finds no memory, becomes a streaming buffer: its config()
        says so.
    */
    [[nodiscard]] Outcome<std::unique_ptr<AudioBuffer>> make(DiskThread&, BufferConfig,
                                                             std::optional<FrameCount> size = {});

    [[nodiscard]] const MemoryAccount& account() const { return *memory; }

private:
    [[nodiscard]] Outcome<std::unique_ptr<AudioBuffer>> makeStreaming(const BufferConfig&);
    [[nodiscard]] Outcome<std::unique_ptr<AudioBuffer>> makePooled(const BufferConfig&);
    [[nodiscard]] std::shared_ptr<SlotPool> poolFor(const BufferConfig&);

    std::shared_ptr<MemoryAccount> memory;
    std::filesystem::path folder;
    std::mutex mutex;                                                      ///< of the pools
    std::map<std::pair<std::int64_t, int>, std::weak_ptr<SlotPool>> pools; ///< by frames and channels
};

/** `config` as that of a streaming buffer, with the figures that suit one. */
[[nodiscard]] BufferConfig streamingInstead(const BufferConfig& config);

} // namespace loophole::signal
