#include "Pulse/Scheduling/ReadPlan.h"

#include "Core/Limits.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

constexpr std::size_t bytesPerSample = sizeof(float);

/** Resident windows of one clip, apart from its head. */
constexpr std::uint32_t loopPlace = 1;
constexpr std::uint32_t firstJumpPlace = 2;

/** A hand that turns has to stop first. */
constexpr Instant turningTime = std::chrono::milliseconds(100);

/** To whole blocks: a clip then takes a new one just when it leaves one, and never one more than was planned. */
Instant shortened(Instant length, const PlanSettings& settings, double share, SampleRate rate)
{
    if (share >= 1.0)
        return length;
    const auto blocksIn = [rate](Instant time)
    { return rate.hz() * std::chrono::duration<double>(time).count() / static_cast<double>(limits::blockFrames); };
    const auto least =
        std::max(PlanSettings::leastBlocks, static_cast<std::int64_t>(std::ceil(blocksIn(settings.shortestHorizon))));
    const auto blocks = std::max(least, static_cast<std::int64_t>(blocksIn(length) * share));
    const auto seconds = rate.secondsIn(FrameCount(blocks * limits::blockFrames));
    return std::min(length, std::chrono::duration_cast<Instant>(std::chrono::duration<double>(seconds)));
}

FrameRange extent(const IndexedClip& clip)
{
    return {clip.line->start, clip.line->length};
}

FrameRange toOutput(const IndexedClip& clip, FrameRange onTimeline)
{
    return {FramePosition((onTimeline.start - clip.line->start).value()), onTimeline.length};
}

/** Makes one window of two that adjoin: the whole of a loop shorter than the horizon. */
bool tryJoin(PlannedWindow& window, FrameRange other)
{
    auto& range = window.request.range;
    if (other.end() != range.start && range.end() != other.start)
        return false;
    range = FrameRange::between(std::min(range.start, other.start), std::max(range.end(), other.end()));
    return true;
}

} // namespace

ReadPlan::ReadPlan(const SessionIndex& sessionIndex, const MediaLookup& mediaLookup, const TransportMoment& moment,
                   std::uint32_t planRevision)
    : index(sessionIndex), media(mediaLookup), transport(moment), revision(planRevision)
{
    for (const auto& track : index.session().tracks)
        isAnySolo = isAnySolo || track->solo;
}

void ReadPlan::addPlayback(Instant now, const PlanSettings& settings, double share)
{
    const auto rate = index.session().sampleRate;
    cohorts = settings.cohorts;
    const auto lengths = settings.devices != nullptr ? settings.devices->lengths() : std::vector{settings.horizon};
    for (const auto length : lengths)
    {
        const auto ahead = shortened(length, settings, share, rate);
        horizon = std::min(horizon, ahead);
        for (const auto& stretch : forecast(transport, now, ahead, rate, settings.queued))
            index.visitOverlapping(stretch.range,
                                   [&](const IndexedClip& clip)
                                   {
                                       if (lengths.size() == 1 ||
                                           settings.devices->lengthOf(clip.clip->asset) == length)
                                           addStretch(clip, stretch, rate);
                                   });
    }
}

/** Whatever the rate is now: a hand that holds the tape may be this fast before the next plan. */
double ReadPlan::tapeRate(const ForecastStretch& stretch) const
{
    const auto rate = transport.state.isScrubbing ? limits::highestPlayRate : stretch.rate;
    return stretch.isBackwards ? -rate : rate;
}

/** A hand that holds the tape holds every track. */
Cohort ReadPlan::cohortAhead(const IndexedClip& clip) const
{
    return cohorts == nullptr || transport.state.isScrubbing ? Cohort::realtime : cohorts->of(clip.track->id);
}

void ReadPlan::addLoopStart(const PlanSettings& settings, Instant now)
{
    const auto& state = transport.state;
    if (!state.isLooping || state.loop.isEmpty())
        return;
    const FrameRange start{state.loop.start, std::min(settings.headFrames, state.loop.length)};
    index.visitOverlapping(start,
                           [&](const IndexedClip& clip)
                           {
                               const auto heard = start.intersection(extent(clip));
                               add(clip, heard, Cohort::resident, now + settings.horizon, 1, loopPlace);
                           });
}

void ReadPlan::addBehind(FramePosition position, FrameCount reach, Instant now)
{
    const auto start = std::max(position - reach, FramePosition(0));
    const auto before = FrameRange::between(start, position);
    index.visitOverlapping(before,
                           [&](const IndexedClip& clip)
                           {
                               const auto heard = before.intersection(extent(clip));
                               const auto playing = places.find({clip.clip->id, Cohort::realtime, 0});
                               if (playing == places.end())
                                   add(clip, heard, Cohort::anticipative, now + turningTime, -1);
                               else if (isAudible(clip))
                                   keepBehind(clip, windows[playing->second].request, heard);
                           });
}

void ReadPlan::addJumps(const PlanSettings& settings, Instant now)
{
    auto due = now + settings.horizon;
    const auto limit = std::min(headLimit, bytes + settings.adviceBytes);
    for (const auto& jump : settings.jumps)
    {
        if (bytes >= limit)
            return;
        const FrameRange start{jump.position, settings.headFrames};
        due += std::chrono::milliseconds(1);
        index.visitOverlapping(start,
                               [&](const IndexedClip& clip)
                               {
                                   if (bytes < limit)
                                       add(clip, start.intersection(extent(clip)), Cohort::resident, due, 1,
                                           firstJumpPlace + jump.place);
                               });
    }
}

void ReadPlan::addCandidates(const PlanSettings& settings, Instant now)
{
    for (const auto id : settings.candidates)
    {
        const auto* asset = media.find(id);
        if (asset == nullptr || asset->offlineStatus != OfflineStatus::present)
            continue;
        ClipWindowRequest window;
        window.asset = id;
        window.range = {FramePosition(0), settings.headFrames};
        window.cohort = Cohort::resident;
        window.deadline = now + settings.horizon;
        window.revision = revision;
        window.place = id.value;
        ClipTimeline line;
        line.length = window.range.length;
        windows.push_back({window, line});
    }
}

void ReadPlan::addHeads(const PlanSettings& settings, FramePosition position, Instant now)
{
    for (const auto& clip : index.nearestStarts(position, settings.mostHeads))
    {
        if (bytes >= headLimit)
            break;
        const auto head = std::min(settings.headFrames, clip.line->length);
        add(clip, {clip.line->start, head}, Cohort::resident, now + settings.horizon);
    }
}

const AudioAsset* ReadPlan::audibleAsset(const IndexedClip& clip) const
{
    const auto* asset = media.find(clip.clip->asset);
    if (asset == nullptr || asset->offlineStatus == OfflineStatus::present || asset->proxyStatus == ProxyStatus::ready)
        return asset;
    // A drive that does not answer keeps its windows: they go on where they are as soon as it does.
    const auto isAway = asset->offlineStatus == OfflineStatus::pending && !asset->facts.length.isZero();
    return isAway ? asset : nullptr;
}

bool ReadPlan::isAudible(const IndexedClip& clip) const
{
    return !clip.clip->mute && !clip.track->mute && (!isAnySolo || clip.track->solo);
}

void ReadPlan::addStretch(const IndexedClip& clip, const ForecastStretch& stretch, SampleRate rate)
{
    const auto heard = stretch.range.intersection(extent(clip));
    const auto distance = stretch.isBackwards ? stretch.range.end() - heard.end() : heard.start - stretch.range.start;
    const auto due = stretch.due + hearingTime(distance, stretch.rate, rate);
    if (!isAudible(clip)) // it can be heard once the mute is lifted, and waits behind all that is heard before
        return add(clip, heard, Cohort::anticipative, due + limits::readAhead, tapeRate(stretch));
    if (!stretch.isExpected)
        return add(clip, heard, Cohort::anticipative, due, tapeRate(stretch));
    const auto former = places.find({clip.clip->id, Cohort::realtime, 0});
    if (former == places.end())
        add(clip, heard, Cohort::realtime, due, tapeRate(stretch));
    else if (!tryJoin(windows[former->second], toOutput(clip, heard)))
        add(clip, heard, Cohort::anticipative, due, tapeRate(stretch));
}

void ReadPlan::keepBehind(const IndexedClip& clip, ClipWindowRequest& playing, FrameRange heard)
{
    const auto* asset = audibleAsset(clip);
    if (asset == nullptr || toOutput(clip, heard).end() != playing.range.start)
        return;
    playing.behind = heard.length;
    count(clip, heard.length, asset->facts.channels);
}

void ReadPlan::add(const IndexedClip& clip, FrameRange onTimeline, Cohort cohort, Instant due, double rate,
                   std::uint32_t place)
{
    const auto* asset = onTimeline.isEmpty() ? nullptr : audibleAsset(clip);
    if (asset == nullptr || !places.emplace(Slot(clip.clip->id, cohort, place), windows.size()).second)
        return;
    ClipWindowRequest window;
    window.clip = clip.clip->id;
    window.asset = clip.clip->asset;
    window.range = toOutput(clip, onTimeline);
    window.isLooping = clip.line->loop;
    window.playRate = clip.line->playRate;
    window.cohort = cohort;
    window.deadline = due;
    window.revision = revision;
    window.tapeRate = rate;
    window.place = place;
    if (cohort == Cohort::realtime)
        window.ahead = cohortAhead(clip);
    windows.push_back({window, *clip.line});
    count(clip, onTimeline.length, asset->facts.channels);
}

void ReadPlan::count(const IndexedClip& clip, FrameCount onTimeline, int channels)
{
    const auto frames = static_cast<double>(onTimeline.value()) * clip.line->playRate;
    const auto frameBytes = bytesPerSample * static_cast<std::size_t>(channels);
    const auto block = static_cast<std::size_t>(limits::blockFrames) * frameBytes; // half a one at either end
    bytes += static_cast<std::size_t>(frames) * frameBytes + block;
    rounding += block;
}

} // namespace loophole
