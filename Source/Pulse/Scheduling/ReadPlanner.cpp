#include "Pulse/Scheduling/ReadPlanner.h"

#include "Pulse/Scheduling/ReadPlan.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

namespace loophole
{
namespace
{

/** As far ahead as the memory allows: a session of 2,048 streams reads less far than one of 20. */
double affordableShare(const ReadPlan& plan, const PlanSettings& settings)
{
    if (plan.byteCount() <= settings.readAheadBytes)
        return 1.0;
    const auto rounding = std::min(plan.roundingBytes(), settings.readAheadBytes);
    return static_cast<double>(settings.readAheadBytes - rounding) /
           static_cast<double>(plan.byteCount() - plan.roundingBytes());
}

/** By cohort and deadline, else as they were. Keys are sorted and not windows, which are ten times as large. */
std::vector<PlannedWindow> byUrgency(std::vector<PlannedWindow> windows)
{
    std::vector<std::tuple<Cohort, Instant, std::size_t>> order;
    order.reserve(windows.size());
    for (const auto& [request, line] : windows)
        order.emplace_back(request.cohort, request.deadline, order.size());
    std::ranges::sort(order);
    std::vector<PlannedWindow> sorted;
    sorted.reserve(windows.size());
    for (const auto& [cohort, deadline, place] : order)
        sorted.push_back(std::move(windows[place]));
    return sorted;
}

} // namespace

PlannedReads planReads(const SessionIndex& index, const MediaLookup& media, const TransportMoment& transport,
                       Instant now, std::uint32_t revision, const PlanSettings& settings)
{
    const auto rate = index.session().sampleRate;
    const auto position = positionAt(transport, now, rate);
    std::optional<ReadPlan> plan(std::in_place, index, media, transport, revision);
    plan->addPlayback(now, settings, 1.0);
    const auto share = affordableShare(*plan, settings);
    if (share < 1.0)
    {
        plan.emplace(index, media, transport, revision);
        plan->addPlayback(now, settings, share);
    }
    // A hand that holds the tape has both sides read for it already; where memory is short what lies ahead needs it.
    else if (transport.state.isPlaying && !transport.state.isScrubbing)
        plan->addBehind(position, rate.framesIn(std::chrono::duration<double>(settings.behind).count()), now);
    plan->limitHeads(settings.headBytes);
    plan->addLoopStart(settings, now);
    plan->addCandidates(settings, now);
    plan->addJumps(settings, now);
    plan->addHeads(settings, position, now);
    return {byUrgency(plan->take()), plan->shortestHorizon()};
}

DeviceNeeds needsOf(const std::vector<PlannedWindow>& plan, const MediaLookup& media, const TransportMoment& transport,
                    const DeviceBook& devices, Instant now, SampleRate sessionRate)
{
    DeviceNeeds needs;
    const auto& state = transport.state;
    const auto tapeRate = std::clamp(std::abs(state.rate), limits::lowestPlayRate, limits::highestPlayRate);
    for (const auto& [request, line] : plan)
    {
        const auto* asset = request.cohort == Cohort::realtime ? media.find(request.asset) : nullptr;
        if (asset == nullptr || request.deadline > now)
            continue;
        const auto ahead = std::chrono::duration<double>(devices.lengthOf(request.asset)).count();
        const auto staysInMemory = [&](FrameCount frames, SampleRate rate) { return rate.secondsIn(frames) <= ahead; };
        if ((state.isLooping && staysInMemory(state.loop.length, sessionRate)) ||
            (request.isLooping && staysInMemory(asset->facts.length, asset->facts.sampleRate)))
            continue;
        needs[devices.deviceOf(request.asset)] +=
            static_cast<double>(asset->facts.channels) * sessionRate.hz() * sizeof(float) * request.playRate * tapeRate;
    }
    return needs;
}

} // namespace loophole
