#pragma once

#include "Signal/Codec/MediaFile.h"

#include <optional>

namespace loophole::signal
{

/**
    Looks for raw AAC (ADTS, ISO 13818-7 §6.2) from byte `from` on, behind at most 64 KiB of anything else: four
    consecutive frame headers that agree, or fewer that are all there is. Returns the byte of the first.
*/
[[nodiscard]] Outcome<std::optional<std::int64_t>> findAdtsStream(DiskThread&, const MediaFile&, std::int64_t from);

} // namespace loophole::signal
