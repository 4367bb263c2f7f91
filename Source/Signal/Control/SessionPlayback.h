#pragma once

#include "Concurrency/Published.h"
#include "Messages/PulseToSignal.h"
#include "Signal/Control/ClipDirectory.h"
#include "Signal/Control/EngineAssets.h"
#include "Signal/Mixer/MixPlanner.h"
#include "Signal/Mixer/PlaybackState.h"

namespace loophole::signal
{

/**
    The session that plays, on Signal's control thread: owns its plan, which is made anew whenever the session or one
    of its media changes, and what playing it remembers. Turns Pulse's windows into reads of the stream engine.
*/
class SessionPlayback
{
public:
    /** What a callback may take of every clip that it hits: the largest that is prepared for. */
    static constexpr FrameCount turnFrames{limits::maxCallbackFrames};
    /** A start may wait for this much: two blocks of every clip, so that thousands do not begin with none in hand. */
    static constexpr FrameCount startFrames{limits::blockFrames + 1};

    SessionPlayback(StreamEngine&, const AudioEpoch&);

    /** Takes the session; blocks are read at its rate from now on. */
    void take(SignalThread&, const PublishSession&);
    [[nodiscard]] SampleRate sampleRate() const { return session ? session->sampleRate : SampleRate(); }

    /** Windows of clips that the session no longer has are dropped. */
    void request(SignalThread&, const ClipWindowRequest&);

    /** A medium came, went or changed. */
    void assetsChanged() { isPlanStale = true; }

    /** Makes the plan anew if it has to be and the last one is not too recent, and frees what the audio thread has let
     * go of. */
    void step(SignalThread&, Instant now);

    /** As step(), but at once, for who has all media open; whether a plan was made. */
    bool tryPublishPlan(SignalThread&);

    [[nodiscard]] const Published<MixPlan>& plan() const { return published; }
    [[nodiscard]] PlaybackState& playback() { return state; }

    /** Whether all that sounds within `range` of the timeline can be heard, but for media that are missing. */
    [[nodiscard]] bool isReady(SignalThread&, FrameRange range) const;

    /** Whether all that the clip sounds within `range` of the timeline can be heard; a missing medium never will. */
    [[nodiscard]] bool isResident(SignalThread&, const PlannedClip&, FrameRange range) const;

private:
    StreamEngine& engine;
    EngineAssets assets;
    PlaybackState state;
    MixPlanner planner{state};
    Published<MixPlan> published;
    SessionPointer session;
    ClipDirectory clips; ///< of `session`
    bool isPlanStale = false;
    Instant nextPlan{};
};

} // namespace loophole::signal
