#include "Signal/Device/RateConverter.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace loophole::signal
{
namespace
{

/** At 48 kHz a transition of 3.2 kHz to −130 dB (Kaiser's N ≈ (A − 8) / (2.285 Δω)): flat to 20 kHz from 44.1 kHz on.
 */
constexpr int tapsAtLowerRate = 128;
constexpr double kaiserBeta = 0.1102 * (130.0 - 8.7);
/** Bounds the table where the rates are hundreds of times apart; a multiple of the 8 lanes of a sum. */
constexpr int mostTaps = 4096;
/** More phases than these are interpolated from them, with an error below (π / 1024)² / 8, −118 dB at Nyquist. */
constexpr std::int64_t mostPhases = 1024;

/** Modified Bessel function of the first kind, order zero: its power series, to double precision for |x| < 20. */
double besselI0(double x)
{
    double sum = 1.0;
    double term = 1.0;
    for (int k = 1; k < 64; ++k)
    {
        term *= x * x / (4.0 * k * k);
        sum += term;
    }
    return sum;
}

double windowedSinc(double x, double cutoff, double halfWidth)
{
    const auto position = x / halfWidth;
    if (std::abs(position) >= 1.0)
        return 0.0;
    const auto angle = std::numbers::pi * cutoff * x;
    const auto sinc = std::abs(angle) < 1e-9 ? 1.0 : std::sin(angle) / angle;
    return sinc * besselI0(kaiserBeta * std::sqrt(1.0 - position * position));
}

/** Eight partial sums, which the compiler may keep in a vector: it may not reorder a single one. */
float sumUnderKernel(const float* samples, const float* kernel, int taps) noexcept
{
    float lanes[8] = {};
    for (int j = 0; j < taps; j += 8)
        for (int lane = 0; lane < 8; ++lane)
            lanes[lane] += samples[j + lane] * kernel[j + lane];
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

} // namespace

void RateConverter::prepare(SampleRate from, SampleRate to, int channelCount, int maximumOutput)
{
    const std::int64_t divisor = std::gcd(from.hz(), to.hz());
    up = to.hz() / divisor;
    down = from.hz() / divisor;
    const auto cutoff = std::min(1.0, static_cast<double>(up) / static_cast<double>(down));
    taps = std::min(mostTaps, (static_cast<int>(tapsAtLowerRate / cutoff) + 7) / 8 * 8);
    phases = static_cast<int>(std::min(up, mostPhases));
    makeTable(cutoff);

    largestOutput = maximumOutput;
    // The span of the outputs, half a kernel before the first, and one frame for either rounding.
    largestInput = static_cast<int>(largestOutput * down / up) + taps / 2 + 2;
    const auto carried = static_cast<std::size_t>(taps) + static_cast<std::size_t>(down / up) + 2;
    history.assign(static_cast<std::size_t>(channelCount),
                   std::vector<float>(carried + static_cast<std::size_t>(largestInput)));
    // Silence before the first input, which is where the first output stands.
    filled = taps / 2 - 1;
    numerator = filled * up;
}

void RateConverter::makeTable(double cutoff)
{
    const auto width = static_cast<std::size_t>(taps);
    table.resize((static_cast<std::size_t>(phases) + 1) * width);
    std::vector<double> row(width);
    for (int phase = 0; phase <= phases; ++phase)
    {
        for (int j = 0; j < taps; ++j)
            row[static_cast<std::size_t>(j)] =
                windowedSinc(j - (taps / 2 - 1) - static_cast<double>(phase) / phases, cutoff, taps / 2.0);
        // Each phase passes a constant unchanged: otherwise level would ripple with the phase.
        const auto sum = std::accumulate(row.begin(), row.end(), 0.0);
        std::transform(row.begin(), row.end(), table.begin() + static_cast<std::ptrdiff_t>(phase) * taps,
                       [sum](double value) { return static_cast<float>(value / sum); });
    }
}

int RateConverter::inputNeeded(int outputFrames) const noexcept
{
    if (outputFrames <= 0)
        return 0;
    const auto last = (numerator + (outputFrames - 1) * down) / up;
    return static_cast<int>(std::max<std::int64_t>(0, last + taps / 2 + 1 - filled));
}

void RateConverter::push(const float* const* input, int frames) noexcept
{
    const auto dropped = std::clamp(static_cast<int>(numerator / up) - (taps / 2 - 1), 0, filled);
    numerator -= dropped * up;
    filled -= dropped;
    for (std::size_t c = 0; c < history.size(); ++c)
    {
        auto* frame = history[c].data();
        std::copy(frame + dropped, frame + dropped + filled, frame);
        std::copy_n(input[c], frames, frame + filled);
    }
    filled += frames;
}

void RateConverter::pull(float* const* output, int frames) noexcept
{
    for (int n = 0; n < frames; ++n, numerator += down)
    {
        const auto first = numerator / up - (taps / 2 - 1);
        // Exact where every phase has its row: then the remainder is always 0.
        const auto scaled = numerator % up * phases;
        const auto* kernel = table.data() + scaled / up * taps;
        const auto remainder = scaled % up;
        const auto weight = static_cast<float>(remainder) / static_cast<float>(up);
        for (std::size_t c = 0; c < history.size(); ++c)
        {
            const auto* samples = history[c].data() + first;
            auto sum = sumUnderKernel(samples, kernel, taps);
            if (remainder != 0)
                sum += weight * (sumUnderKernel(samples, kernel + taps, taps) - sum);
            output[c][n] = sum;
        }
    }
}

} // namespace loophole::signal
