#pragma once

#include "Concurrency/Outbox.h"
#include "Signal/Callback/AudioCommand.h"
#include "Signal/Callback/Audition.h"
#include "Signal/Control/AuditionCourse.h"
#include "Signal/Control/AuditionReads.h"
#include "Signal/Stream/StreamEngine.h"

#include <optional>

namespace loophole::signal
{

using AudioOutbox = Outbox<AudioCommand, SignalThread, AudioThread>;

/** One deck on Signal's control thread: what it plays or is to play, and the takes of that. */
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
    void setStretch(SignalThread&, const SetStreamStretch&, Instant now);
    void endScrub(SignalThread&, const EndStreamScrub&, Instant now);

    void scrub(SignalThread&, const ScrubStream&);

    /** `state` as the callback that began at `at` told it. */
    void step(SignalThread&, const DeckState& state, Instant at, Instant now);

    /** A medium is to be heard as soon as it can be. */
    [[nodiscard]] bool isWaiting() const { return waiting.has_value(); }
    /** It is another one than plays, or from another place. */
    [[nodiscard]] bool isStarting() const { return waiting && !isChange; }
    [[nodiscard]] bool isScrubbing() const { return scrubbed.has_value(); }
    /** What is to start follows the other deck. */
    [[nodiscard]] bool isFollowing() const { return waiting && waiting->inSync; }
    [[nodiscard]] StartLine line() const { return waiting ? waiting->line : StartLine::none; }

    /**
        Whether what waits can start, on the course of the other deck if it is to join that: its medium is open and its
        first blocks are resident, or late. Gives up a medium that is not there.
    */
    [[nodiscard]] bool isReady(SignalThread&, const std::optional<AuditionCourse>& other, Instant now);
    /** The take of what isReady(), which waits no more; null where its medium has just gone. */
    [[nodiscard]] AuditionTake* takeStart(SignalThread&, const std::optional<AuditionCourse>& other, Instant now);

    /** While the deck plays. */
    [[nodiscard]] std::optional<AuditionCourse> course(SignalThread&) const;

    [[nodiscard]] StreamCounts counts(SignalThread& thread) const { return audition.counts(thread); }

private:
    /** Where on the grid what waits begins, and the frame of the deck that it follows at which it does. */
    struct Entry
    {
        std::int64_t gridFrame = 0;
        std::optional<std::int64_t> meets;
    };
    /** What the audio thread was given last, other than to scrub. */
    struct Sent
    {
        const AuditionTake* take = nullptr; ///< the newest of `audition`, which keeps it
        StartStream stream;
        bool isChange = false;
    };

    [[nodiscard]] Entry entry(SignalThread&, const std::optional<AuditionCourse>& other, Instant now) const;
    void change(SignalThread&, Instant now);
    [[nodiscard]] bool tryTurnTempo(SignalThread&);
    void repeatWhatWasLate(Instant now);
    [[nodiscard]] bool isResident(SignalThread&, std::int64_t gridFrame);
    [[nodiscard]] std::optional<Audition::Medium> medium(SignalThread&, AssetId) const;
    [[nodiscard]] std::int64_t gridFrame(SignalThread&, AssetId, FramePosition) const;
    [[nodiscard]] FrameRange gridRegion(SignalThread&, const StartStream&) const;
    [[nodiscard]] FrameRange readRegion(SignalThread&, const StartStream&) const;
    void readAhead(SignalThread&, std::int64_t gridFrame, Instant now);
    void readAround(SignalThread&, Instant now);

    const Deck deck;
    StreamEngine& engine;
    Audition audition;
    AudioOutbox& commands;
    AuditionReads reads;
    std::optional<StartStream> waiting; ///< until its medium is open and its first block resident
    bool isChange = false;              ///< what waits is another region or stretch of what plays
    Instant patience{};
    Instant meetingTime{};             ///< what a stretched take is given to get to the audio thread in time
    std::optional<StartStream> loaded; ///< what was started last, until it is stopped
    std::optional<Sent> sent;
    std::optional<ScrubStream> scrubbed;
    bool hasScrubTake = false;
    DeckState lastState;
    Instant lastStateAt{};
};

} // namespace loophole::signal
