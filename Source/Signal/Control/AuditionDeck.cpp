#include "Signal/Control/AuditionDeck.h"

#include "Core/Limits.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{
namespace
{

/** Longer than any healthy drive takes; then it starts anyway, and what comes late is missing and counted. */
constexpr Instant startPatience = std::chrono::milliseconds(500);

/** Two callbacks of 1,024 frames and what priming takes; doubled each time that it was not enough. */
constexpr Instant shortestMeeting = std::chrono::milliseconds(50);
constexpr Instant longestMeeting = std::chrono::milliseconds(800);

} // namespace

AuditionDeck::AuditionDeck(Deck which, StreamEngine& streamEngine, const AuditionVoice& voice, AudioOutbox& outbox)
    : deck(which), engine(streamEngine), audition(voice), commands(outbox), reads(which, streamEngine)
{
}

void AuditionDeck::load(SignalThread&, const StartStream& message, Instant now)
{
    waiting = loaded = message;
    isChange = false;
    sent.reset();
    patience = now + startPatience;
    meetingTime = shortestMeeting;
    scrubbed.reset();
    reads.turnTo(message.asset);
}

void AuditionDeck::stop(SignalThread& thread)
{
    waiting.reset();
    loaded.reset();
    sent.reset();
    scrubbed.reset();
    reads.forget(thread);
    commands.send(thread, StopTake{deck});
}

void AuditionDeck::setGain(SignalThread& thread, const SetStreamGain& message)
{
    if (!loaded && !scrubbed)
        return;
    for (auto* stream : {&waiting, &loaded})
        if (*stream)
        {
            (*stream)->gainDb = message.gainDb;
            (*stream)->matchDb = message.matchDb;
        }
    commands.send(thread, SetTakeGain{Audition::gainOf(message.gainDb, message.matchDb), deck});
}

void AuditionDeck::setRegion(SignalThread& thread, const SetStreamRegion& message, Instant now)
{
    if (!loaded)
        return;
    loaded->region = message.region;
    loaded->loop = message.loop;
    change(thread, now);
}

void AuditionDeck::setStretch(SignalThread& thread, const SetStreamStretch& message, Instant now)
{
    if (!loaded || loaded->stretch == message.stretch)
        return;
    loaded->stretch = message.stretch;
    if (!tryTurnTempo(thread))
        change(thread, now);
}

/** The stretched take that plays, or is about to, can turn its tempo by itself; everything else takes another one. */
bool AuditionDeck::tryTurnTempo(SignalThread& thread)
{
    if (!sent || waiting || !Audition::isStretched(sent->stream) || !Audition::isStretched(*loaded) ||
        sent->stream.stretch.semitones != loaded->stretch.semitones)
        return false;
    sent->stream.stretch = loaded->stretch;
    commands.send(thread, SetTakeTempo{loaded->stretch.limited().tempoRatio, deck});
    return true;
}

/** What plays, or waits, goes on as `loaded` says by now. */
void AuditionDeck::change(SignalThread& thread, Instant now)
{
    if (scrubbed)
        return;
    if (isStarting())
    {
        waiting->region = loaded->region;
        waiting->loop = loaded->loop;
        waiting->stretch = loaded->stretch;
        return;
    }
    if (sent && !sent->isChange && sent->take->fate.load(std::memory_order_acquire) == AuditionTake::Fate::waits)
        return load(thread, StartStream(*loaded), now);
    waiting = loaded;
    waiting->inSync = false;
    waiting->line = StartLine::none;
    const auto here = lastState.frame;
    const bool isInside = loaded->region.isEmpty() || loaded->region.contains(here);
    waiting->from = isInside ? here : loaded->region.start;
    isChange = true;
    patience = now + startPatience;
    meetingTime = shortestMeeting;
    reads.renewUnlessAt(gridFrame(thread, loaded->asset, waiting->from));
}

void AuditionDeck::scrub(SignalThread& thread, const ScrubStream& message)
{
    if (!scrubbed || scrubbed->asset != message.asset)
    {
        hasScrubTake = false;
        reads.turnTo(message.asset);
    }
    waiting.reset();
    sent.reset();
    scrubbed = message;
    if (hasScrubTake)
        commands.send(thread, MoveScrub{deck, gridFrame(thread, message.asset, message.target)});
}

void AuditionDeck::endScrub(SignalThread& thread, const EndStreamScrub& message, Instant now)
{
    if (!scrubbed)
        return;
    if (!message.goesOn)
        return stop(thread);
    auto next = loaded && loaded->asset == scrubbed->asset ? *loaded : StartStream();
    next.asset = scrubbed->asset;
    next.from = scrubbed->target;
    next.gainDb = scrubbed->gainDb;
    next.matchDb = scrubbed->matchDb;
    next.deck = deck;
    next.line = StartLine::none;
    next.inSync = false;
    load(thread, next, now);
}

void AuditionDeck::step(SignalThread& thread, const DeckState& state, Instant at, Instant now)
{
    lastState = state;
    lastStateAt = at;
    audition.collect(thread);
    repeatWhatWasLate(now);
    if (scrubbed)
        readAround(thread, now);
    else if (const auto here = course(thread); here && !waiting)
        readAhead(thread, here->gridFrame, now);
}

void AuditionDeck::repeatWhatWasLate(Instant now)
{
    if (!sent || waiting || sent->take->fate.load(std::memory_order_acquire) != AuditionTake::Fate::late)
        return;
    waiting = sent->stream;
    isChange = sent->isChange;
    sent.reset();
    patience = now + startPatience;
    meetingTime = std::min(longestMeeting, 2 * meetingTime);
}

std::optional<AuditionCourse> AuditionDeck::course(SignalThread& thread) const
{
    if (lastState.motion != DeckState::Motion::playing || lastState.asset != reads.asset())
        return std::nullopt;
    AuditionCourse course;
    course.gridFrame = gridFrame(thread, lastState.asset, lastState.frame);
    course.tempoRatio = lastState.stretch.tempoRatio;
    course.at = lastStateAt;
    course.rate = engine.gridRate(thread);
    if (sent && sent->stream.loop)
        course.loop = gridRegion(thread, sent->stream);
    return course;
}

AuditionDeck::Entry AuditionDeck::entry(SignalThread& thread, const std::optional<AuditionCourse>& other,
                                        Instant now) const
{
    const auto& followed = isChange ? course(thread) : waiting->inSync ? other : std::nullopt;
    const bool isStretched = Audition::isStretched(*waiting);
    if (!followed || (isChange && !isStretched))
        return {gridFrame(thread, waiting->asset, waiting->from), std::nullopt};
    const auto met = isStretched ? followed->gridFrameIn(meetingTime, now) : followed->gridFrame;
    const auto tempo = isStretched ? waiting->stretch.limited().tempoRatio : 1.0;
    const auto own = std::llround(static_cast<double>(met) / followed->tempoRatio * tempo);
    if (!isChange)
        return {own, isStretched ? std::optional(met) : std::nullopt};
    const auto region = gridRegion(thread, *waiting);
    return region.contains(FramePosition(met)) ? Entry{met, met} : Entry{region.start.value(), std::nullopt};
}

std::optional<Audition::Medium> AuditionDeck::medium(SignalThread& thread, AssetId asset) const
{
    const auto* facts = engine.facts(thread, asset);
    auto table = engine.table(thread, asset, 0);
    if (facts == nullptr || table == nullptr)
        return std::nullopt;
    return Audition::Medium{*facts, engine.gridRate(thread), std::move(table)};
}

std::int64_t AuditionDeck::gridFrame(SignalThread& thread, AssetId asset, FramePosition assetFrame) const
{
    const auto* facts = engine.facts(thread, asset);
    return facts == nullptr ? assetFrame.value() : gridFrameOf(assetFrame, facts->sampleRate, engine.gridRate(thread));
}

FrameRange AuditionDeck::gridRegion(SignalThread& thread, const StartStream& stream) const
{
    const auto* facts = engine.facts(thread, stream.asset);
    const FrameRange whole{FramePosition(0), facts != nullptr ? facts->length : FrameCount()};
    const auto region = stream.region.isEmpty() ? whole : stream.region.intersection(whole);
    return FrameRange::between(FramePosition(gridFrame(thread, stream.asset, region.start)),
                               FramePosition(gridFrame(thread, stream.asset, region.end())));
}

/** On the grid. A part that is stretched is read beyond its end, as AuditionStretch is. */
FrameRange AuditionDeck::readRegion(SignalThread& thread, const StartStream& stream) const
{
    const auto region = gridRegion(thread, stream);
    if (stream.loop || !Audition::isStretched(stream))
        return region;
    auto all = stream;
    all.region = {};
    const auto end = std::min(region.end() + AuditionStretch::primingFrames, gridRegion(thread, all).end());
    return FrameRange::between(region.start, std::max(region.end(), end));
}

bool AuditionDeck::isReady(SignalThread& thread, const std::optional<AuditionCourse>& other, Instant now)
{
    if (!medium(thread, waiting->asset))
    {
        if (now > patience && engine.status(thread, waiting->asset) != OfflineStatus::pending)
            waiting.reset();
        return false;
    }
    const auto from = entry(thread, other, now).gridFrame;
    readAhead(thread, from, now);
    return now >= patience || isResident(thread, from);
}

/** What the first callbacks need of what waits; a stretched one looks beyond the end of a region that repeats. */
bool AuditionDeck::isResident(SignalThread& thread, std::int64_t from)
{
    const bool isStretched = Audition::isStretched(*waiting);
    const auto needed = isStretched ? AuditionStretch::primingFrames : FrameCount(limits::maxCallbackFrames);
    const auto region = readRegion(thread, *waiting);
    const auto left = region.contains(FramePosition(from)) ? region.end() - FramePosition(from) : FrameCount();
    if (!engine.isResident(thread, waiting->asset, 0, {FramePosition(from), std::min(needed, left)}))
        return false;
    const auto wrapped = isStretched && waiting->loop ? std::max(FrameCount(), needed - left) : FrameCount();
    return engine.isResident(thread, waiting->asset, 0, {region.start, std::min(wrapped, region.length)});
}

AuditionTake* AuditionDeck::takeStart(SignalThread& thread, const std::optional<AuditionCourse>& other, Instant now)
{
    const auto begins = entry(thread, other, now);
    const auto starting = *waiting;
    waiting.reset();
    auto opened = medium(thread, starting.asset);
    if (!opened)
        return nullptr;
    auto& take = audition.make(thread, starting, *std::move(opened),
                               begins.meets ? std::optional(begins.gridFrame) : std::nullopt);
    take.isRegion = isChange;
    take.meets = begins.meets;
    sent = {&take, starting, isChange};
    return &take;
}

void AuditionDeck::readAhead(SignalThread& thread, std::int64_t frame, Instant now)
{
    if (!loaded)
        return;
    const auto speed = std::clamp(loaded->playRate, limits::lowestPlayRate, limits::highestPlayRate);
    const auto tempo = Audition::isStretched(*loaded) ? loaded->stretch.limited().tempoRatio : 1.0;
    reads.readAhead(thread, frame, {readRegion(thread, *loaded), loaded->loop, speed * tempo}, now);
}

void AuditionDeck::readAround(SignalThread& thread, Instant now)
{
    auto opened = medium(thread, scrubbed->asset);
    if (!opened)
        return;
    if (!hasScrubTake)
    {
        hasScrubTake = true;
        commands.send(thread, StartTake{&audition.make(thread, *scrubbed, *std::move(opened)), deck});
    }
    reads.readAround(thread, gridFrame(thread, scrubbed->asset, scrubbed->target), now);
}

} // namespace loophole::signal
