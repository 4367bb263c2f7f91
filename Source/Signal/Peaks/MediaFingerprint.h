#pragma once

#include "Model/PeakLayout.h"
#include "Signal/Codec/MediaFile.h"

#include <atomic>

namespace loophole::signal
{

/**
    By what a medium is known again without reading all of it. `content` does not depend on its path: XXH3-128 of the
    file's size, its first and last 64 KiB and 1,024 probes of 4 KiB spread evenly between them; of everything up to
    4 MiB. A change that falls between the probes is seen by the time of modification.
*/
struct MediaFingerprint
{
    ContentKey content;
    std::int64_t modified = 0; ///< nanoseconds since 1970

    bool operator==(const MediaFingerprint&) const = default;
};

[[nodiscard]] Outcome<MediaFingerprint> fingerprintOf(DiskThread&, const MediaFile&);

/** XXH3-128 of every byte. `cancelled` may be null. */
[[nodiscard]] Outcome<ContentKey> hashOfAll(DiskThread&, const MediaFile&, const std::atomic<bool>* cancelled);

} // namespace loophole::signal
