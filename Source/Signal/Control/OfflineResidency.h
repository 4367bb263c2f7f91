#pragma once

#include "Signal/Control/SessionPlayback.h"
#include "Signal/Render/OfflineRenderer.h"

namespace loophole::signal
{

/** Reads for a renderer that can wait, through the same windows as for playing. On the thread that renders. */
class OfflineResidency final : public Residency
{
public:
    OfflineResidency(const Clock&, StreamEngine&, SessionPlayback&);

    void want(SignalThread&, const MixPlan&, FrameRange range) override;

    /** Gives up on what has failed to be read, or finds no room in the budget; it is missing then, and counted. */
    void await(SignalThread&, const MixPlan&, FrameRange range) override;

private:
    [[nodiscard]] bool isSettled(SignalThread&, const MixPlan&, FrameRange) const;

    const Clock& clock;
    StreamEngine& engine;
    SessionPlayback& session;
    std::uint32_t revision = 0;
};

} // namespace loophole::signal
