#include "Aura/Timeline/ClipDrag.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

constexpr double snapPixels = 8;
/** Beyond this the drag is drawn by its first clips; it moves all of them. */
constexpr std::size_t mostPieces = 2000;

} // namespace

ClipDrag::ClipDrag(AuraModel& model, TimelineState& state, ClipId grabbed, FramePosition grabbedAt)
    : model(model), state(state), grabbedAt(grabbedAt)
{
    std::size_t number = 0;
    std::optional<std::size_t> only;
    auto isFirst = true;
    for (const auto& track : model.session().tracks)
    {
        for (const auto& clip : track->clips)
        {
            if (!state.selection.contains(clip.id))
                continue;
            if (clip.id == grabbed)
                sourceTrack = targetTrack = number;
            isOfOneTrack = isOfOneTrack && (!only || *only == number);
            only = number;
            const auto end = clip.position + model.timeline(clip).length;
            earliest = isFirst ? clip.position : std::min(earliest, clip.position);
            latestEnd = isFirst ? end : std::max(latestEnd, end);
            isFirst = false;
            if (dragged.size() < mostPieces)
                dragged.push_back({clip, number});
        }
        ++number;
    }
    collectTargets();
}

void ClipDrag::collectTargets()
{
    targets = {FramePosition(0), model.playhead()};
    if (const auto& loop = model.transport().loop; !loop.isEmpty())
        targets.insert(targets.end(), {loop.start, loop.end()});
    const auto visible = state.viewport.visible();
    for (const auto& track : model.session().tracks)
    {
        const auto& index = state.indexes.of(*track);
        for (const auto& run : index.runs(state.viewport))
        {
            if (state.selection.contains(track->clips[run.first].id))
                continue;
            for (const auto edge : {index.start(run.first), index.end(run.first)})
                if (visible.contains(edge))
                    targets.push_back(edge);
        }
    }
}

void ClipDrag::moveTo(FramePosition pointer, std::size_t track, bool snaps)
{
    const auto wanted = std::max(earliest + (pointer - grabbedAt), FramePosition(0));
    line.reset();
    moved = wanted - earliest;
    if (snaps)
    {
        const auto spacing =
            gridSpacing(state.timeBase, model.rate(), model.session().tempo, state.viewport.framesPerPixel);
        const auto snap =
            snapped(wanted, latestEnd - earliest, targets, spacing, snapPixels * state.viewport.framesPerPixel);
        moved = snap.start - earliest;
        line = snap.line;
    }
    const auto tracks = model.session().tracks.size();
    targetTrack = isOfOneTrack && tracks > 0 ? std::min(track, tracks - 1) : sourceTrack;
}

std::size_t ClipDrag::trackOf(const Piece& piece) const
{
    return isOfOneTrack ? targetTrack : piece.track;
}

MoveClips ClipDrag::command() const
{
    MoveClips command{{state.selection.begin(), state.selection.end()}, moved, {}};
    std::sort(command.clips.begin(), command.clips.end());
    if (targetTrack != sourceTrack)
        command.toTrack = model.session().tracks[targetTrack]->id;
    return command;
}

} // namespace loophole::aura
