#pragma once

#include "Signal/Codec/MediaCursor.h"

namespace loophole::signal
{

/** Whether the sound of a Creative Voice File (the cursor's first byte is its first) comes in several blocks, between
    which their headers stand. libsndfile plays those as sound. The cursor stays where it is. */
[[nodiscard]] bool hasSeveralVocBlocks(MediaCursor&);

} // namespace loophole::signal
