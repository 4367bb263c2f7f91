#pragma once

#include "Messages/Transport.h"
#include "Model/Session.h"
#include "Signal/Control/AuditionDeck.h"

namespace loophole::signal
{

/**
    Plays media outside the session on two decks, on Signal's control thread: waits until what is to start can be
    heard, starts what belongs together with one command, and counts the lines of the tempo for what waits for one.
*/
class AuditionDesk
{
public:
    /** Voices in the order of the decks. */
    AuditionDesk(StreamEngine&, const AuditionVoice& a, const AuditionVoice& b, AudioOutbox&);

    /** Whose tempo takes begin on. */
    void follow(const Session&);

    void obey(SignalThread&, const StartStream&, Instant now);
    void obey(SignalThread&, const StopStream&);
    void obey(SignalThread&, const SetStreamGain&);
    void obey(SignalThread&, const SetStreamRegion&, Instant now);
    void obey(SignalThread&, const SetStreamStretch&, Instant now);
    void obey(SignalThread&, const HearDecks&);
    void obey(SignalThread&, const ScrubStream&, Instant now);
    void obey(SignalThread&, const EndStreamScrub&, Instant now);

    /** `position` as the callback last told it. */
    void step(SignalThread&, const TransportPosition& position, Instant now);

    /** Something is to be heard, or to follow the hand, as soon as it can. */
    [[nodiscard]] bool isWaiting() const;

    [[nodiscard]] StreamCounts counts(SignalThread& thread, Deck deck) const { return on(deck).counts(thread); }

private:
    [[nodiscard]] AuditionDeck& on(Deck deck) { return decks[indexOf(deck)]; }
    [[nodiscard]] const AuditionDeck& on(Deck deck) const { return decks[indexOf(deck)]; }
    void startWhatIsReady(SignalThread&, Instant now);
    void startBoth(SignalThread&, Instant now);
    [[nodiscard]] AuditionTake* takeOf(SignalThread&, Deck, const std::optional<AuditionCourse>& other, Instant now);

    std::array<AuditionDeck, deckCount> decks;
    AudioOutbox& commands;
    double beatFrames = 0;
    double barFrames = 0;
};

} // namespace loophole::signal
