#pragma once

namespace loophole::signal
{

/**
    Asks the system for first-in-first-out scheduling of the calling thread. False where it is not permitted (no
    rtprio limit, a container): the thread then goes on with its ordinary priority.
*/
bool tryRealtimePriority();

} // namespace loophole::signal
