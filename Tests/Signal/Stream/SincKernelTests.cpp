#include "Signal/Stream/SincKernel.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

using namespace loophole::signal;

namespace
{

/** Gain in dB of the kernel sampled `density` times a frame, at a share of the source's Nyquist frequency. */
double gainAt(const SincKernel& kernel, double frequency, int density = 8)
{
    const auto reach = static_cast<int>(std::ceil(kernel.halfWidth() * density));
    double sum = 0;
    for (int i = -reach; i <= reach; ++i)
        sum += kernel.valueAt(static_cast<double>(i) / density) *
               std::cos(std::numbers::pi * frequency * static_cast<double>(i) / density);
    return 20.0 * std::log10(std::abs(sum / density) + 1e-30);
}

} // namespace

TEST_CASE("the kernel is flat below its pass edge and silent above its stop edge")
{
    const SincKernel kernel(104.0, 140.0, 1.0);
    CHECK(kernel.passEdge() > 0.91);
    for (const auto frequency : {0.0, 0.3, 0.8, 0.9, 0.91})
        CHECK(std::abs(gainAt(kernel, frequency)) < 0.001);
    CHECK(gainAt(kernel, kernel.cutoff()) == Approx(-6.02).margin(0.1));
    for (const auto frequency : {1.0, 1.1, 1.5, 2.0, 4.0})
        CHECK(gainAt(kernel, frequency) < -135.0);
}

TEST_CASE("the kernel is symmetric and ends at its width")
{
    const SincKernel kernel(32.0, 100.0, 0.5);
    CHECK(kernel.valueAt(3.7) == Approx(kernel.valueAt(-3.7)));
    CHECK(kernel.valueAt(32.0) == 0.0);
    CHECK(kernel.valueAt(-40.0) == 0.0);
    CHECK(kernel.valueAt(0.0) == Approx(kernel.cutoff()));
}

TEST_CASE("a row sums to one")
{
    const SincKernel kernel(32.0, 100.0, 1.0);
    std::vector<float> row(64);
    for (const auto fraction : {0.0, 0.25, 0.999})
    {
        kernel.writeRow(row.data(), 64, 31, fraction);
        double sum = 0;
        for (const auto weight : row)
            sum += static_cast<double>(weight);
        CHECK(sum == Approx(1.0).margin(1e-7));
    }
}
