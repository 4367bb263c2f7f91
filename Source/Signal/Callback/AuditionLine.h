#pragma once

#include "Model/TransportState.h"

#include <cstdint>
#include <limits>

namespace loophole::signal
{

inline constexpr std::int64_t lineIsFar = std::numeric_limits<std::int64_t>::max();

/**
    Output frames from now until the transport plays a line of the tempo, one that it is on included; 0 while it does
    not play. `lineFrames`: session frames from one line to the next, the first at frame 0; 0 for no lines. Through a
    loop the lines go on from its start; a loop without any is lineIsFar. Exact while the transport plays at unity,
    within the glide of its speed otherwise. Pure arithmetic, used on the audio thread.
*/
[[nodiscard]] std::int64_t framesToLine(const TransportState&, double lineFrames) noexcept;

} // namespace loophole::signal
