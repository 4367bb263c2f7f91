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

/** What reaching so far would take: found out for several reaches before the windows of one are made. */
struct Extent
{
    FrameCount reach;
    std::size_t windows = 0;
    std::size_t bytes = 0;
    bool isWhole = false;

    [[nodiscard]] bool fits(std::size_t most) const { return bytes <= most && windows <= mostWindows; }
};

class Filling
{
public:
    Filling(const SessionIndex& index, const MediaLookup& media, FramePosition centre)
        : index(index), media(media), centre(centre)
    {
    }

    [[nodiscard]] Extent extentOf(FrameCount reach) const
    {
        Extent extent;
        extent.reach = reach;
        visit(reach,
              [&](const IndexedClip& clip, const AudioAsset& asset, FrameRange heard, std::uint32_t)
              {
                  ++extent.windows;
                  extent.bytes += bytesFor(clip, asset, heard);
              });
        extent.isWhole = startOf(reach) == FramePosition(0) && centre + reach >= index.end();
        return extent;
    }

    [[nodiscard]] IdlePlan plan(const Extent& extent, std::uint32_t revision) const
    {
        IdlePlan plan{{}, centre, extent.reach, extent.bytes, extent.isWhole};
        plan.windows.reserve(extent.windows);
        visit(extent.reach, [&](const IndexedClip& clip, const AudioAsset&, FrameRange heard, std::uint32_t place)
              { plan.windows.push_back(windowOf(clip, heard, place, revision)); });
        return plan;
    }

private:
    [[nodiscard]] FramePosition startOf(FrameCount reach) const { return std::max(centre - reach, FramePosition(0)); }

    template <class Visit>
    void visit(FrameCount reach, Visit take) const
    {
        const auto side = [&](FrameRange range, std::uint32_t place)
        {
            index.visitOverlapping(range,
                                   [&](const IndexedClip& clip)
                                   {
                                       const auto* asset = media.find(clip.clip->asset);
                                       const auto heard = range.intersection({clip.line->start, clip.line->length});
                                       if (asset != nullptr && asset->offlineStatus == OfflineStatus::present &&
                                           !asset->preferStream && !heard.isEmpty())
                                           take(clip, *asset, heard, place);
                                   });
        };
        side({centre, reach}, aheadPlace);
        side(FrameRange::between(startOf(reach), centre), behindPlace);
    }

    static std::size_t bytesFor(const IndexedClip& clip, const AudioAsset& asset, FrameRange heard)
    {
        const auto frames = std::min(static_cast<double>(heard.length.value()) * clip.line->playRate,
                                     static_cast<double>(std::max<std::int64_t>(1, clip.line->stretch.value())));
        // Blocks are read whole: even a short clip takes one.
        const auto blocks = std::ceil(frames / static_cast<double>(limits::blockFrames));
        return static_cast<std::size_t>(blocks) * limits::blockFrames * sizeof(float) *
               static_cast<std::size_t>(asset.facts.channels);
    }

    [[nodiscard]] PlannedWindow windowOf(const IndexedClip& clip, FrameRange heard, std::uint32_t place,
                                         std::uint32_t revision) const
    {
        const auto isBehind = place == behindPlace;
        PlannedWindow planned{{}, *clip.line};
        auto& window = planned.request;
        window.clip = clip.clip->id;
        window.asset = clip.clip->asset;
        window.range = {FramePosition((heard.start - clip.line->start).value()), heard.length};
        window.isLooping = clip.line->loop;
        window.playRate = clip.line->playRate;
        window.cohort = Cohort::idle;
        window.deadline =
            hearingTime(isBehind ? centre - heard.end() : heard.start - centre, 1, index.session().sampleRate);
        window.revision = revision;
        window.place = place;
        window.tapeRate = isBehind ? -1 : 1;
        return planned;
    }

    const SessionIndex& index;
    const MediaLookup& media;
    FramePosition centre;
};

} // namespace

IdlePlan planIdle(const SessionIndex& index, const MediaLookup& media, FramePosition centre, std::uint32_t revision,
                  std::size_t bytes)
{
    const Filling filling(index, media, centre);
    // Twice as far until it is too far, then half way back: within a quarter of the farthest that fits.
    Extent best;
    auto next = filling.extentOf(FrameCount(firstReach));
    for (; next.fits(bytes); next = filling.extentOf(best.reach * 2))
    {
        best = next;
        if (best.isWhole || best.reach >= farthestReach)
            return filling.plan(best, revision);
    }
    if (const auto between = filling.extentOf(FrameCount(next.reach.value() / 4 * 3)); between.fits(bytes))
        best = between;
    return filling.plan(best, revision);
}

} // namespace loophole
