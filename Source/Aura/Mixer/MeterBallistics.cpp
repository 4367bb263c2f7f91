#include "Aura/Mixer/MeterBallistics.h"

#include "Core/Gain.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

constexpr double fallDbPerSecond = 20;
constexpr Instant holdTime = std::chrono::milliseconds(1500);

double secondsBetween(Instant from, Instant to)
{
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

void MeterBallistics::report(float peak, Instant now)
{
    const auto db = Gain(peak).decibels();
    level = std::max(db, levelDb(now));
    levelAt = now;
    if (db >= heldDb(now))
    {
        held = db;
        heldAt = now;
    }
    over = over || peak > 1.0f;
}

double MeterBallistics::levelDb(Instant now) const
{
    return std::max(Gain::silenceDb, level - fallDbPerSecond * std::max(0.0, secondsBetween(levelAt, now)));
}

double MeterBallistics::heldDb(Instant now) const
{
    return now - heldAt <= holdTime ? std::max(held, levelDb(now)) : levelDb(now);
}

bool MeterBallistics::isMoving(Instant now) const
{
    return levelDb(now) > Gain::silenceDb || heldDb(now) > Gain::silenceDb;
}

double meterTravel(double decibels)
{
    constexpr double bottom = -60;
    constexpr double top = 6;
    return std::clamp((decibels - bottom) / (top - bottom), 0.0, 1.0);
}

} // namespace loophole::aura
