#pragma once

#include "Model/PeakLayout.h"
#include "Signal/Codec/MediaFile.h"

namespace loophole::signal
{

/**
    XXH3-128 of a file's size and of 4 KiB each at its beginning, in its middle and at its end. With the time of its
   last change it tells a file that was moved from another; alone it does not tell that a content is the same.
*/
[[nodiscard]] Outcome<ContentKey> quickPrintOf(DiskThread&, const MediaFile&);

} // namespace loophole::signal
