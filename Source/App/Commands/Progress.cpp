#include "App/Commands/Progress.h"

#include <unistd.h>

#include <cstdio>

namespace loophole::cli
{

Progress::Progress(std::string text) : label(std::move(text)), isTerminal(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress()
{
    if (shownPercent >= 0)
        std::fputs("\r\033[K", stderr);
}

void Progress::show(double share)
{
    const auto percent = static_cast<int>(share * 100.0);
    if (!isTerminal || percent == shownPercent)
        return;
    shownPercent = percent;
    std::fprintf(stderr, "\r%s: %d %%", label.c_str(), percent);
}

} // namespace loophole::cli
