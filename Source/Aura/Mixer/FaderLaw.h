#pragma once

namespace loophole::aura
{

/**
    Travel of a fader, 0 at the bottom … 1 at the top, against its level in decibels. Even decibels where a hand works
    (−20 … +12 dB take two thirds of the way), closer together below, shut at the bottom.
*/
struct FaderLaw
{
    static constexpr double loudestDb = 12;

    [[nodiscard]] static double decibelsAt(double travel);
    [[nodiscard]] static double travelOf(double decibels);
};

} // namespace loophole::aura
