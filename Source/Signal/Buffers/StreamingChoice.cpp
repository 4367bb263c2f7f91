#include "Signal/Buffers/StreamingChoice.h"

#include "Core/Limits.h"

#include <algorithm>
#include <array>
#include <limits>

namespace loophole::signal
{

std::size_t decodedBytes(FrameCount frames, int channels)
{
    const auto bytesAFrame = static_cast<std::size_t>(std::max(0, channels)) * sizeof(float);
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, frames.value()));
    const auto most = std::numeric_limits<std::size_t>::max();
    return bytesAFrame != 0 && count > most / bytesAFrame ? most : count * bytesAFrame;
}

StreamingReason reasonToStream(const MediumSize& medium, std::size_t availableBytes)
{
    if (medium.decodedSlowly)
        return StreamingReason::slowDecode;
    struct Limit
    {
        StreamingReason reason;
        double excess; ///< times the limit
    };
    const auto over = [](auto size, std::size_t limit)
    { return static_cast<double>(size) / static_cast<double>(std::max<std::size_t>(1, limit)); };
    const auto decoded = decodedBytes(medium.frames, medium.channels);
    const std::array limits{
        Limit{StreamingReason::largeFile, over(medium.fileBytes, limits::streamFileBytes)},
        Limit{StreamingReason::largeDecoded, over(decoded, limits::streamDecodedBytes)},
        Limit{StreamingReason::noMemory, over(decoded, availableBytes)},
    };
    const auto& tightest = *std::ranges::max_element(limits, {}, &Limit::excess);
    return tightest.excess > 1.0 ? tightest.reason : StreamingReason::none;
}

} // namespace loophole::signal
