#include "Aura/Timeline/TimelineView.h"

/** What keys and menus ask of the timeline. */
namespace loophole::aura
{
namespace
{

constexpr double zoomStep = 1.5;

} // namespace

bool TimelineView::isEnabled(Command command) const
{
    if (command == Command::renameClips)
        return !state.selection.empty() || tracks.isEnabled(Command::renameTrack);
    if (ClipActions::isOne(command))
        return clips.isEnabled(command);
    return selection.isEnabled(command) && tracks.isEnabled(command);
}

bool TimelineView::isTicked(Command command) const
{
    return (command == Command::followPlayhead && state.followsPlayhead) ||
           (command == Command::toggleSnap && state.snaps) ||
           (command == Command::toggleTimeBase && state.timeBase == TimeBase::bars) ||
           (command == Command::toggleScrubTool && state.scrubs);
}

bool TimelineView::cancelDrag()
{
    const auto lanesHad = lanes.cancelDrag();
    const auto headersHad = headers.cancelDrag();
    const auto markersHad = markers.cancelDrag();
    return ruler.cancelDrag() || lanesHad || headersHad || markersHad;
}

bool TimelineView::perform(Command command)
{
    if (clips.perform(command) || selection.perform(command))
        return true;
    if (tracks.perform(command))
    {
        if (command == Command::trackHigher || command == Command::trackLower)
            rememberHeights();
        return true;
    }
    return performNaming(command) || performView(command);
}

bool TimelineView::performNaming(Command command)
{
    if (command != Command::renameClips && command != Command::renameTrack)
        return false;
    if (command == Command::renameClips && !state.selection.empty())
        lanes.editClipName();
    else
        headers.editName(state.track);
    return true;
}

bool TimelineView::performView(Command command)
{
    switch (command)
    {
    case Command::zoomIn:
        zoomAtPlayhead(1 / zoomStep);
        return true;
    case Command::zoomOut:
        zoomAtPlayhead(zoomStep);
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
    case Command::toggleScrubTool:
        state.scrubs = !state.scrubs;
        break;
    case Command::toggleTimeBase:
        state.timeBase = state.timeBase == TimeBase::bars ? TimeBase::clock : TimeBase::bars;
        break;
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

} // namespace loophole::aura
