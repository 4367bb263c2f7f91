#include "Pulse/Scheduling/ReadAheadLength.h"

#include <algorithm>

namespace loophole
{

ReadAheadLength ReadAheadLength::after(Instant p99, Instant now) const
{
    const auto bounded = std::clamp<Instant>(p99, Instant(0), limits::longestReadAhead);
    const auto steps = (bounded * readsAhead + step - Instant(1)) / step;
    const auto wanted = std::clamp<Instant>(steps * step, limits::readAhead, limits::longestReadAhead);
    if (wanted >= length)
        return {wanted, Instant::max()};
    const auto isClearlyLess =
        std::chrono::duration<double>(wanted) < std::chrono::duration<double>(length) * clearlyLess ||
        wanted == limits::readAhead;
    if (!isClearlyLess)
        return {length, Instant::max()};
    if (calmSince == Instant::max())
        return {length, now};
    return now - calmSince >= calm ? ReadAheadLength{wanted, Instant::max()} : *this;
}

} // namespace loophole
