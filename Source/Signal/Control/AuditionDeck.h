#pragma once

#include "Concurrency/Outbox.h"
#include "Signal/Callback/AudioCommand.h"
#include "Signal/Callback/Audition.h"
#include "Signal/Stream/StreamEngine.h"

#include <optional>

namespace loophole::signal
{

using AudioOutbox = Outbox<AudioCommand, SignalThread, AudioThread>;

/**
    Plays media outside the session, one at a time, on Signal's control thread: waits until a medium is open and its
    first blocks are there, starts it, and reads ahead of it while it plays.
*/
class AuditionDeck
{
public:
    AuditionDeck(StreamEngine&, const AuditionVoice&, AudioOutbox&);

    /** The one before fades out when this one starts. */
    void start(SignalThread&, const StartStream&, Instant now);
    void stop(SignalThread&);
    void setGain(SignalThread&, const SetStreamGain&);

    /** `position` as the callback last told it. */
    void step(SignalThread&, const TransportPosition& position, Instant now);

    /** A medium is to be heard as soon as it can be. */
    [[nodiscard]] bool isWaiting() const { return waiting.has_value(); }

    [[nodiscard]] StreamCounts counts(SignalThread& thread) const { return audition.counts(thread); }

private:
    void startWhenReady(SignalThread&, Instant now);
    void readAhead(SignalThread&, std::int64_t gridFrame, Instant now);
    [[nodiscard]] std::int64_t gridFrameOf(SignalThread&, FramePosition assetFrame) const;

    StreamEngine& engine;
    Audition audition;
    AudioOutbox& commands;
    std::optional<StartStream> waiting; ///< until its medium is open and its first block resident
    Instant patience{};
    Clip clip; ///< stands for the medium that is waiting or playing
    std::int64_t windowStart = 0;
    bool hasWindow = false;
    std::uint32_t revision = 0;
};

} // namespace loophole::signal
