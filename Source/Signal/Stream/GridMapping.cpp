#include "Signal/Stream/GridMapping.h"

#include <cassert>
#include <cmath>
#include <numeric>

namespace loophole::signal
{
namespace
{

/** Offsets are products of doubles: what is this close to a step (a millionth of a frame at worst) lies on it. */
constexpr double stepTolerance = 1e-5;

} // namespace

GridMapping::GridMapping(SampleRate asset, SampleRate grid, double phase)
{
    assert(asset.isKnown() && grid.isKnown());
    const auto common = std::gcd(asset.hz(), grid.hz());
    steps = grid.hz() / common;
    stride = asset.hz() / common;

    const auto moved = phase * static_cast<double>(stride);
    const auto whole = std::abs(moved - std::round(moved)) < stepTolerance ? std::round(moved) : std::floor(moved);
    shift = static_cast<std::int64_t>(whole);
    remainder = std::max<std::int64_t>(0, std::llround((moved - whole) * remainderUnits));
    if (std::abs(moved - whole) < stepTolerance)
        remainder = 0;
}

AssetPosition GridMapping::positionOf(std::int64_t gridFrame) const
{
    const auto place = gridFrame * stride + shift;
    auto frame = place / steps;
    if (place % steps < 0)
        --frame;
    return {frame, place - frame * steps};
}

double GridMapping::phase() const
{
    return (static_cast<double>(shift) + static_cast<double>(remainder) / remainderUnits) / static_cast<double>(stride);
}

} // namespace loophole::signal
