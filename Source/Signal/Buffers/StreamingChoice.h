#pragma once

#include "Core/Frames.h"

#include <cstddef>
#include <cstdint>

namespace loophole::signal
{

/** What is known of a medium when it is decided whether to keep it decoded in memory. 0 or false: not known. */
struct MediumSize
{
    std::uintmax_t fileBytes = 0;
    FrameCount frames; ///< on the grid that it is heard on
    int channels = 0;
    bool decodedSlowly = false; ///< a block took longer than limits::streamOnlyDecode once
};

/** Why a medium is streamed and not kept whole. */
enum class StreamingReason : std::uint8_t
{
    none, ///< it may be kept
    slowDecode,
    largeFile,    ///< beyond limits::streamFileBytes
    largeDecoded, ///< beyond limits::streamDecodedBytes
    noMemory      ///< beyond what is left of the budget
};

/** The tightest of the limits decides and is told: the one that the medium exceeds most. */
[[nodiscard]] StreamingReason reasonToStream(const MediumSize&, std::size_t availableBytes);

[[nodiscard]] std::size_t decodedBytes(FrameCount frames, int channels);

} // namespace loophole::signal
