#pragma once

#include "Aura/Mixer/MeterBallistics.h"
#include "Messages/Transport.h"

#include <unordered_map>
#include <variant>

namespace loophole::aura
{

/** Left and right of one strip: the largest samples, and the mean power below them. */
struct StereoMeter
{
    MeterBallistics left;
    MeterBallistics right;
    MeterBallistics leftRms;
    MeterBallistics rightRms;

    [[nodiscard]] bool isMoving(Instant now) const { return left.isMoving(now) || right.isMoving(now); }
    void report(const StripLevel& level, Instant now)
    {
        left.report(level.left, now);
        right.report(level.right, now);
        leftRms.report(level.leftRms, now);
        rightRms.report(level.rightRms, now);
    }
    void resetOvers()
    {
        left.resetOver();
        right.resetOver();
    }
};

struct MasterMeter
{
};
/** What a meter shows. */
using MeterSource = std::variant<MasterMeter, TrackId, BusId>;

/** The state of every meter, however many places show it. Owned by the message thread. */
class MeterBank
{
public:
    void report(const MeterLevels& levels, Instant now)
    {
        for (const auto& [track, level] : levels.tracks)
            tracks[track].report(level, now);
        for (const auto& [bus, level] : levels.buses)
            buses[bus].report(level, now);
        masterMeter.report(levels.master, now);
    }

    [[nodiscard]] StereoMeter& of(const MeterSource& source)
    {
        if (const auto* track = std::get_if<TrackId>(&source))
            return tracks[*track];
        if (const auto* bus = std::get_if<BusId>(&source))
            return buses[*bus];
        return masterMeter;
    }

private:
    std::unordered_map<TrackId, StereoMeter> tracks;
    std::unordered_map<BusId, StereoMeter> buses;
    StereoMeter masterMeter;
};

} // namespace loophole::aura
