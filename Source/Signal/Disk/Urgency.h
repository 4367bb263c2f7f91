#pragma once

#include "Core/Clock.h"

#include <compare>
#include <cstdint>

namespace loophole::signal
{

/** Which kind of need a read serves; the lower kind always goes first. */
enum class UrgencyClass : std::uint8_t
{
    realtime,     ///< under the hand or about to sound
    anticipative, ///< rendered ahead
    resident,     ///< heads kept for a start or a seek
    background,   ///< openings, listings, waveforms
    idle          ///< what fills memory that nothing else needs
};

/** Orders jobs, the smaller the more urgent: by class, then deadline, then size, then windows that are partly there. */
struct Urgency
{
    UrgencyClass kind = UrgencyClass::background;
    Instant deadline = Instant::max();
    std::int64_t size = 0; ///< of the whole medium in frames or bytes: small ones are done soonest
    bool isFirst = true;   ///< nothing of its window is resident yet; false goes before true

    auto operator<=>(const Urgency&) const = default;
};

} // namespace loophole::signal
