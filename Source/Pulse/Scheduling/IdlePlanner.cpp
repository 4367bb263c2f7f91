#include "Pulse/Scheduling/IdlePlanner.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

/** Windows cost time to plan and to follow: a session of thousands of short clips is filled less far. */
constexpr std::size_t mostWindows = 2048;

/** First reach that is tried: a block on either side. */
constexpr std::int64_t firstReach = limits::blockFrames;

/** Nine months: a document may say that a clip lasts for centuries. */
constexpr FrameCount farthestReach{std::int64_t{1} << 40};

constexpr std::uint32_t aheadPlace = 0;
constexpr std::uint32_t behindPlace = 1;

class Filling
{
public:
    Filling(const SessionIndex& index, const MediaLookup& media, FramePosition centre, std::uint32_t revision)
        : index(index), media(media), centre(centre), revision(revision)
    {
    }

    [[nodiscard]] IdlePlan reaching(FrameCount reach) const
    {
        IdlePlan plan;
        plan.centre = centre;
        plan.reach = reach;
        const auto start = std::max(centre - reach, FramePosition(0));
        const FrameRange ahead{centre, reach};
        const auto behind = FrameRange::between(start, centre);
        index.visitOverlapping(ahead, [&](const IndexedClip& clip) { add(plan, clip, ahead, aheadPlace); });
        index.visitOverlapping(behind, [&](const IndexedClip& clip) { add(plan, clip, behind, behindPlace); });
        plan.isWhole = start == FramePosition(0) && ahead.end() >= index.end() && plan.windows.size() <= mostWindows;
        return plan;
    }

private:
    void add(IdlePlan& plan, const IndexedClip& clip, FrameRange side, std::uint32_t place) const
    {
        const auto* asset = media.find(clip.clip->asset);
        const auto heard = side.intersection({clip.line->start, clip.line->length});
        if (plan.windows.size() > mostWindows || asset == nullptr || asset->offlineStatus != OfflineStatus::present ||
            asset->preferStream || heard.isEmpty())
            return;
        const auto isBehind = place == behindPlace;
        const auto distance = isBehind ? centre - heard.end() : heard.start - centre;
        PlannedWindow planned{{}, *clip.line};
        auto& window = planned.request;
        window.clip = clip.clip->id;
        window.asset = clip.clip->asset;
        window.range = {FramePosition((heard.start - clip.line->start).value()), heard.length};
        window.isLooping = clip.line->loop;
        window.playRate = clip.line->playRate;
        window.cohort = Cohort::idle;
        window.deadline = hearingTime(distance, 1, index.session().sampleRate);
        window.revision = revision;
        window.place = place;
        window.tapeRate = isBehind ? -1 : 1;
        const auto frames = std::min(static_cast<double>(heard.length.value()) * clip.line->playRate,
                                     static_cast<double>(std::max<std::int64_t>(1, clip.line->stretch.value())));
        // Blocks are read whole: even a short clip takes one.
        const auto blocks = std::ceil(frames / static_cast<double>(limits::blockFrames));
        plan.bytes += static_cast<std::size_t>(blocks) * limits::blockFrames * sizeof(float) *
                      static_cast<std::size_t>(asset->facts.channels);
        plan.windows.push_back(std::move(planned));
    }

    const SessionIndex& index;
    const MediaLookup& media;
    FramePosition centre;
    std::uint32_t revision;
};

} // namespace

IdlePlan planIdle(const SessionIndex& index, const MediaLookup& media, FramePosition centre, std::uint32_t revision,
                  std::size_t bytes)
{
    const Filling filling(index, media, centre, revision);
    const auto fits = [bytes](const IdlePlan& plan)
    { return plan.bytes <= bytes && plan.windows.size() <= mostWindows; };
    IdlePlan best;
    best.centre = centre;
    // Twice as far until it is too far, then half way back: within a quarter of the farthest that fits.
    auto reach = FrameCount(firstReach);
    auto plan = filling.reaching(reach);
    while (fits(plan))
    {
        best = std::move(plan);
        if (best.isWhole || reach >= farthestReach)
            return best;
        reach = reach * 2;
        plan = filling.reaching(reach);
    }
    if (auto between = filling.reaching(FrameCount(reach.value() / 4 * 3)); fits(between))
        return between;
    return best;
}

} // namespace loophole
