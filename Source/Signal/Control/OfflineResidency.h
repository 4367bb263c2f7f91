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

    /** A drive that does not answer is waited for this long, once; from then on its media are missing while it hangs.
     */
    static constexpr Instant drivePatience = std::chrono::seconds(10);

    /** Gives up on what has failed to be read, or finds no room in the budget; it is missing then, and counted. */
    void await(SignalThread&, const MixPlan&, FrameRange range) override;

private:
    [[nodiscard]] bool isGivenUp(SignalThread&, AssetId) const;
    [[nodiscard]] bool isSettled(SignalThread&, const PlannedClip&, FrameRange) const;
    /** Waits until what the clip sounds is settled; whether it was not yet. */
    bool awaitClip(SignalThread&, const PlannedClip&, FrameRange);

    const Clock& clock;
    StreamEngine& engine;
    SessionPlayback& session;
    std::uint32_t revision = 0;
    bool hasLostPatience = false;
};

} // namespace loophole::signal
