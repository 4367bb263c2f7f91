#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loophole::signal
{

/** What walking through a whole MP3 file finds out. */
struct Mp3Index
{
    std::int64_t length = 0;       ///< frames to be heard
    std::int64_t trimmedStart = 0; ///< frames of encoder delay before them
    std::string warning;
    std::vector<std::int64_t> frameOffsets; ///< of every MPEG frame, rising bytes of the stream

    bool operator==(const Mp3Index&) const = default;

    /** About a byte and a half an MPEG frame: differences of differences in as many bytes as they need. */
    [[nodiscard]] std::string toBytes() const;

    /** Nothing for bytes that are no index of a stream of `streamBytes`. Allocates no more than the bytes justify. */
    [[nodiscard]] static std::optional<Mp3Index> fromBytes(std::string_view bytes, std::int64_t streamBytes);
};

} // namespace loophole::signal
