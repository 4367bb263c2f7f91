#pragma once

#include "Messages/Library.h"
#include "Signal/Codec/MediaReader.h"

namespace loophole::signal
{

/** What the file is, unless it still has the stamp that is known. Links are followed; this may wait for the disk. */
[[nodiscard]] MediaProbed probeFile(DiskThread&, const ProbeMedia&, const OpenMedia&);

} // namespace loophole::signal
