#pragma once

#include "Concurrency/SpscQueue.h"
#include "Concurrency/ThreadTokens.h"
#include "Messages/Transport.h"

#include <type_traits>
#include <variant>

namespace loophole::signal
{

struct AuditionTake;

/** A deck's next take; the one before it fades out. The take stays alive as Audition says. */
struct StartTake
{
    AuditionTake* take = nullptr;
    Deck deck = Deck::a;
    /** Of the other deck: both begin on one frame, each where it was told to and on the same line. */
    AuditionTake* with = nullptr;
};
struct StopTake
{
    Deck deck = Deck::a;
};
struct SetTakeGain
{
    float gain = 1.0f;
    Deck deck = Deck::a;
};
/** Of a take that is stretched already: everything else takes another one. */
struct SetTakeTempo
{
    double tempoRatio = 1;
    Deck deck = Deck::a;
};
/** The pointer that a scrubbed take follows is at this frame of its grid. */
struct MoveScrub
{
    Deck deck = Deck::a;
    std::int64_t gridFrame = 0;
};

/** What Signal's control thread tells the audio thread. Trivially copyable, so that taking one out frees nothing. */
using AudioCommand =
    std::variant<PlayTransport, StopTransport, SeekTransport, SetTransportLoop, SetTransportRate, ScrubTransport,
                 EndScrub, StartTake, StopTake, SetTakeGain, SetTakeTempo, MoveScrub, HearDecks>;
static_assert(std::is_trivially_copyable_v<AudioCommand>);

/**
    Full queue: the control thread keeps what does not fit in its Outbox, in order. 1,024 commands are ten seconds of
    scrubbing by a mouse that reports a hundred times a second.
*/
using AudioCommandQueue = SpscQueue<AudioCommand, SignalThread, AudioThread>;
inline constexpr std::size_t audioCommandCapacity = 1024;

} // namespace loophole::signal
