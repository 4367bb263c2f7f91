#include "Signal/Control/AuditionDeck.h"

#include "Core/Gain.h"
#include "Core/Limits.h"

#include <limits>

namespace loophole::signal
{
namespace
{

/** No clip of a session gets this far: ids count up from 1. */
constexpr ClipId auditionClip{std::numeric_limits<std::uint32_t>::max()};

/** Longer than any healthy drive takes; then it starts anyway, and what comes late is missing and counted. */
constexpr Instant startPatience = std::chrono::milliseconds(500);

} // namespace

AuditionDeck::AuditionDeck(StreamEngine& streamEngine, const AuditionVoice& voice, AudioOutbox& outbox)
    : engine(streamEngine), audition(voice), commands(outbox)
{
    clip.id = auditionClip;
}

void AuditionDeck::start(SignalThread& thread, const StartStream& message, Instant now)
{
    waiting = message;
    patience = now + startPatience;
    clip.asset = message.asset;
    clip.loop = message.loop;
    hasWindow = false;
    startWhenReady(thread, now);
}

void AuditionDeck::stop(SignalThread& thread)
{
    waiting.reset();
    hasWindow = false;
    engine.cancel(thread, {auditionClip, revision});
    commands.send(thread, StopTake{});
}

void AuditionDeck::setGain(SignalThread& thread, const SetStreamGain& message)
{
    if (waiting)
        waiting->gainDb = message.gainDb;
    commands.send(thread, SetTakeGain{Gain::fromDecibels(message.gainDb).linear()});
}

void AuditionDeck::step(SignalThread& thread, const TransportPosition& position, Instant now)
{
    audition.collect(thread);
    if (waiting)
        startWhenReady(thread, now);
    else if (position.deck(Deck::a).isMoving() && position.deck(Deck::a).asset == clip.asset)
        readAhead(thread, gridFrameOf(thread, position.deck(Deck::a).frame), now);
}

std::int64_t AuditionDeck::gridFrameOf(SignalThread& thread, FramePosition assetFrame) const
{
    const auto* facts = engine.facts(thread, clip.asset);
    if (facts == nullptr || !facts->sampleRate.isKnown())
        return assetFrame.value();
    return gridLength(FrameCount(assetFrame.value()), facts->sampleRate, engine.gridRate(thread)).value();
}

void AuditionDeck::startWhenReady(SignalThread& thread, Instant now)
{
    const auto* facts = engine.facts(thread, clip.asset);
    if (facts == nullptr)
    {
        if (now > patience && engine.status(thread, clip.asset) != OfflineStatus::pending)
            waiting.reset();
        return;
    }
    const auto from = gridFrameOf(thread, waiting->from);
    readAhead(thread, from, now);
    const FrameRange first{FramePosition(from), FrameCount(limits::maxCallbackFrames)};
    if (now < patience && !engine.isResident(thread, clip.asset, 0, first))
        return;
    if (auto table = engine.table(thread, clip.asset, 0))
        commands.send(thread, audition.start(thread, *waiting, *facts, engine.gridRate(thread), std::move(table)));
    waiting.reset();
}

void AuditionDeck::readAhead(SignalThread& thread, std::int64_t gridFrame, Instant now)
{
    if (hasWindow && gridFrame >= windowStart && gridFrame < windowStart + limits::blockFrames)
        return;
    windowStart = gridFrame;
    hasWindow = true;
    ClipWindowRequest window;
    window.clip = auditionClip;
    window.asset = clip.asset;
    window.range = {FramePosition(gridFrame),
                    engine.gridRate(thread).framesIn(std::chrono::duration<double>(limits::readAhead).count())};
    window.isLooping = clip.loop;
    window.deadline = now;
    window.revision = ++revision;
    engine.request(thread, window, clip);
}

} // namespace loophole::signal
