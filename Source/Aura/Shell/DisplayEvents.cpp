#include "Aura/Shell/DisplayEvents.h"

#include <juce_events/juce_events.h>

#if JUCE_LINUX

// Meant by JUCE for plug-ins whose host owns the loop.
#include <juce_events/native/juce_linux_EventLoopInternal.h>

#include <algorithm>
#include <sys/socket.h>
#include <sys/un.h>

namespace loophole::aura
{
namespace
{

/** Of what JUCE listens to, only the display is a server with an address; its own message queue has none. */
bool leadsToServer(int descriptor)
{
    sockaddr_storage address{};
    socklen_t length = sizeof(address);
    if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        return false;
    return address.ss_family != AF_UNIX || length > offsetof(sockaddr_un, sun_path);
}

} // namespace

void DisplayEvents::take()
{
    if (!connection)
    {
        const auto all = juce::LinuxEventLoopInternal::getRegisteredFds();
        const auto found = std::ranges::find_if(all, leadsToServer);
        if (found == all.end())
            return;
        connection = *found;
    }
    juce::LinuxEventLoopInternal::invokeEventLoopCallbackForFd(*connection);
}

} // namespace loophole::aura

#else

void loophole::aura::DisplayEvents::take() {}

#endif
