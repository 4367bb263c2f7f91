#include "Signal/Control/AuditionDesk.h"

namespace loophole::signal
{

AuditionDesk::AuditionDesk(StreamEngine& engine, const AuditionVoice& a, const AuditionVoice& b, AudioOutbox& outbox)
    : decks{AuditionDeck(Deck::a, engine, a, outbox), AuditionDeck(Deck::b, engine, b, outbox)}, commands(outbox)
{
}

void AuditionDesk::follow(const Session& session)
{
    beatFrames = session.tempo.bpm > 0 ? session.sampleRate.hz() * 60.0 / session.tempo.bpm : 0.0;
    barFrames = beatFrames * session.tempo.beatsPerBar;
}

void AuditionDesk::obey(SignalThread& thread, const StartStream& message, Instant now)
{
    on(message.deck).load(thread, message, now);
    startWhatIsReady(thread, now);
}

void AuditionDesk::obey(SignalThread& thread, const StopStream& message)
{
    for (const auto deck : {Deck::a, Deck::b})
        if (!message.deck || *message.deck == deck)
            on(deck).stop(thread);
}

void AuditionDesk::obey(SignalThread& thread, const SetStreamGain& message)
{
    on(message.deck).setGain(thread, message);
}

void AuditionDesk::obey(SignalThread& thread, const SetStreamRegion& message, Instant now)
{
    on(message.deck).setRegion(thread, message, now);
    startWhatIsReady(thread, now);
}

void AuditionDesk::obey(SignalThread& thread, const SetStreamStretch& message, Instant now)
{
    on(message.deck).setStretch(thread, message, now);
    startWhatIsReady(thread, now);
}

void AuditionDesk::obey(SignalThread& thread, const HearDecks& message)
{
    commands.send(thread, message);
}

void AuditionDesk::obey(SignalThread& thread, const ScrubStream& message, Instant)
{
    on(message.deck).scrub(thread, message);
}

void AuditionDesk::obey(SignalThread& thread, const EndStreamScrub& message, Instant now)
{
    on(message.deck).endScrub(thread, message, now);
    startWhatIsReady(thread, now);
}

void AuditionDesk::step(SignalThread& thread, const TransportPosition& position, Instant now)
{
    for (const auto deck : {Deck::a, Deck::b})
        on(deck).step(thread, position.deck(deck), position.at, now);
    startWhatIsReady(thread, now);
}

bool AuditionDesk::isWaiting() const
{
    for (const auto& deck : decks)
        if (deck.isWaiting() || deck.isScrubbing())
            return true;
    return false;
}

void AuditionDesk::startWhatIsReady(SignalThread& thread, Instant now)
{
    // A medium that is not there is given up: the other one does not belong to it any more.
    const auto belongTogether = [this]
    { return decks[0].isStarting() && decks[1].isStarting() && (decks[0].isFollowing() || decks[1].isFollowing()); };
    const auto courseBeside = [&](Deck deck)
    { return belongTogether() ? std::nullopt : on(otherThan(deck)).course(thread); };
    std::array<bool, deckCount> ready{};
    for (const auto deck : {Deck::a, Deck::b})
        ready[indexOf(deck)] = on(deck).isWaiting() && on(deck).isReady(thread, courseBeside(deck), now);
    if (belongTogether())
    {
        if (ready[0] && ready[1])
            startBoth(thread, now);
        return;
    }
    for (const auto deck : {Deck::a, Deck::b})
        if (ready[indexOf(deck)])
            if (auto* take = takeOf(thread, deck, courseBeside(deck), now))
                commands.send(thread, StartTake{take, deck});
}

void AuditionDesk::startBoth(SignalThread& thread, Instant now)
{
    auto* a = takeOf(thread, Deck::a, std::nullopt, now);
    auto* b = takeOf(thread, Deck::b, std::nullopt, now);
    if (a == nullptr || b == nullptr)
    {
        if (a != nullptr || b != nullptr)
            commands.send(thread, a != nullptr ? StartTake{a, Deck::a} : StartTake{b, Deck::b});
        return;
    }
    a->joins = b->joins = false;
    a->lineFrames = b->lineFrames = std::max(a->lineFrames, b->lineFrames);
    commands.send(thread, StartTake{a, Deck::a, b});
}

AuditionTake* AuditionDesk::takeOf(SignalThread& thread, Deck deck, const std::optional<AuditionCourse>& other,
                                   Instant now)
{
    const auto line = on(deck).line();
    auto* take = on(deck).takeStart(thread, other, now);
    if (take != nullptr)
        take->lineFrames = line == StartLine::bar ? barFrames : line == StartLine::beat ? beatFrames : 0.0;
    return take;
}

} // namespace loophole::signal
