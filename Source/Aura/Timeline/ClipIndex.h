#pragma once

#include "Aura/Timeline/Viewport.h"
#include "Model/Session.h"

#include <functional>
#include <unordered_set>
#include <vector>

namespace loophole::aura
{

/** Something to draw: one clip, or a run of clips too narrow to be told apart. */
struct ClipRun
{
    std::size_t first = 0;
    std::size_t count = 1;
    double left = 0; ///< pixels
    double right = 0;
};

/**
    Finds the clips of one track that a stretch touches, in time that follows what is visible and not how many clips
    there are. Built anew when the track's clips change; owned by the message thread.
*/
class ClipIndex
{
public:
    /** The length of a clip on the timeline; the index cannot know it where the document leaves it to the medium. */
    using LengthOf = std::function<FrameCount(const Clip&)>;

    ClipIndex() = default;
    ClipIndex(const SharedList<Clip>&, const LengthOf&);

    [[nodiscard]] std::size_t size() const { return starts.size(); }
    [[nodiscard]] FramePosition start(std::size_t clip) const { return FramePosition(starts[clip]); }
    [[nodiscard]] FramePosition end(std::size_t clip) const { return FramePosition(ends[clip]); }
    /** End of the last clip to end. */
    [[nodiscard]] FramePosition end() const { return FramePosition(latestEnds.empty() ? 0 : latestEnds.back()); }

    /** Clips that overlap the range, in order. */
    [[nodiscard]] std::vector<std::size_t> overlapping(FrameRange) const;

    /** The topmost (last) clip that contains the frame, or size(). */
    [[nodiscard]] std::size_t at(FramePosition) const;

    /** What to draw, at most about one run for each two pixels of the view plus the wider clips. */
    [[nodiscard]] std::vector<ClipRun> runs(const Viewport&) const;

    /** Whether one of the run's clips is among them. */
    [[nodiscard]] bool holdsAny(const ClipRun&, const std::unordered_set<ClipId>&) const;

private:
    [[nodiscard]] std::size_t firstEndingAfter(std::int64_t frame) const;

    std::vector<std::int64_t> starts;     ///< ascending
    std::vector<std::int64_t> ends;       ///< of the same clips
    std::vector<ClipId> ids;              ///< of the same clips
    std::vector<std::int64_t> latestEnds; ///< running maximum of ends, so that the first overlap is found by bisection
};

} // namespace loophole::aura
