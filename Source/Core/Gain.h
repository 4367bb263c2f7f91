#pragma once

#include <algorithm>
#include <cmath>
#include <compare>

namespace loophole
{

/** A linear amplitude factor, 0 for silence and 1 for unity. */
class Gain
{
public:
    /** At and below this level a fader is shut: the gain is exactly 0. */
    static constexpr double silenceDb = -80.0;

    constexpr Gain() = default;
    constexpr explicit Gain(float factor) : factor(factor) {}

    /** 20 dB a factor of ten; exactly 1 at 0 dB so that unity paths stay bit-exact. */
    [[nodiscard]] static Gain fromDecibels(double db)
    {
        if (!(db > silenceDb))
            return Gain(0.0f);
        return Gain(db == 0.0 ? 1.0f : static_cast<float>(std::pow(10.0, db / 20.0)));
    }
    [[nodiscard]] double decibels() const
    {
        return factor > 0.0f ? std::max(silenceDb, 20.0 * std::log10(static_cast<double>(factor))) : silenceDb;
    }

    [[nodiscard]] constexpr float linear() const { return factor; }
    constexpr auto operator<=>(const Gain&) const = default;
    friend constexpr Gain operator*(Gain a, Gain b) { return Gain(a.factor * b.factor); }

private:
    float factor = 1.0f;
};

/** The stereo balance law: unity at the centre, the far side turned down. `pan` is clamped to [-1, 1]. */
struct PanGains
{
    float left = 1.0f;
    float right = 1.0f;

    [[nodiscard]] static PanGains fromPan(double pan)
    {
        const auto p = std::clamp(pan, -1.0, 1.0);
        return {static_cast<float>(std::min(1.0, 1.0 - p)), static_cast<float>(std::min(1.0, 1.0 + p))};
    }
};

} // namespace loophole
