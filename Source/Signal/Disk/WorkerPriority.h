#pragma once

namespace loophole::signal
{

/** How much of the machine a disk thread gets. */
enum class WorkerPriority
{
    low,   ///< every core that is idle, but none that the audio or message thread wants
    normal ///< an even share: for what is about to sound
};

/** For the calling thread. Also keeps signals from it, so that no read is interrupted by one. */
void beDiskThread(WorkerPriority);

} // namespace loophole::signal
