#include "Signal/Control/AuditionDeck.h"

#include "Core/Limits.h"

#include <algorithm>
#include <limits>

namespace loophole::signal
{
namespace
{

/** What a deck reads at once: on from its place, and what it comes to from there. No clip of a session has their ids:
 * those count up from 1. */
enum class Stretch : std::uint32_t
{
    here,
    next
};
constexpr std::uint32_t stretchCount = 2;

ClipId clipOf(Deck deck, Stretch stretch)
{
    const auto place = static_cast<std::uint32_t>(indexOf(deck)) * stretchCount + static_cast<std::uint32_t>(stretch);
    return {std::numeric_limits<std::uint32_t>::max() - place};
}

/** Longer than any healthy drive takes; then it starts anyway, and what comes late is missing and counted. */
constexpr Instant startPatience = std::chrono::milliseconds(500);

/** To either side of a pointer: what it passes at the highest speed while a read of 100 ms is under way. */
constexpr double aroundSeconds = 0.1 * limits::highestPlayRate;

constexpr double aheadSeconds = std::chrono::duration<double>(limits::readAhead).count();

} // namespace

AuditionDeck::AuditionDeck(Deck which, StreamEngine& streamEngine, const AuditionVoice& voice, AudioOutbox& outbox)
    : deck(which), engine(streamEngine), audition(voice), commands(outbox)
{
}

void AuditionDeck::load(SignalThread&, const StartStream& message, Instant now)
{
    waiting = loaded = message;
    isRegionOnly = false;
    patience = now + startPatience;
    scrubbed.reset();
    clip.asset = message.asset;
    windowStart.reset();
}

void AuditionDeck::stop(SignalThread& thread)
{
    waiting.reset();
    loaded.reset();
    scrubbed.reset();
    forgetWindows(thread);
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
    const bool isStarting = waiting && !isRegionOnly;
    if (isStarting)
    {
        waiting->region = message.region;
        waiting->loop = message.loop;
    }
    if (isStarting || scrubbed)
        return;
    waiting = loaded;
    waiting->inSync = false;
    waiting->line = StartLine::none;
    const auto here = lastState.frame;
    const bool isInside = message.region.isEmpty() || message.region.contains(here);
    waiting->from = isInside ? here : message.region.start;
    isRegionOnly = true;
    patience = now + startPatience;
    if (gridFrame(thread, loaded->asset, waiting->from) != windowStart)
        windowStart.reset();
}

void AuditionDeck::scrub(SignalThread& thread, const ScrubStream& message)
{
    if (!scrubbed || scrubbed->asset != message.asset)
    {
        hasScrubTake = false;
        windowStart.reset();
    }
    waiting.reset();
    scrubbed = message;
    clip.asset = message.asset;
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

void AuditionDeck::step(SignalThread& thread, const DeckState& state, Instant now)
{
    lastState = state;
    audition.collect(thread);
    if (scrubbed)
        readAround(thread, now);
    else if (const auto here = place(thread); here && !waiting)
        readAhead(thread, *here, now);
}

std::optional<std::int64_t> AuditionDeck::place(SignalThread& thread) const
{
    if (lastState.motion != DeckState::Motion::playing || lastState.asset != clip.asset)
        return std::nullopt;
    return gridFrame(thread, lastState.asset, lastState.frame);
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

bool AuditionDeck::isReady(SignalThread& thread, std::optional<std::int64_t> joined, Instant now)
{
    if (!medium(thread, waiting->asset))
    {
        if (now > patience && engine.status(thread, waiting->asset) != OfflineStatus::pending)
            waiting.reset();
        return false;
    }
    const auto from = joined && waiting->inSync ? *joined : gridFrame(thread, waiting->asset, waiting->from);
    readAhead(thread, from, now);
    const auto region = gridRegion(thread, *waiting);
    const auto left = region.contains(FramePosition(from)) ? (region.end() - FramePosition(from)) : FrameCount();
    const FrameRange first{FramePosition(from), std::min(FrameCount(limits::maxCallbackFrames), left)};
    return now >= patience || engine.isResident(thread, waiting->asset, 0, first);
}

AuditionTake* AuditionDeck::takeStart(SignalThread& thread)
{
    const auto starting = *waiting;
    waiting.reset();
    auto opened = medium(thread, starting.asset);
    if (!opened)
        return nullptr;
    auto& take = audition.make(thread, starting, *std::move(opened));
    take.isRegion = isRegionOnly;
    return &take;
}

bool AuditionDeck::isInWindow(std::int64_t frame) const
{
    return windowStart && frame >= *windowStart && frame < *windowStart + limits::blockFrames;
}

void AuditionDeck::readAhead(SignalThread& thread, std::int64_t frame, Instant now)
{
    if (isInWindow(frame) || !loaded)
        return;
    windowStart = frame;
    const auto region = gridRegion(thread, *loaded);
    const auto rate = engine.gridRate(thread);
    const auto speed = std::clamp(loaded->playRate, limits::lowestPlayRate, limits::highestPlayRate);
    const auto ahead = rate.framesIn(aheadSeconds * speed);
    const auto here = FramePosition(frame);
    const auto left = region.contains(here) ? region.end() - here : ahead;
    request(thread, clipOf(deck, Stretch::here), {here, std::min(ahead, left)}, speed, now);
    if (!loaded->loop)
        return engine.cancel(thread, {clipOf(deck, Stretch::next), revision});
    const auto untilWrap = std::chrono::duration<double>(rate.secondsIn(left) / speed);
    request(thread, clipOf(deck, Stretch::next), {region.start, std::min(ahead, region.length)}, speed,
            now + std::chrono::duration_cast<Instant>(untilWrap));
}

void AuditionDeck::readAround(SignalThread& thread, Instant now)
{
    auto opened = medium(thread, scrubbed->asset);
    if (!opened)
        return;
    const auto target = gridFrame(thread, scrubbed->asset, scrubbed->target);
    if (!hasScrubTake)
    {
        hasScrubTake = true;
        commands.send(thread, StartTake{&audition.make(thread, *scrubbed, *std::move(opened)), deck});
    }
    if (isInWindow(target + limits::blockFrames / 2))
        return;
    windowStart = target;
    const auto around = engine.gridRate(thread).framesIn(aroundSeconds);
    const auto before = std::max(FramePosition(0), FramePosition(target) - around);
    request(thread, clipOf(deck, Stretch::here), {FramePosition(target), around}, 1, now);
    request(thread, clipOf(deck, Stretch::next), FrameRange::between(before, FramePosition(target)), -1, now);
}

void AuditionDeck::request(SignalThread& thread, ClipId id, FrameRange gridFrames, double tapeRate, Instant deadline)
{
    clip.id = id;
    ClipWindowRequest window;
    window.clip = id;
    window.asset = clip.asset;
    window.range = gridFrames;
    window.deadline = deadline;
    window.tapeRate = tapeRate;
    window.revision = ++revision;
    engine.request(thread, window, clip);
}

void AuditionDeck::forgetWindows(SignalThread& thread)
{
    windowStart.reset();
    for (const auto stretch : {Stretch::here, Stretch::next})
        engine.cancel(thread, {clipOf(deck, stretch), revision});
}

} // namespace loophole::signal
