#include "Signal/Stream/SincKernel.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace loophole::signal
{
namespace
{

/** Modified Bessel function of the first kind, order 0, by its power series: all terms are positive, so it is exact
    to double rounding. */
double besselI0(double x)
{
    const auto quarter = x * x / 4.0;
    double term = 1.0;
    double sum = 1.0;
    for (int k = 1; term > sum * 1e-17; ++k)
    {
        term *= quarter / (static_cast<double>(k) * k);
        sum += term;
    }
    return sum;
}

double sinc(double x)
{
    const auto angle = std::numbers::pi * x;
    return std::abs(angle) < 1e-9 ? 1.0 : std::sin(angle) / angle;
}

} // namespace

SincKernel::SincKernel(double halfWidth, double attenuationDb, double stopEdge)
    : width(halfWidth),
      stop(stopEdge),
      middle(stopEdge - (attenuationDb - 7.95) / (2.285 * std::numbers::pi * 2.0 * halfWidth) / 2.0),
      beta(0.1102 * (attenuationDb - 8.7)),
      windowScale(1.0 / besselI0(beta))
{
}

double SincKernel::valueAt(double t) const
{
    const auto along = t / width;
    if (std::abs(along) >= 1.0)
        return 0.0;
    return middle * sinc(middle * t) * besselI0(beta * std::sqrt(1.0 - along * along)) * windowScale;
}

void SincKernel::writeRow(float* row, int count, int before, double fraction) const
{
    std::vector<double> values(static_cast<std::size_t>(count));
    double sum = 0.0;
    for (int tap = 0; tap < count; ++tap)
        sum += values[static_cast<std::size_t>(tap)] = valueAt(static_cast<double>(tap - before) - fraction);
    for (int tap = 0; tap < count; ++tap)
        row[tap] = static_cast<float>(values[static_cast<std::size_t>(tap)] / sum);
}

} // namespace loophole::signal
