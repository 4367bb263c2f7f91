#pragma once

namespace loophole::signal
{

/** Lets everything else go first, at the processor and at the disk. A system that does not allow it is left as it is.
 */
void lowerPriorityOfThisThread();

} // namespace loophole::signal
