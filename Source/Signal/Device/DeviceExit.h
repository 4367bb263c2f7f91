#pragma once

#include <cstddef>

namespace loophole::signal
{

class OutputDevice;

/**
    The running devices of the process. std::exit() destroys statics while callback threads still run; so the first
    device to start registers one std::atexit hook, which stops whatever is then still running. Safe from every
    thread that may lock.
*/
class DeviceExit
{
public:
    static void add(OutputDevice&);
    static void remove(OutputDevice&);

    /** What the hook does; also returns how many devices it stopped. One that fails to stop does not keep the others.
     */
    static std::size_t stopAll();

    [[nodiscard]] static std::size_t runningCount();
};

} // namespace loophole::signal
