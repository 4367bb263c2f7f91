#include "Signal/Callback/ScrubFollower.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loophole::signal
{
namespace
{

/** From this speed on a scrubbed tape is at full level; a twentieth of unity speed turns 1 kHz into 50 Hz. */
constexpr double fullLevelSpeed = 0.05;

/** Nearer and slower than this the head is at rest; the spring alone would creep on into denormal numbers. */
constexpr double restingDistance = 1e-3;
constexpr double restingSpeed = 1e-5;

} // namespace

void ScrubFollower::step() noexcept
{
    velocity += (stiffness * stiffness * (target - place) - 2.0 * stiffness * velocity) * dt;
    const auto fastest = limits::highestPlayRate / dt;
    velocity = std::clamp(velocity, -fastest, fastest);
    place += velocity * dt;
    if (std::abs(target - place) < restingDistance && std::abs(speed()) < restingSpeed)
        placeAt(target);
}

float ScrubFollower::levelAt(double speed) noexcept
{
    return static_cast<float>(std::min(1.0, std::abs(speed) / fullLevelSpeed));
}

bool ScrubFollower::isOutrunBy(FramePosition newTarget) const noexcept
{
    const auto distance = std::abs(static_cast<double>(newTarget.value()) - place);
    return distance * stiffness * dt > limits::highestPlayRate * std::numbers::e;
}

FramePosition ScrubFollower::landingBefore(FramePosition newTarget) const noexcept
{
    const auto runUp = std::numbers::e / (stiffness * dt);
    const auto there = static_cast<double>(newTarget.value());
    const auto shortOf = there > place ? there - runUp : there + runUp;
    return FramePosition(static_cast<std::int64_t>(std::max(0.0, std::round(shortOf))));
}

} // namespace loophole::signal
