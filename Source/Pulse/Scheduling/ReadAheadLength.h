#pragma once

#include "Core/Clock.h"
#include "Core/Limits.h"

namespace loophole
{

/**
    How far ahead the media of one device are read: ten times the slowest of a hundred of its reads, so that some of
    them may fail one after the other, within limits::readAhead … limits::longestReadAhead. It grows at once, and
    shrinks only once the device has been clearly quicker for `calm`, so that it does not swing. A value; pure.
*/
struct ReadAheadLength
{
    static constexpr int readsAhead = 10;
    /** Lengths are multiples of this: less is not worth planning anew. */
    static constexpr Instant step = std::chrono::milliseconds(250);
    /** What would do must be shorter than this share for the length to shrink. */
    static constexpr double clearlyLess = 0.75;
    static constexpr Instant calm = std::chrono::seconds(10);

    Instant length = limits::readAhead;
    Instant calmSince = Instant::max(); ///< since when a clearly shorter one would have done

    /** After a report that 99 of 100 reads took no longer than `p99`. */
    [[nodiscard]] ReadAheadLength after(Instant p99, Instant now) const;

    bool operator==(const ReadAheadLength&) const = default;
};

} // namespace loophole
