#include "Pulse/Scheduling/ReadAhead.h"

#include "Pulse/Scheduling/NearestMarkers.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <unordered_map>

namespace loophole
{
namespace
{

/** A position that is farther than this from where it was expected is a jump, not the drift of two clocks. */
constexpr Instant largestDrift = std::chrono::milliseconds(50);

/** A refused window is one of many that are about to be: a few of them are enough to reach the smallest share … */
constexpr double retreat = 0.875;
/** … which statistics, four times a second, undo within ten seconds. */
constexpr double recovery = 1.025;

/** They take a few MiB. */
constexpr std::size_t mostCandidates = 16;

/** Filling memory that nothing needs is no hurry. */
constexpr Instant idlePause = std::chrono::milliseconds(250);

bool isSameMotion(const TransportState& a, const TransportState& b)
{
    return a.isPlaying == b.isPlaying && a.isLooping == b.isLooping && a.isScrubbing == b.isScrubbing &&
           a.loop == b.loop && a.rate == b.rate && a.seekGeneration == b.seekGeneration;
}

/** Tracks of both that are not the same in both. */
std::vector<TrackId> editedTracks(const Session& before, const Session& now)
{
    std::vector<TrackId> edited;
    if (before.tracks.sharesAllWith(now.tracks))
        return edited;
    std::unordered_map<TrackId, const Track*> former;
    for (const auto& track : before.tracks)
        former.emplace(track->id, track.get());
    for (const auto& track : now.tracks)
        if (const auto found = former.find(track->id); found != former.end() && found->second != track.get())
            edited.push_back(track->id);
    return edited;
}

} // namespace

ReadAhead::ReadAhead()
{
    advice.add(lastPositions);
    advice.add(std::make_shared<NearestMarkers>());
}

void ReadAhead::sessionChanged(SessionPointer next)
{
    if (session)
        std::ranges::copy(editedTracks(*session, *next), std::back_inserter(edited));
    session = std::move(next);
    isIdleStale = true;
    nextIdle = {}; // what was edited away is given back at once
    ++currentRevision;
    isSessionNew = true;
}

void ReadAhead::tracksSelected(std::vector<TrackId> tracks)
{
    selected = std::move(tracks);
    areMediaNew = true; // planned anew a moment later: a hand that runs over many tracks is followed where it rests
}

/** A track that sounds alone is what the user listens to. */
void ReadAhead::settleCohorts(Instant now)
{
    auto held = selected;
    for (const auto& track : session->tracks)
        if (track->solo)
            held.push_back(track->id);
    cohorts = cohorts.after(held, std::exchange(edited, {}), now);
}

void ReadAhead::assetChanged(AssetId asset, std::uint64_t device)
{
    devices.assetChanged(asset, device);
    changedAssets.push_back(asset);
    areMediaNew = true;
    isIdleStale = true;
}

void ReadAhead::considerForAudition(AssetId asset)
{
    auto& candidates = settings.candidates;
    std::erase(candidates, asset);
    candidates.insert(candidates.begin(), asset);
    candidates.resize(std::min(candidates.size(), mostCandidates));
    areMediaNew = true;
}

void ReadAhead::devicesReported(std::vector<DiskDevice>& reported, Instant now)
{
    if (devices.update(reported, needs, planned.state.isPlaying, now))
        areMediaNew = true;
}

void ReadAhead::setBudget(std::size_t bytes)
{
    budgetBytes = bytes;
    readAheadShare = std::min(largestShare, readAheadShare * recovery);
    share(bytes);
}

void ReadAhead::windowRefused(const WindowRefused& fact)
{
    if (fact.cohort != Cohort::realtime)
        return;
    readAheadShare = std::max(smallestShare, readAheadShare * retreat);
    share(budgetBytes);
}

void ReadAhead::share(std::size_t budget)
{
    settings.readAheadBytes = static_cast<std::size_t>(static_cast<double>(budget) * readAheadShare);
    settings.headBytes = budget / 8;
    settings.adviceBytes = settings.headBytes / 2;
}

const SessionIndex& ReadAhead::index(const MediaLookup& media)
{
    if (session && (indexed.sessionPointer() != session || !changedAssets.empty()))
    {
        std::sort(changedAssets.begin(), changedAssets.end());
        indexed = SessionIndex(session, media, indexed, changedAssets);
        changedAssets.clear();
    }
    return indexed;
}

bool ReadAhead::hasJumped(const TransportMoment& transport, Instant now) const
{
    const auto rate = session->sampleRate;
    const auto distance = (positionAt(transport, now, rate) - positionAt(planned, now, rate)).value();
    return !isSameMotion(transport.state, planned.state) ||
           rate.secondsIn(FrameCount(std::abs(distance))) > std::chrono::duration<double>(largestDrift).count();
}

Instant ReadAhead::nextWakeUp() const
{
    auto next = std::min(nextPlan, cohorts.nextLeave());
    if (areMediaNew)
        next = std::min(next, plannedAt + mediaPause);
    return session && isIdleStale ? std::min(next, std::max(nextIdle, plannedAt + mediaPause)) : next;
}

std::vector<PulseToSignal> ReadAhead::update(const TransportMoment& transport, const MediaLookup& media, Instant now)
{
    if (!session)
        return {};
    const auto jumped = hasJumped(transport, now);
    const auto left = positionAt(planned, now, session->sampleRate);
    if (!isSessionNew && !jumped && now < nextWakeUp())
        return {};
    const auto position = positionAt(transport, now, session->sampleRate);
    if (jumped)
        ++currentRevision;
    if (std::abs((position - left).value()) >= limits::blockFrames)
        lastPositions->remember(left);
    isSessionNew = false;
    areMediaNew = false;
    planned = transport;
    plannedAt = now;
    settleCohorts(now);
    settings.cohorts = &cohorts;
    settings.devices = &devices;
    const auto& clips = index(media);
    settings.jumps = advice.targets({*session, transport.state, position, now}, clips.end());
    auto [plan, horizon] = planReads(clips, media, transport, now, currentRevision, settings);
    const auto speed = std::max(1.0, std::abs(transport.state.rate));
    const auto pause = std::chrono::duration<double>(horizon) / (speed * plansAHorizon);
    nextPlan = transport.state.isPlaying ? now + std::chrono::duration_cast<Instant>(pause) : Instant::max();
    needs = needsOf(plan, media, transport, devices, now, session->sampleRate);
    addIdle(plan, media, position, now);
    return ledger.update(std::move(plan), currentRevision, session->sampleRate);
}

void ReadAhead::addIdle(std::vector<PlannedWindow>& plan, const MediaLookup& media, FramePosition position, Instant now)
{
    // A little stays free for what turns out urgent, and what the plan takes is rounded up so that it seldom changes.
    const auto step = budgetBytes / 16 + 1;
    const auto taken = (bytesFor(plan, media) / step + 1) * step;
    const auto most = budgetBytes / 8 * 7;
    const auto bytes = most > taken ? most - taken : 0;
    const auto moved = std::abs((position - idle.centre).value());
    const auto hasMoved = moved > std::max(idle.reach.value() / 8, session->sampleRate.framesIn(1.0).value());
    if ((isIdleStale || hasMoved || bytes != idleBytes) && now >= nextIdle)
    {
        idle = planIdle(indexed, media, position, currentRevision, bytes);
        idleBytes = bytes;
        isIdleStale = false;
        nextIdle = now + idlePause;
    }
    plan.insert(plan.end(), idle.windows.begin(), idle.windows.end());
}

std::size_t ReadAhead::bytesFor(const std::vector<PlannedWindow>& plan, const MediaLookup& media) const
{
    double bytes = 0;
    for (const auto& [request, line] : plan)
    {
        const auto* asset = media.find(request.asset);
        const auto frames = static_cast<double>((request.range.length + request.behind).value()) * request.playRate;
        if (asset != nullptr) // and half a block on either side, as blocks are read whole
            bytes += (frames + static_cast<double>(limits::blockFrames)) * asset->facts.channels * sizeof(float);
    }
    return static_cast<std::size_t>(std::min(bytes, static_cast<double>(budgetBytes)));
}

} // namespace loophole
