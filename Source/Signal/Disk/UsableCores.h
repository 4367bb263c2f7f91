#pragma once

namespace loophole::signal
{

/** Cores that this thread may run on, which may be fewer than the machine has; 1 or more. */
[[nodiscard]] int usableCores();

} // namespace loophole::signal
