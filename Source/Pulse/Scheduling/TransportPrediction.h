#pragma once

#include "Messages/Transport.h"
#include "Pulse/Scheduling/PlayheadForecast.h"

namespace loophole
{

/**
    The transport as it will be once Signal has done what it was told, so that reading ahead starts with the command
    and not with the report of its effect. Reports from before the effect are told by what they say and are not
    believed for a moment. Owned by Pulse, used on its thread.
*/
class TransportPrediction
{
public:
    /** Longest time in which a command must show in a report; after it the report is right. */
    static constexpr Instant patience = std::chrono::milliseconds(200);

    void apply(const PlayTransport&, Instant now, SampleRate);
    void apply(const StopTransport&, Instant now, SampleRate);
    void apply(const SeekTransport&, Instant now, SampleRate);
    void apply(const SetTransportLoop&, Instant now, SampleRate);
    void apply(const SetTransportRate&, Instant now, SampleRate);
    void apply(const ScrubTransport&, Instant now, SampleRate);
    void apply(const EndScrub&, Instant now, SampleRate);

    /** What Signal reports. */
    void report(const TransportPosition&, Instant now);

    [[nodiscard]] const TransportMoment& moment() const { return current; }

private:
    TransportState& settled(Instant now, SampleRate);
    [[nodiscard]] bool agrees(const TransportState&) const;

    TransportMoment current;
    double playRate = 1; ///< while scrubbing: what the rate goes back to
    Instant commandedAt = -patience;
};

} // namespace loophole
