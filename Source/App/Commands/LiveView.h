#pragma once

#include "Core/Clock.h"
#include "Core/Frames.h"
#include "Core/SampleRate.h"
#include "Messages/SignalToPulse.h"

#include <string>
#include <utility>
#include <vector>

namespace loophole::cli
{

/** What a live view shows: everything that was told last. */
struct LiveFigures
{
    SampleRate rate;
    FramePosition position;
    FramePosition end;
    bool isPlaying = false;
    DeviceStatus device;
    StripLevel master;
    StreamStats stats;
    std::vector<std::pair<std::string, std::uint64_t>> missingByTrack; ///< only those that miss some
};

/** Of these the view is made, each no longer than `columns` characters; two figures of a time are its median and 99 %.
 */
[[nodiscard]] std::vector<std::string> liveLines(const LiveFigures&, std::size_t columns);

/** A block of lines on a terminal's stderr that is drawn over itself while something plays; nothing where stderr is a
 * file or a pipe. On the message thread. */
class LiveView
{
public:
    /** Quick enough for a meter, and a fraction of a percent of a core. */
    static constexpr Instant interval = std::chrono::milliseconds(80);

    LiveView();

    /** Whether it is time to show() again; never without a terminal. */
    [[nodiscard]] bool isDue(Instant now);
    void show(const LiveFigures&);
    /** Shows the figures once more, and leaves them standing. */
    void end(const LiveFigures&);

private:
    bool isTerminal;
    Instant next{};
    std::size_t shown = 0; ///< lines
};

} // namespace loophole::cli
