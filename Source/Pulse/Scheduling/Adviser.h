#pragma once

#include "Core/Clock.h"
#include "Model/Session.h"
#include "Model/TransportState.h"

#include <vector>

namespace loophole
{

/** What an adviser is told when it is asked. Valid during the call. */
struct AdviserView
{
    const Session& session;
    const TransportState& transport;
    FramePosition position; ///< of the playhead at `now`
    Instant now{};
};

/** Where the playhead may be soon without playing on to there. */
struct JumpHint
{
    FramePosition position; ///< session frames
    double confidence = 0;  ///< above 0, at most 1: how probable the jump is
};

/**
    Somebody who has an idea of what will be heard next: what the user did before, the structure of the piece, a program
    that composes along. Asked each time reads are planned, on Pulse's thread: it must answer in microseconds and never
    wait. Advice is bounded (see Advice): it fills memory that is kept for starts and never delays what is heard.
*/
class Adviser
{
public:
    virtual ~Adviser() = default;
    [[nodiscard]] virtual std::vector<JumpHint> hints(const AdviserView&) = 0;
};

} // namespace loophole
