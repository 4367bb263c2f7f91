#pragma once

#include "App/Commands/Command.h"
#include "Messages/SignalToPulse.h"

namespace loophole::cli
{

/** All figures that the engine reports, as `play --json` has them. */
[[nodiscard]] Json toJson(const StreamStats&);
[[nodiscard]] Json toJson(const BufferReport&);
[[nodiscard]] Json toJson(const BufferMetrics&);

} // namespace loophole::cli
