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
    One deck on Signal's control thread: what it plays or is to play, the takes of that, and the reading ahead of them:
    of its place, of the start of a region that repeats, and to both sides of a pointer.
*/
class AuditionDeck
{
public:
    AuditionDeck(Deck, StreamEngine&, const AuditionVoice&, AudioOutbox&);

    /** To be started as soon as isReady(). */
    void load(SignalThread&, const StartStream&, Instant now);
    void stop(SignalThread&);
    /** The following do nothing while the deck is empty. */
    void setGain(SignalThread&, const SetStreamGain&);
    void setRegion(SignalThread&, const SetStreamRegion&, Instant now);
    void endScrub(SignalThread&, const EndStreamScrub&, Instant now);

    void scrub(SignalThread&, const ScrubStream&);

    /** `state` as the callback last told it. */
    void step(SignalThread&, const DeckState& state, Instant now);

    /** A medium is to be heard as soon as it can be. */
    [[nodiscard]] bool isWaiting() const { return waiting.has_value(); }
    [[nodiscard]] bool isScrubbing() const { return scrubbed.has_value(); }
    /** What is to start follows the other deck. */
    [[nodiscard]] bool isFollowing() const { return waiting && waiting->inSync; }
    [[nodiscard]] StartLine line() const { return waiting ? waiting->line : StartLine::none; }

    /**
        Whether what waits can start, at `place` on the grid if it is to join the other deck there: its medium is open
        and its first blocks are resident, or late. Gives up a medium that is not there.
    */
    [[nodiscard]] bool isReady(SignalThread&, std::optional<std::int64_t> place, Instant now);
    /** The take of what isReady(), which waits no more; null where its medium has just gone. */
    [[nodiscard]] AuditionTake* takeStart(SignalThread&);

    /** Where the deck is on the grid while it plays. */
    [[nodiscard]] std::optional<std::int64_t> place(SignalThread&) const;

    [[nodiscard]] StreamCounts counts(SignalThread& thread) const { return audition.counts(thread); }

private:
    [[nodiscard]] std::optional<Audition::Medium> medium(SignalThread&, AssetId) const;
    [[nodiscard]] std::int64_t gridFrame(SignalThread&, AssetId, FramePosition) const;
    [[nodiscard]] FrameRange gridRegion(SignalThread&, const StartStream&) const;
    void readAhead(SignalThread&, std::int64_t gridFrame, Instant now);
    void readAround(SignalThread&, Instant now);
    void request(SignalThread&, ClipId, FrameRange gridFrames, double tapeRate, Instant deadline);
    void forgetWindows(SignalThread&);
    [[nodiscard]] bool isInWindow(std::int64_t gridFrame) const;

    const Deck deck;
    StreamEngine& engine;
    Audition audition;
    AudioOutbox& commands;
    std::optional<StartStream> waiting; ///< until its medium is open and its first block resident
    bool isRegionOnly = false;          ///< what waits is another region of what plays
    Instant patience{};
    std::optional<StartStream> loaded; ///< what was started last, until it is stopped
    std::optional<ScrubStream> scrubbed;
    bool hasScrubTake = false;
    DeckState lastState;
    Clip clip; ///< stands for the medium of the windows
    std::optional<std::int64_t> windowStart;
    std::uint32_t revision = 0;
};

} // namespace loophole::signal
