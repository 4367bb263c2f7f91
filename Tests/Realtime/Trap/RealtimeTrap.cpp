#include "Support/RealtimeTrap.h"

#include "Realtime/Trap/Tripwire.h"

#include <cstdlib>
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>

namespace loophole::testing
{
namespace
{

// Zero-initialised and in the program itself, so that reading it never allocates.
thread_local int armedDepth = 0;

} // namespace

ArmedSection::ArmedSection() noexcept
{
    ++armedDepth;
}
ArmedSection::~ArmedSection()
{
    --armedDepth;
}

DisarmedSection::DisarmedSection() noexcept : depth(armedDepth)
{
    armedDepth = 0;
}
DisarmedSection::~DisarmedSection()
{
    armedDepth = depth;
}

TrapCoverage trapCoverage() noexcept
{
#if defined(LOOPHOLE_TSAN)
    return {true, false};
#else
    return {true, true};
#endif
}

void tripwire(const char* name) noexcept
{
    if (armedDepth == 0)
        return;
    armedDepth = 0;
    char message[160] = "realtime violation: ";
    std::strncat(message, name, 80);
    std::strncat(message, " on the audio thread\n", 40);
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, message, std::strlen(message));
    std::abort();
}

} // namespace loophole::testing
