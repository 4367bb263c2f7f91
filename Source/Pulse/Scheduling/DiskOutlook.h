#pragma once

#include "Messages/DiskDevice.h"

#include <optional>
#include <string>

namespace loophole
{

/**
    Whether a device will go on delivering what plays, judged at each report of how it answers. It becomes strained
    after two such reports in a row, before anything is missing, and well again after `calm` without one. A value; pure.
*/
struct DiskOutlook
{
    /** More than this share of what it can deliver leaves nothing for a seek or a busy moment. */
    static constexpr double strainedLoad = 0.8;
    static constexpr double relaxedLoad = 0.65;
    /** One slow read must leave room for a second one within what is read ahead. */
    static constexpr double strainedLatency = 0.4;
    static constexpr double relaxedLatency = 0.25;
    static constexpr int reportsToStrain = 2;
    static constexpr Instant calm = std::chrono::seconds(5);

    enum class State
    {
        well,
        overloaded, ///< what is needed is more than it can be trusted to deliver
        slow,       ///< its slowest reads take nearly as long as is read ahead
        stalled     ///< it does not answer
    };

    State state = State::well;
    int reports = 0;                    ///< in a row that say so
    Instant calmSince = Instant::max(); ///< since when nothing has been strained

    [[nodiscard]] DiskOutlook after(const DiskDevice&, bool isPlaying, Instant now) const;
};

/** What a report alone says; `isStrict`: by the limits at which a strained device counts as well again. */
[[nodiscard]] DiskOutlook::State outlookOf(const DiskDevice&, bool isPlaying, bool isStrict);

/** "The disk at /media/usb" */
[[nodiscard]] std::string diskName(const DiskDevice&);

/** One sentence with the device's name and what to do; none where the state is what it was. */
[[nodiscard]] std::optional<std::string> outlookText(const DiskDevice&, DiskOutlook::State before,
                                                     DiskOutlook::State now);

} // namespace loophole
