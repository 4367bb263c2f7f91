#include "Signal/Stream/MovingRateKernel.h"

#include "Core/Limits.h"
#include "Signal/Stream/SincKernel.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{
namespace
{

constexpr double bandsAnOctave = 4.0;
constexpr double attenuationDb = 100.0;
/** Stored phases of the narrowest kernel. Linear interpolation between them errs by (π/phases)²/8 of the highest
    frequency: −118 dB. Wider kernels hold lower frequencies and need fewer in proportion. */
constexpr double phasesAtUnity = 1024.0;

int tapsFor(double rate)
{
    const auto taps = static_cast<int>(std::ceil(MovingRateKernel::tapsAtUnity * rate));
    return std::min(MovingRateKernel::maxTaps, (taps + sumLanes - 1) / sumLanes * sumLanes);
}

double rateOfBand(int band)
{
    return std::exp2(band / bandsAnOctave);
}

/** The first band made for this rate or a faster one. A rate that is a band's own but for rounding belongs to it. */
int bandOf(double rate)
{
    const auto speed = std::min(std::abs(rate), limits::highestPlayRate);
    return speed <= 1.0 ? 0 : static_cast<int>(std::ceil(std::log2(speed) * bandsAnOctave - 1e-9));
}

} // namespace

MovingRateKernel::Band::Band(double rate)
    : tapCount(tapsFor(rate)),
      phases(static_cast<int>(std::ceil(phasesAtUnity / rate))),
      rows(static_cast<std::size_t>(tapCount) * static_cast<std::size_t>(phases + 1))
{
    const SincKernel kernel(tapCount / 2.0, attenuationDb, 1.0 / rate);
    for (int phase = 0; phase <= phases; ++phase)
        kernel.writeRow(rows.data() + static_cast<std::ptrdiff_t>(phase) * tapCount, tapCount, before(),
                        static_cast<double>(phase) / phases);
}

MovingRateKernel::MovingRateKernel()
{
    for (int band = 0; band <= bandOf(limits::highestPlayRate); ++band)
        bands.push_back(Band(rateOfBand(band)));
}

const MovingRateKernel::Band& MovingRateKernel::bandFor(double rate) const noexcept
{
    return bands[static_cast<std::size_t>(bandOf(rate))];
}

int MovingRateKernel::marginFor(double rate) noexcept
{
    return rate == 1.0 ? 0 : tapsFor(rateOfBand(bandOf(rate))) / 2;
}

} // namespace loophole::signal
