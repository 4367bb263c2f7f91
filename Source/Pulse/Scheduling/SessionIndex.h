#pragma once

#include "Model/Session.h"
#include "Pulse/Assets/MediaLookup.h"

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace loophole
{

/** Where a clip is in its session. */
struct ClipPlace
{
    std::size_t track = 0;
    std::size_t clip = 0;
};

/** A clip that a query found. Valid as long as the index and its session. */
struct IndexedClip
{
    const Clip* clip = nullptr;
    const ClipTimeline* line = nullptr;
    const Track* track = nullptr;
};

/**
    Finds clips by time and by id without looking at all of them. It keeps a summary of every chunk of a track's
    SharedList (earliest start, latest end, ids, timelines); the index of an edited session takes over the summaries of
    all chunks that the edit did not touch, so indexing after an edit costs microseconds in a track of 100,000 clips.
    An immutable value; safe to read from any thread.
*/
class SessionIndex
{
public:
    SessionIndex() = default;

    /** Takes over from `former` what is the same but for clips of `changedAssets`, of which more is known now. */
    SessionIndex(SessionPointer session, const MediaLookup&, const SessionIndex& former = {},
                 std::span<const AssetId> changedAssets = {});

    [[nodiscard]] const Session& session() const { return *content; }
    [[nodiscard]] const SessionPointer& sessionPointer() const { return content; }

    /** Clips that sound within `range` of the timeline, by track and then by position. */
    void visitOverlapping(FrameRange range, const std::function<void(const IndexedClip&)>& visit) const;

    /** The at most `most` clips whose starts are nearest to `position`, nearest first. */
    [[nodiscard]] std::vector<IndexedClip> nearestStarts(FramePosition position, std::size_t most) const;

    [[nodiscard]] std::optional<ClipPlace> place(ClipId) const;
    [[nodiscard]] const Clip& clipAt(ClipPlace) const;
    [[nodiscard]] const ClipTimeline& lineAt(ClipPlace) const;

    /** End of the last clip; 0 for an empty session. */
    [[nodiscard]] FramePosition end() const;

private:
    class ChangedAssets;
    struct ChunkSummary;
    struct TrackIndex;

    [[nodiscard]] std::shared_ptr<const TrackIndex> indexTrack(const std::shared_ptr<const Track>&, const MediaLookup&,
                                                               const TrackIndex* former, const ChangedAssets&) const;

    SessionPointer content;
    std::vector<std::shared_ptr<const TrackIndex>> tracks;
};

} // namespace loophole
