#include "Aura/Timeline/ClipIndex.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

/** Clips narrower than this are drawn together with their neighbours. */
constexpr double narrowestPixels = 2;

} // namespace

ClipIndex::ClipIndex(const SharedList<Clip>& clips, const LengthOf& lengthOf)
{
    starts.reserve(clips.size());
    ends.reserve(clips.size());
    ids.reserve(clips.size());
    latestEnds.reserve(clips.size());
    for (const auto& clip : clips)
    {
        starts.push_back(clip.position.value());
        ends.push_back((clip.position + lengthOf(clip)).value());
        ids.push_back(clip.id);
        latestEnds.push_back(latestEnds.empty() ? ends.back() : std::max(latestEnds.back(), ends.back()));
    }
}

std::size_t ClipIndex::firstEndingAfter(std::int64_t frame) const
{
    return static_cast<std::size_t>(std::upper_bound(latestEnds.begin(), latestEnds.end(), frame) - latestEnds.begin());
}

std::vector<std::size_t> ClipIndex::overlapping(FrameRange range) const
{
    std::vector<std::size_t> found;
    for (auto i = firstEndingAfter(range.start.value()); i < size() && starts[i] < range.end().value(); ++i)
        if (ends[i] > range.start.value())
            found.push_back(i);
    return found;
}

std::size_t ClipIndex::at(FramePosition position) const
{
    const auto under = overlapping({position, FrameCount(1)});
    return under.empty() ? size() : under.back();
}

std::vector<ClipRun> ClipIndex::runs(const Viewport& view) const
{
    std::vector<ClipRun> found;
    const auto visible = view.visible();
    const auto narrowest = static_cast<std::int64_t>(std::ceil(narrowestPixels * view.framesPerPixel));
    for (auto i = firstEndingAfter(visible.start.value()); i < size() && starts[i] < visible.end().value();)
    {
        ClipRun run{i, 1, view.xOf(start(i)), view.xOf(end(i))};
        if (ends[i] - starts[i] < narrowest)
        {
            // All that begins within the same two pixels; bisection keeps the cost to the pixels, not the clips.
            const auto next = std::lower_bound(starts.begin() + static_cast<std::ptrdiff_t>(i) + 1, starts.end(),
                                               starts[i] + narrowest);
            run.count = static_cast<std::size_t>(next - starts.begin()) - i;
            run.right = std::max(run.right, view.xOf(FramePosition(ends[i + run.count - 1])));
        }
        if (run.right >= 0)
            found.push_back(run);
        i += run.count;
    }
    return found;
}

bool ClipIndex::holdsAny(const ClipRun& run, const std::unordered_set<ClipId>& clips) const
{
    const auto first = ids.begin() + static_cast<std::ptrdiff_t>(run.first);
    return !clips.empty() && std::any_of(first, first + static_cast<std::ptrdiff_t>(run.count),
                                         [&](ClipId id) { return clips.contains(id); });
}

} // namespace loophole::aura
