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

void ReadAhead::statusChanged(AssetId asset, std::uint64_t device)
{
    devices.assetChanged(asset, device);
    areMediaNew = true;
    isIdleStale = true;
}

void ReadAhead::factsChanged(AssetId asset)
{
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
    const auto next = std::min({nextPlan, cohorts.nextLeave(), idleDue});
    return areMediaNew ? std::min(next, plannedAt + mediaPause) : next;
}

std::vector<PulseToSignal> ReadAhead::update(const TransportMoment& transport, const MediaLookup& media, Instant now)
{
    if (!session)
        return {};
    std::vector<PulseToSignal> messages;
    const auto jumped = hasJumped(transport, now);
    const auto isUrgent = jumped || isSessionNew;
    const auto areMediaDue = areMediaNew && now >= plannedAt + mediaPause;
    if (isUrgent || areMediaDue || now >= std::min(nextPlan, cohorts.nextLeave()))
        messages = plan(transport, media, now, jumped);
    if (now >= idleDue && !isUrgent)
        std::ranges::move(fillIdle(media, now), std::back_inserter(messages));
    return messages;
}

std::vector<PulseToSignal> ReadAhead::plan(const TransportMoment& transport, const MediaLookup& media, Instant now,
                                           bool jumped)
{
    const auto rate = session->sampleRate;
    const auto left = positionAt(planned, now, rate);
    const auto position = positionAt(transport, now, rate);
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
    const auto [windows, horizon] = planReads(clips, media, transport, now, currentRevision, settings);
    const auto speed = std::max(1.0, std::abs(transport.state.rate));
    const auto pause = std::chrono::duration<double>(horizon) / (speed * plansAHorizon);
    nextPlan = transport.state.isPlaying ? now + std::chrono::duration_cast<Instant>(pause) : Instant::max();
    needs = needsOf(windows, media, transport, devices, now, rate);
    considerIdle(windows, media, position, now);
    return ledger.update(windows, currentRevision, rate);
}

/** What fills idle memory follows in a turn of its own: what is heard after a jump or an edit does not wait for it. */
void ReadAhead::considerIdle(const std::vector<PlannedWindow>& windows, const MediaLookup& media,
                             FramePosition position, Instant now)
{
    // A little stays free for what turns out urgent, and what the plan takes is rounded up so that it seldom changes.
    const auto step = budgetBytes / 16 + 1;
    const auto taken = (bytesFor(windows, media) / step + 1) * step;
    const auto most = budgetBytes / 8 * 7;
    const auto bytes = most > taken ? most - taken : 0;
    const auto moved = std::abs((position - idleCentre).value());
    const auto hasMoved = moved > std::max(idleReach.value() / 8, session->sampleRate.framesIn(1.0).value());
    const auto isNothingThere = indexed.end() == FramePosition(0) && !ledger.fillsIdleMemory();
    if ((!std::exchange(isIdleStale, false) && !hasMoved && bytes == idleBytes) || isNothingThere)
        return;
    idleCentre = position;
    idleBytes = bytes;
    if (idleDue == Instant::max())
        idleDue = std::max(filledAt + idlePause, now + mediaPause);
}

std::vector<PulseToSignal> ReadAhead::fillIdle(const MediaLookup& media, Instant now)
{
    idleDue = Instant::max();
    filledAt = now;
    const auto filling = planIdle(index(media), media, idleCentre, currentRevision, idleBytes);
    idleReach = filling.reach;
    return ledger.updateIdle(filling.windows, currentRevision, session->sampleRate);
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
