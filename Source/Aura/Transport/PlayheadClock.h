#pragma once

#include "Core/SampleRate.h"
#include "Messages/Transport.h"

namespace loophole::aura
{

/**
    Where the playhead is between two reports of the transport, so that it moves evenly on the screen. Stands still
    when reports stay away, because then nothing is heard either. Owned by the message thread.
*/
class PlayheadClock
{
public:
    /** Reports come at least every 50 ms while a device runs. */
    static constexpr Instant longestSilence = std::chrono::milliseconds(250);

    void report(const TransportPosition&);
    /** What the hand just asked for is shown at once, until a report of it comes or it takes too long. */
    void expectSeek(FramePosition target, Instant now);

    [[nodiscard]] FramePosition at(Instant now, SampleRate) const;
    [[nodiscard]] const TransportState& state() const { return last.state; }
    [[nodiscard]] const TransportPosition& reported() const { return last; }

private:
    TransportPosition last;
    FramePosition expected;
    Instant expectedAt{};
    bool isExpecting = false;
};

} // namespace loophole::aura
