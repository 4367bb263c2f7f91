#pragma once

#include "Aura/Mixer/MeterBallistics.h"
#include "Messages/Transport.h"

#include <optional>
#include <unordered_map>

namespace loophole::aura
{

/** Left and right of one strip. */
struct StereoMeter
{
    MeterBallistics left;
    MeterBallistics right;

    [[nodiscard]] bool isMoving(Instant now) const { return left.isMoving(now) || right.isMoving(now); }
};

/** The state of every meter, however many places show it. Owned by the message thread. */
class MeterBank
{
public:
    void report(const MeterLevels& levels, Instant now)
    {
        for (const auto& [track, level] : levels.tracks)
            report(tracks[track], level, now);
        report(masterMeter, levels.master, now);
    }

    /** None: Master. */
    [[nodiscard]] StereoMeter& of(std::optional<TrackId> track) { return track ? tracks[*track] : masterMeter; }

private:
    static void report(StereoMeter& meter, StripLevel level, Instant now)
    {
        meter.left.report(level.left, now);
        meter.right.report(level.right, now);
    }

    std::unordered_map<TrackId, StereoMeter> tracks;
    StereoMeter masterMeter;
};

} // namespace loophole::aura
