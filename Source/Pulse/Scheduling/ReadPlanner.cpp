#include "Pulse/Scheduling/ReadPlanner.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace loophole
{
namespace
{

constexpr std::size_t bytesPerSample = sizeof(float);

Instant shortened(Instant length, const PlanSettings& settings, double share)
{
    const auto shorter = std::chrono::duration<double>(length) * share;
    return std::min(length, std::max(settings.shortestHorizon, std::chrono::duration_cast<Instant>(shorter)));
}

/** Collects windows, at most one for a clip and cohort, and counts the memory they take. */
class Plan
{
public:
    Plan(const SessionIndex& index, const MediaLookup& media, const TransportMoment& transport, std::uint32_t revision)
        : index(index), media(media), transport(transport), revision(revision)
    {
        for (const auto& track : index.session().tracks)
            isAnySolo = isAnySolo || track->solo;
    }

    /** Each device's media as far ahead as it needs, shortened to `share`. */
    void addPlayback(Instant now, const PlanSettings& settings, double share)
    {
        const auto rate = index.session().sampleRate;
        const auto lengths = settings.devices != nullptr ? settings.devices->lengths() : std::vector{settings.horizon};
        for (const auto length : lengths)
            for (const auto& stretch : forecast(transport, now, shortened(length, settings, share), rate))
                index.visitOverlapping(stretch.range,
                                       [&](const IndexedClip& clip)
                                       {
                                           if (lengths.size() == 1 ||
                                               settings.devices->lengthOf(clip.clip->asset) == length)
                                               addStretch(clip, stretch, rate);
                                       });
    }

    void addLoopStart(const PlanSettings& settings, Instant now)
    {
        const auto& state = transport.state;
        if (!state.isLooping || state.loop.isEmpty())
            return;
        const FrameRange start{state.loop.start, std::min(settings.headFrames, state.loop.length)};
        index.visitOverlapping(start,
                               [&](const IndexedClip& clip)
                               {
                                   const auto heard = start.intersection(extent(clip));
                                   add(clip, heard, Cohort::resident, now + settings.horizon);
                               });
    }

    void addHeads(const PlanSettings& settings, FramePosition position, Instant now)
    {
        const auto bytesBefore = bytes;
        for (const auto& clip : index.nearestStarts(position, settings.mostHeads))
        {
            if (bytes - bytesBefore >= settings.headBytes)
                break;
            const auto head = std::min(settings.headFrames, clip.line->length);
            add(clip, {clip.line->start, head}, Cohort::resident, now + settings.horizon);
        }
    }

    [[nodiscard]] std::size_t byteCount() const { return bytes; }
    [[nodiscard]] std::vector<PlannedWindow> take() { return std::move(windows); }

private:
    using Slot = std::pair<ClipId, Cohort>;
    struct SlotHash
    {
        std::size_t operator()(const Slot& slot) const
        {
            return std::hash<std::uint32_t>{}(slot.first.value * 4u + static_cast<std::uint32_t>(slot.second));
        }
    };

    static FrameRange extent(const IndexedClip& clip) { return {clip.line->start, clip.line->length}; }

    [[nodiscard]] const AudioAsset* presentAsset(const IndexedClip& clip) const
    {
        const auto* asset = media.find(clip.clip->asset);
        if (asset == nullptr || asset->offlineStatus == OfflineStatus::present)
            return asset;
        // A drive that does not answer keeps its windows: they go on where they are as soon as it does.
        const auto isAway = asset->offlineStatus == OfflineStatus::pending && !asset->facts.length.isZero();
        return isAway ? asset : nullptr;
    }

    [[nodiscard]] bool isAudible(const IndexedClip& clip) const
    {
        return !clip.clip->mute && !clip.track->mute && (!isAnySolo || clip.track->solo);
    }

    void addStretch(const IndexedClip& clip, const ForecastStretch& stretch, SampleRate rate)
    {
        const auto heard = stretch.range.intersection(extent(clip));
        const auto distance =
            stretch.isBackwards ? stretch.range.end() - heard.end() : heard.start - stretch.range.start;
        const auto due = stretch.due + hearingTime(distance, stretch.rate, rate);
        if (!stretch.isExpected || !isAudible(clip))
        {
            add(clip, heard, Cohort::anticipative, due);
            return;
        }
        const auto former = places.find({clip.clip->id, Cohort::realtime});
        if (former == places.end())
            add(clip, heard, Cohort::realtime, due);
        else if (!join(windows[former->second], toOutput(clip, heard)))
            add(clip, heard, Cohort::anticipative, due);
    }

    static FrameRange toOutput(const IndexedClip& clip, FrameRange onTimeline)
    {
        return {FramePosition((onTimeline.start - clip.line->start).value()), onTimeline.length};
    }

    /** Makes one window of two that adjoin: the whole of a loop shorter than the horizon. */
    bool join(PlannedWindow& window, FrameRange other)
    {
        auto& range = window.request.range;
        if (other.end() != range.start && range.end() != other.start)
            return false;
        range = FrameRange::between(std::min(range.start, other.start), std::max(range.end(), other.end()));
        return true;
    }

    void add(const IndexedClip& clip, FrameRange onTimeline, Cohort cohort, Instant due)
    {
        const auto* asset = onTimeline.isEmpty() ? nullptr : presentAsset(clip);
        if (asset == nullptr || !places.emplace(Slot(clip.clip->id, cohort), windows.size()).second)
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
        windows.push_back({window, *clip.line});
        const auto frames = static_cast<double>(onTimeline.length.value()) * clip.line->playRate;
        bytes += static_cast<std::size_t>(frames) * bytesPerSample * static_cast<std::size_t>(asset->facts.channels);
    }

    const SessionIndex& index;
    const MediaLookup& media;
    const TransportMoment& transport;
    std::uint32_t revision;
    bool isAnySolo = false;
    std::unordered_map<Slot, std::size_t, SlotHash> places;
    std::vector<PlannedWindow> windows;
    std::size_t bytes = 0;
};

/** As far ahead as the memory allows: a session of 2,048 streams reads less far than one of 20. */
double affordableShare(std::size_t bytes, const PlanSettings& settings)
{
    return bytes <= settings.readAheadBytes ? 1.0
                                            : static_cast<double>(settings.readAheadBytes) / static_cast<double>(bytes);
}

} // namespace

std::vector<PlannedWindow> planReads(const SessionIndex& index, const MediaLookup& media,
                                     const TransportMoment& transport, Instant now, std::uint32_t revision,
                                     const PlanSettings& settings)
{
    std::optional<Plan> plan(std::in_place, index, media, transport, revision);
    plan->addPlayback(now, settings, 1.0);
    if (const auto share = affordableShare(plan->byteCount(), settings); share < 1.0)
    {
        plan.emplace(index, media, transport, revision);
        plan->addPlayback(now, settings, share);
    }
    plan->addLoopStart(settings, now);
    plan->addHeads(settings, positionAt(transport, now, index.session().sampleRate), now);
    auto windows = plan->take();
    std::stable_sort(
        windows.begin(), windows.end(),
        [](const PlannedWindow& a, const PlannedWindow& b)
        { return std::tie(a.request.cohort, a.request.deadline) < std::tie(b.request.cohort, b.request.deadline); });
    return windows;
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
        needs[devices.deviceOf(request.asset)] += static_cast<double>(asset->facts.channels) * sessionRate.hz() *
                                                  bytesPerSample * request.playRate * tapeRate;
    }
    return needs;
}

} // namespace loophole
