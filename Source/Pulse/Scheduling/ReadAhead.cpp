#include "Pulse/Scheduling/ReadAhead.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace loophole
{
namespace
{

/** A position that is farther than this from where it was expected is a jump, not the drift of two clocks. */
constexpr Instant largestDrift = std::chrono::milliseconds(50);

bool isSameMotion(const TransportState& a, const TransportState& b)
{
    return a.isPlaying == b.isPlaying && a.isLooping == b.isLooping && a.isScrubbing == b.isScrubbing &&
           a.loop == b.loop && a.rate == b.rate && a.seekGeneration == b.seekGeneration;
}

} // namespace

void ReadAhead::sessionChanged(SessionPointer next)
{
    session = std::move(next);
    ++currentRevision;
    isSessionNew = true;
}

void ReadAhead::assetChanged(AssetId asset, std::uint64_t device)
{
    devices.assetChanged(asset, device);
    changedAssets.push_back(asset);
    areMediaNew = true;
}

void ReadAhead::devicesReported(std::vector<DiskDevice>& reported, Instant now)
{
    if (devices.update(reported, needs, planned.state.isPlaying, now))
        areMediaNew = true;
}

void ReadAhead::setBudget(std::size_t bytes)
{
    settings.readAheadBytes = bytes / 8 * 5;
    settings.headBytes = bytes / 5;
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
    return areMediaNew ? std::min(nextPlan, plannedAt + mediaPause) : nextPlan;
}

std::vector<PulseToSignal> ReadAhead::update(const TransportMoment& transport, const MediaLookup& media, Instant now)
{
    if (!session)
        return {};
    const auto jumped = hasJumped(transport, now);
    if (!isSessionNew && !jumped && now < nextWakeUp())
        return {};
    if (jumped)
        ++currentRevision;
    isSessionNew = false;
    areMediaNew = false;
    planned = transport;
    plannedAt = now;
    const auto speed = std::max(1.0, std::abs(transport.state.rate));
    const auto pause = std::chrono::duration_cast<Instant>(std::chrono::duration<double>(interval) / speed);
    nextPlan = transport.state.isPlaying ? now + pause : Instant::max();
    settings.devices = &devices;
    auto plan = planReads(index(media), media, transport, now, currentRevision, settings);
    needs = needsOf(plan, media, transport, devices, now, session->sampleRate);
    return ledger.update(std::move(plan), currentRevision, session->sampleRate);
}

} // namespace loophole
