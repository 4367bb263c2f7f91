#pragma once

#include "Signal/Stream/Polyphase.h"

#include <algorithm>
#include <vector>

namespace loophole::signal
{

/**
    The low-pass of varispeed and scrub: a Kaiser-windowed sinc for reading a line of samples at any position and at a
    rate that may change with every frame. Immutable once built, so every thread may use it; building allocates
    (about 3 MiB), using it does not.

    The output at position p = i + f (i whole, 0 <= f < 1) at |rate| r is
        sum over t = 0 … taps-1 of  source[i - before + t] · w(f)[t]
    and depends on nothing else, so that output frames may be made in any order and in blocks of any size.

    filter() makes that sum. Quality: 64 taps at rates up to 1, flat to 0.8 of the Nyquist frequency (-0.01 dB),
    stop band from Nyquist on at -100 dB, imaging by the linear interpolation between stored phases below -110 dB.
   Faster rates would fold what lies above the new Nyquist frequency, so kernels are stretched: a bank of bands a
   quarter of an octave apart, each made for the fastest rate it serves, taps in proportion. The unity gain at DC is
   exact to float rounding.
*/
class MovingRateKernel
{
public:
    static constexpr int tapsAtUnity = 64;
    static constexpr int maxTaps = 512; ///< at limits::highestPlayRate

    class Band
    {
    public:
        /** A multiple of sumLanes. */
        [[nodiscard]] int taps() const noexcept { return tapCount; }
        /** Frames from the first tap to the one at the whole part of the position. */
        [[nodiscard]] int before() const noexcept { return tapCount / 2 - 1; }
        /** For a position `fraction` (0 <= fraction < 1) behind a sample, with the first tap at `source`. */
        [[nodiscard]] PolyphaseStep stepAt(std::int64_t source, double fraction) const noexcept
        {
            const auto place = fraction * phases;
            const auto row = std::min(static_cast<std::int32_t>(place), phases - 1);
            return {static_cast<std::int32_t>(source), row, static_cast<float>(place - row)};
        }
        [[nodiscard]] PolyphaseTable table() const noexcept { return {rows.data(), tapCount, false}; }

    private:
        friend class MovingRateKernel;
        explicit Band(double rate);

        int tapCount;
        int phases;
        std::vector<float> rows; ///< phases + 1 rows of tapCount
    };

    MovingRateKernel();

    /** For |rate| up to limits::highestPlayRate; anything faster is read through the widest band. Realtime-safe. */
    [[nodiscard]] const Band& bandFor(double rate) const noexcept;

    /** Frames of the source that a position needs on either side at this rate. 0 for rate 1, which is read as it is. */
    [[nodiscard]] static int marginFor(double rate) noexcept;

private:
    std::vector<Band> bands;
};

} // namespace loophole::signal
