#pragma once

#include "Aura/Shell/AuraModel.h"

#include <optional>

namespace loophole::aura
{

/** Play and stop as the user means them: a stretch is played once from its start to its end, and where that is wished
    the playhead goes back to where it started. Owned by the message thread. */
class Playback
{
public:
    explicit Playback(AuraModel& model) : model(model) {}

    void toggle();
    void stop();
    void playOnce(FrameRange);
    /** Once a frame: sees that the transport has stopped, by whomever. */
    void frame();

    bool returnsOnStop = false;

private:
    void hasStopped();

    AuraModel& model;
    std::optional<FramePosition> startedAt;
    std::optional<FrameRange> heldLoop; ///< the loop that gives way while a stretch is played
    bool wasPlaying = false;            ///< the transport has been seen to
};

} // namespace loophole::aura
