#pragma once

#include "Core/Gain.h"

#include <algorithm>

namespace loophole
{

/** Faders and clip gains end here; documents may say more. */
inline constexpr double highestFaderDb = 24;

/** A finite gain as a fader can have it. */
[[nodiscard]] inline double onFader(double db)
{
    return std::clamp(db, Gain::silenceDb, highestFaderDb);
}

} // namespace loophole
