#include "Aura/Timeline/TimelineView.h"

/** What keys and menus ask of the timeline. */
namespace loophole::aura
{
namespace
{

constexpr double zoomStep = 1.5;

} // namespace

const Track* TimelineView::selectedTrack() const
{
    for (const auto& track : context.model.session().tracks)
        if (track->id == state.track)
            return track.get();
    return nullptr;
}

bool TimelineView::isEnabled(Command command) const
{
    switch (command)
    {
    case Command::splitClips:
    case Command::duplicateClips:
    case Command::deleteClips:
    case Command::zoomToSelection:
    case Command::nudgeLeft:
    case Command::nudgeRight:
        return !state.selection.empty();
    case Command::renameTrack:
    case Command::removeTrack:
    case Command::muteTrack:
    case Command::soloTrack:
        return selectedTrack() != nullptr;
    default:
        return true;
    }
}

bool TimelineView::isTicked(Command command) const
{
    return (command == Command::followPlayhead && state.followsPlayhead) ||
           (command == Command::toggleSnap && state.snaps) ||
           (command == Command::toggleTimeBase && state.timeBase == TimeBase::bars);
}

bool TimelineView::cancelDrag()
{
    const auto lanesHad = lanes.cancelDrag();
    return ruler.cancelDrag() || lanesHad;
}

bool TimelineView::perform(Command command)
{
    return performEdit(command) || performZoom(command);
}

bool TimelineView::performEdit(Command command)
{
    auto& model = context.model;
    const auto clips = lanes.selectedClips();
    const auto* track = selectedTrack();
    switch (command)
    {
    case Command::splitClips:
        if (!clips.empty())
            model.send(SplitClips{clips, model.playhead()});
        return true;
    case Command::duplicateClips:
        if (!clips.empty())
            model.send(DuplicateClips{clips});
        return true;
    case Command::deleteClips:
        if (!clips.empty())
            model.send(RemoveClips{clips});
        return true;
    case Command::selectAll:
        selectAll();
        return true;
    case Command::nudgeLeft:
        nudge(-1);
        return true;
    case Command::nudgeRight:
        nudge(1);
        return true;
    case Command::addTrack:
        model.send(AddTrack{"Track " + std::to_string(model.session().tracks.size() + 1)});
        return true;
    case Command::renameTrack:
        for (auto& header : headers)
            if (track != nullptr && header->isVisible() && header->getTitle() == toText(track->name))
                return header->editName(), true;
        return true;
    case Command::removeTrack:
        if (track != nullptr)
            model.send(RemoveTrack{track->id});
        return true;
    case Command::muteTrack:
        if (track != nullptr)
            model.send(SetTrackMute{track->id, !track->mute});
        return true;
    case Command::soloTrack:
        if (track != nullptr)
            model.send(SetTrackSolo{track->id, !track->solo});
        return true;
    default:
        return false;
    }
}

bool TimelineView::performZoom(Command command)
{
    switch (command)
    {
    case Command::zoomIn:
        zoomAtPlayhead(1 / zoomStep);
        return true;
    case Command::zoomOut:
        zoomAtPlayhead(zoomStep);
        return true;
    case Command::zoomToSelection:
        zoomToSelection();
        return true;
    case Command::zoomToAll:
        state.show(state.viewport.showingAll());
        return true;
    case Command::followPlayhead:
        state.followsPlayhead = !state.followsPlayhead;
        break;
    case Command::toggleSnap:
        state.snaps = !state.snaps;
        break;
    case Command::toggleTimeBase:
        state.timeBase = state.timeBase == TimeBase::bars ? TimeBase::clock : TimeBase::bars;
        break;
    case Command::selectUp:
        selectTrack(-1);
        return true;
    case Command::selectDown:
        selectTrack(1);
        return true;
    case Command::loopStartHere:
    case Command::loopEndHere:
        setLoopEnd(command);
        return true;
    default:
        return false;
    }
    update();
    return true;
}

void TimelineView::zoomAtPlayhead(double factor)
{
    const auto x = state.viewport.xOf(context.model.playhead());
    const auto isVisible = x >= 0 && x <= state.viewport.width;
    state.show(state.viewport.zoomed(factor, isVisible ? x : state.viewport.width / 2));
}

void TimelineView::zoomToSelection()
{
    std::optional<FrameRange> all;
    for (const auto& track : context.model.session().tracks)
        for (const auto& clip : track->clips)
            if (state.selection.contains(clip.id))
            {
                const auto line = context.model.timeline(clip);
                const auto start = all ? std::min(all->start, line.start) : line.start;
                all = FrameRange::between(start, all ? std::max(all->end(), line.end()) : line.end());
            }
    if (all)
        state.show(state.viewport.showing(*all));
}

void TimelineView::nudge(int direction)
{
    auto& model = context.model;
    const auto clips = lanes.selectedClips();
    const auto spacing =
        std::max(1.0, gridSpacing(state.timeBase, model.rate(), model.session().tempo, state.viewport.framesPerPixel));
    if (clips.empty())
        return model.seek(nextGridLine(model.playhead(), spacing, direction));
    std::optional<FramePosition> earliest;
    for (const auto& track : model.session().tracks)
        for (const auto& clip : track->clips)
            if (state.selection.contains(clip.id))
                earliest = earliest ? std::min(*earliest, clip.position) : clip.position;
    const auto by =
        std::max(FrameCount(std::llround(spacing) * direction), FramePosition(0) - earliest.value_or(FramePosition(0)));
    if (!by.isZero())
        model.send(MoveClips{clips, by, {}});
}

void TimelineView::selectAll()
{
    for (const auto& track : context.model.session().tracks)
        for (const auto& clip : track->clips)
            state.selection.insert(clip.id);
    tellSelection();
    update();
}

void TimelineView::selectTrack(int direction)
{
    const auto& tracks = context.model.session().tracks;
    if (tracks.empty())
        return;
    auto at = 0;
    for (std::size_t i = 0; i < tracks.size(); ++i)
        if (tracks[i]->id == state.track)
            at = static_cast<int>(i) + direction;
    const auto number = static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(tracks.size()) - 1));
    state.track = tracks[number]->id;
    const auto top = static_cast<int>(number) * state.trackHeight;
    state.scrollY = std::min(std::max(state.scrollY, top + state.trackHeight - lanes.getHeight()), top);
    tellSelection();
    update();
}

void TimelineView::setLoopEnd(Command command)
{
    auto& model = context.model;
    const auto here = model.playhead();
    const auto& loop = model.transport().loop;
    const auto end = loop.isEmpty() ? std::max(state.indexes.contentEnd(), here) : loop.end();
    const auto start = loop.isEmpty() ? FramePosition(0) : loop.start;
    auto range = command == Command::loopStartHere ? FrameRange::between(here, end) : FrameRange::between(start, here);
    // An end set before the start makes the shortest loop that can be heard as one, rather than none.
    if (range.isEmpty())
        range = {here, model.rate().framesIn(1)};
    model.send(SetTransportLoop{true, range});
}

} // namespace loophole::aura
