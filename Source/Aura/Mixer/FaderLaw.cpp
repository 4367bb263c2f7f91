#include "Aura/Mixer/FaderLaw.h"

#include "Core/Gain.h"

#include <algorithm>
#include <array>

namespace loophole::aura
{
namespace
{

struct Point
{
    double travel;
    double decibels;
};

/** Straight lines between these. */
constexpr std::array<Point, 5> points{
    {{0.0, Gain::silenceDb}, {0.08, -60}, {0.34, -20}, {0.75, 0}, {1.0, FaderLaw::loudestDb}}};

} // namespace

double FaderLaw::decibelsAt(double travel)
{
    const auto t = std::clamp(travel, 0.0, 1.0);
    const auto above = std::find_if(points.begin() + 1, points.end() - 1, [t](Point p) { return p.travel >= t; });
    const auto& low = *(above - 1);
    return low.decibels + (t - low.travel) / (above->travel - low.travel) * (above->decibels - low.decibels);
}

double FaderLaw::travelOf(double decibels)
{
    const auto db = std::clamp(decibels, Gain::silenceDb, loudestDb);
    const auto above = std::find_if(points.begin() + 1, points.end() - 1, [db](Point p) { return p.decibels >= db; });
    const auto& low = *(above - 1);
    return low.travel + (db - low.decibels) / (above->decibels - low.decibels) * (above->travel - low.travel);
}

} // namespace loophole::aura
