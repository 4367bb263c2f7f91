#pragma once

#include "Signal/Callback/AudioCallback.h"
#include "Signal/Control/BufferWatch.h"
#include "Signal/Control/TimelineCoverage.h"
#include "Signal/Device/DeviceWatchdog.h"
#include "Signal/Mixer/PlaybackState.h"
#include "Signal/Stream/FactSink.h"
#include "Signal/Stream/StreamEngine.h"

#include <unordered_map>

namespace loophole::signal
{

/**
    Tells Pulse how playing goes, each figure as often as it is worth showing: positions with every frame of a display
    (while scrubbing with every turn), missing frames as often, meters half as often, statistics four times a second.
    On Signal's control thread.
*/
class Reports
{
public:
    static constexpr Instant positionInterval = std::chrono::milliseconds(16);
    static constexpr Instant meterInterval = std::chrono::milliseconds(33);
    static constexpr Instant statsInterval = std::chrono::milliseconds(250);

    /** Everything that is referred to must outlive this. */
    struct Parts
    {
        AudioCallback& callback;
        const StreamEngine& engine;
        PlaybackState& playback;
        const BufferWatch& buffers;
        const DeviceWatchdog& device;
        FactSink& facts;
    };

    explicit Reports(Parts theParts) : parts(theParts) {}

    void step(SignalThread&, const MixPlan*, const TransportPosition&, Instant now);

    /** The longest callback between the last two statistics, as a share of its deadline. */
    [[nodiscard]] double recentLoad() const { return load; }

private:
    [[nodiscard]] static bool isDue(Instant& next, Instant interval, Instant now);
    void reportUnderruns(SignalThread&, const MixPlan&);
    void reportFallbacks(SignalThread&, const MixPlan&);
    void reportPosition(SignalThread&, TransportPosition);
    void reportMeters(SignalThread&, const MixPlan&);
    void reportStats(SignalThread&);

    Parts parts;
    Instant nextPosition{};
    Instant nextLook{}; ///< at the clips, for frames that they missed and for what is in memory of them
    Instant nextMeters{};
    Instant nextStats{};
    Instant nextFallbacks{};
    TransportPosition lastPosition;
    TimelineCoverage coverage;
    bool metersWereSilent = false;
    double load = 0;
    std::uint64_t underruns = 0;
};

} // namespace loophole::signal
