#pragma once

#include "Core/Frames.h"

#include <cmath>
#include <compare>

namespace loophole
{

/** Frames a second, a whole number as every medium and device states it. Zero means unknown. */
class SampleRate
{
public:
    constexpr SampleRate() = default;
    constexpr explicit SampleRate(int hertz) : hertz(hertz) {}

    [[nodiscard]] constexpr int hz() const { return hertz; }
    [[nodiscard]] constexpr bool isKnown() const { return hertz > 0; }
    constexpr auto operator<=>(const SampleRate&) const = default;

    /** Nearest frame to a time; `seconds` may be any finite value. */
    [[nodiscard]] FrameCount framesIn(double seconds) const { return FrameCount(std::llround(seconds * hertz)); }
    [[nodiscard]] constexpr double secondsIn(FrameCount frames) const
    {
        return hertz > 0 ? static_cast<double>(frames.value()) / hertz : 0.0;
    }

private:
    int hertz = 0;
};

} // namespace loophole
