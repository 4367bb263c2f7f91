#include "Signal/Mixer/MixPlanner.h"

#include "Core/Gain.h"

#include <algorithm>
#include <map>
#include <utility>

namespace loophole::signal
{
namespace
{

const std::string masterName = "Master";

/** The buses in the document's order with their routes by index, before they are sorted. */
struct Routing
{
    std::vector<Bus> buses;
    std::vector<std::size_t> sendTo;
    std::size_t master = 0;
    std::vector<std::string> warnings;

    /** The bus of that name, or buses.size(). */
    [[nodiscard]] std::size_t find(const std::string& name) const
    {
        const auto found = std::find_if(buses.begin(), buses.end(), [&](const Bus& bus) { return bus.name == name; });
        return static_cast<std::size_t>(found - buses.begin());
    }

    /** Steps to Master; more than there are buses for one that never gets there. */
    [[nodiscard]] std::size_t distance(std::size_t bus) const
    {
        std::size_t steps = 0;
        for (; bus != master && steps <= buses.size(); bus = sendTo[bus])
            ++steps;
        return steps;
    }
};

Routing routingOf(const Session& session)
{
    Routing routing;
    routing.buses.assign(session.buses.begin(), session.buses.end());
    routing.master = routing.find(masterName);
    if (routing.master == routing.buses.size())
        routing.buses.emplace_back().name = masterName;

    routing.sendTo.assign(routing.buses.size(), routing.master);
    for (std::size_t i = 0; i < routing.buses.size(); ++i)
    {
        const auto& bus = routing.buses[i];
        if (i == routing.master || bus.sendTo.empty())
            continue;
        if (const auto target = routing.find(bus.sendTo); target < routing.buses.size())
            routing.sendTo[i] = target;
        else
            routing.warnings.push_back("bus " + bus.name + ": there is no bus " + bus.sendTo + ", it plays to Master");
    }
    for (std::size_t i = 0; i < routing.buses.size(); ++i)
        if (routing.distance(i) > routing.buses.size())
        {
            routing.sendTo[i] = routing.master;
            routing.warnings.push_back("bus " + routing.buses[i].name +
                                       ": it sends to itself in a circle, it plays to Master");
        }
    return routing;
}

/** Indices of the buses, those farthest from Master first. */
std::vector<std::size_t> orderOf(const Routing& routing)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < routing.buses.size(); ++i)
        order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return routing.distance(a) > routing.distance(b); });
    return order;
}

StripGain busGain(const Bus& bus)
{
    const auto gain = bus.mute ? 0.0f : Gain::fromDecibels(bus.volumeDb).linear();
    return {gain, gain, gain};
}

StripGain trackGain(const Track& track, bool isHeard, int channels)
{
    if (!isHeard)
        return {0.0f, 0.0f, 0.0f};
    const auto gain = Gain::fromDecibels(track.gainDb).linear();
    if (channels < 2)
        return {gain, gain, gain};
    const auto pan = PanGains::fromPan(track.pan);
    return {gain * pan.left, gain * pan.right, gain};
}

/** Adds the buses in their order; answers where each of the routing's buses went. */
std::vector<std::size_t> planBuses(SignalThread& thread, const Routing& routing, PlaybackState& state, MixPlan& plan)
{
    const auto order = orderOf(routing);
    std::vector<std::size_t> places(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        places[order[i]] = i;
    for (const auto i : order)
    {
        const auto& bus = routing.buses[i];
        plan.buses.push_back({bus.id, busGain(bus), places[routing.sendTo[i]], state.stripOf(thread, bus.id),
                              state.bufferOf(thread, bus.id)});
    }
    return places;
}

} // namespace

std::unique_ptr<const MixPlan> MixPlanner::plan(SignalThread& thread, const Session& session, AssetLookup& assets)
{
    auto plan = std::make_unique<MixPlan>();
    auto routing = routingOf(session);
    plan->sampleRate = session.sampleRate;
    plan->channels = std::clamp(routing.buses[routing.master].channels, 1, limits::maxChannels);
    plan->revision = ++revision;
    const auto places = planBuses(thread, routing, state, *plan);

    const bool anySolo =
        std::any_of(session.tracks.begin(), session.tracks.end(), [](const auto& t) { return t->solo; });
    std::unordered_map<TrackId, KnownList> kept;
    for (const auto& track : session.tracks)
    {
        auto bus = routing.find(track->output);
        if (bus == routing.buses.size())
        {
            bus = routing.master;
            routing.warnings.push_back("track " + track->name + ": there is no bus " + track->output +
                                       ", it plays to Master");
        }
        const bool isHeard = !track->mute && (track->solo || !anySolo);
        plan->tracks.push_back({track->id, trackGain(*track, isHeard, plan->channels), places[bus],
                                clipsOf(thread, *track, session.sampleRate, assets), state.stripOf(thread, track->id)});
        kept.insert(known.extract(track->id));
    }
    known = std::move(kept);
    plan->warnings = std::move(routing.warnings);
    return plan;
}

std::shared_ptr<const ClipList> MixPlanner::clipsOf(SignalThread& thread, const Track& track, SampleRate rate,
                                                    AssetLookup& assets)
{
    auto& list = known[track.id];
    if (!list.list || !isUpToDate(thread, list, track, rate, assets))
        list = makeList(thread, track, rate, assets);
    return list.list;
}

bool MixPlanner::isUpToDate(SignalThread& thread, KnownList& list, const Track& track, SampleRate rate,
                            AssetLookup& assets)
{
    if (list.rate != rate || !list.clips.sharesAllWith(track.clips))
        return false;
    const auto version = assets.version(thread);
    if (version != 0 && std::exchange(list.version, version) == version)
        return true;
    return std::all_of(list.sources.begin(), list.sources.end(),
                       [&](const KnownList::Source& source)
                       {
                           const auto* facts = assets.facts(thread, source.asset);
                           if (facts == nullptr || !source.table)
                               return facts == nullptr && !source.table;
                           return facts->length == source.length && facts->sampleRate == source.assetRate &&
                                  assets.table(thread, source.asset, source.phase) == source.table;
                       });
}

MixPlanner::KnownList MixPlanner::makeList(SignalThread& thread, const Track& track, SampleRate rate,
                                           AssetLookup& assets)
{
    KnownList made{track.clips, rate, {}, assets.version(thread), nullptr};
    std::map<std::pair<AssetId, double>, std::shared_ptr<const BlockTable>> tables;
    std::vector<PlannedClip> clips;
    clips.reserve(track.clips.size());
    for (const auto& clip : track.clips)
    {
        if (clip.mute)
            continue;
        const auto* facts = assets.facts(thread, clip.asset);
        const auto assetRate = facts != nullptr ? facts->sampleRate : SampleRate{};
        const auto length = facts != nullptr ? facts->length : FrameCount{};
        const auto line = timelineOf(clip, assetRate, length, rate);

        const auto [known, isNew] = tables.try_emplace({clip.asset, facts != nullptr ? line.phase : 0.0});
        if (isNew)
        {
            known->second = facts != nullptr ? assets.table(thread, clip.asset, line.phase) : nullptr;
            made.sources.push_back({clip.asset, line.phase, known->second, assetRate, length});
        }
        clips.push_back({clip.id, clip.asset, line, Gain::fromDecibels(clip.gainDb).linear(), clip.fadeIn, clip.fadeOut,
                         known->second, state.handleOf(thread, clip.id)});
    }
    made.list = std::make_shared<const ClipList>(std::move(clips));
    return made;
}

} // namespace loophole::signal
