#include "Signal/Callback/AuditionMix.h"

#include "Signal/Callback/AuditionLine.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** A take that is to be met later than this, a turn of a loop away, is made anew for a nearer place. */
constexpr double farthestMeetingSeconds = 1.5;

} // namespace

void AuditionMix::prepare(SampleRate rate)
{
    farthestMeeting = rate.framesIn(farthestMeetingSeconds);
    for (auto& voice : voices)
        voice.prepare(rate);
}

void AuditionMix::obey(AudioThread& thread, const StartTake& command) noexcept
{
    if (command.with == nullptr)
        return start(thread, *command.take, command.deck);
    on(command.deck).start(thread, *command.take);
    on(otherThan(command.deck)).start(thread, *command.with);
}

void AuditionMix::start(AudioThread& thread, AuditionTake& take, Deck deck) noexcept
{
    const auto& other = voice(otherThan(deck));
    if (take.joins && other.place().isKnown)
        take.lineFrames = 0;
    else if (take.joins)
    {
        // It is still to begin: on the same line, each where it was told to.
        take.joins = false;
        take.meets.reset();
        if (other.next() != nullptr)
            take.lineFrames = other.next()->lineFrames;
    }
    on(deck).start(thread, take);
}

void AuditionMix::obey(AudioThread& thread, const MoveScrub& command) noexcept
{
    on(command.deck).scrubTo(thread, command.gridFrame);
}

void AuditionMix::obey(AudioThread& thread, const StopTake& command) noexcept
{
    on(command.deck).stop(thread);
}

void AuditionMix::obey(AudioThread& thread, const SetTakeGain& command) noexcept
{
    on(command.deck).setGain(thread, command.gain);
}

void AuditionMix::obey(AudioThread& thread, const SetTakeTempo& command) noexcept
{
    on(command.deck).setTempo(thread, command.tempoRatio);
}

void AuditionMix::obey(AudioThread& thread, const HearDecks& command) noexcept
{
    on(Deck::a).setHeard(thread, command.a);
    on(Deck::b).setHeard(thread, command.b);
}

void AuditionMix::addTo(AudioThread& thread, const TransportState& transport, float* const* output, int channels,
                        int frames) noexcept
{
    for (int done = 0; done < frames;)
    {
        const auto part = begin(thread, transport, done, frames);
        std::array<float*, limits::maxChannels> at{};
        for (int c = 0; c < channels; ++c)
            at[static_cast<std::size_t>(c)] = output[c] + done;
        for (auto& each : voices)
            each.addTo(thread, at.data(), channels, part);
        done += part;
    }
}

/** Frames of the output until a deck's next take begins; negative where it can not any more. */
std::int64_t AuditionMix::framesToBegin(const AuditionTake& next, Deck deck,
                                        const TransportState& transport) const noexcept
{
    if (next.meets)
        return voice(next.joins ? otherThan(deck) : deck).framesUntil(*next.meets, farthestMeeting);
    return framesToLine(transport, next.lineFrames);
}

/** Begins what is due `done` frames into these; how many frames can then be made in one go. */
int AuditionMix::begin(AudioThread& thread, const TransportState& transport, int done, int frames) noexcept
{
    auto part = frames - done;
    for (const auto deck : {Deck::a, Deck::b})
    {
        const auto* next = voice(deck).next();
        if (next == nullptr)
            continue;
        // A line is counted from the transport's place before these frames, a meeting from a deck's place now.
        const auto due = framesToBegin(*next, deck, transport) - (next->meets ? 0 : done);
        if (next->meets && due < 0)
            on(deck).dropWaiting(thread);
        else if (due <= 0)
            on(deck).beginWaiting(thread, voice(otherThan(deck)).place());
        else if (due < part)
            part = static_cast<int>(due);
    }
    return part;
}

DeckStates AuditionMix::states(AudioThread& thread) const noexcept
{
    return {voice(Deck::a).state(thread), voice(Deck::b).state(thread)};
}

} // namespace loophole::signal
