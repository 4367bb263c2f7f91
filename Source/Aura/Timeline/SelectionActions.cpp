#include "Aura/Timeline/SelectionActions.h"

#include <algorithm>

namespace loophole::aura
{

bool SelectionActions::isEnabled(Command command) const
{
    switch (command)
    {
    case Command::zoomToSelection:
    case Command::loopSelection:
    case Command::playSelection:
        return state.range || !state.selection.empty();
    case Command::insertGap:
        return state.range.has_value();
    default:
        return true;
    }
}

bool SelectionActions::perform(Command command)
{
    switch (command)
    {
    case Command::selectAll:
        selectAll();
        return true;
    case Command::selectPrevious:
    case Command::selectNext:
        step(command == Command::selectPrevious ? -1 : 1, false);
        return true;
    case Command::extendPrevious:
    case Command::extendNext:
        step(command == Command::extendPrevious ? -1 : 1, true);
        return true;
    case Command::selectUp:
    case Command::selectDown:
        chooseTrack(command == Command::selectUp ? -1 : 1);
        return true;
    case Command::zoomToSelection:
        if (const auto frames = selectedFrames(model, state))
            state.show(state.viewport.showing(*frames));
        return true;
    case Command::insertGap:
        insertGap();
        return true;
    case Command::loopSelection:
        loopSelection();
        return true;
    case Command::loopStartHere:
    case Command::loopEndHere:
        setLoopEnd(command);
        return true;
    default:
        return false;
    }
}

void SelectionActions::selectAll()
{
    state.range.reset();
    for (const auto& track : model.session().tracks)
        for (const auto& clip : track->clips)
            state.selection.insert(clip.id);
    state.selectionSettled();
    state.changed();
}

void SelectionActions::step(int direction, bool extends)
{
    const auto& tracks = model.session().tracks;
    const auto number = chosenTrack(model, state).value_or(0);
    if (tracks.empty() || tracks[number]->clips.empty())
        return;
    const auto& track = *tracks[number];
    const auto count = track.clips.size();
    // From the clip that the last step went to, else the outermost selected one, else from the playhead.
    std::optional<std::size_t> from;
    for (std::size_t i = 0; i < count; ++i)
        if (state.selection.contains(track.clips[i].id))
        {
            if (track.clips[i].id == last || direction > 0 || !from)
                from = i;
            if (track.clips[i].id == last)
                break;
        }
    auto next = std::size_t{0};
    if (from)
        next = direction > 0 ? std::min(*from + 1, count - 1) : *from - std::min<std::size_t>(*from, 1);
    else
        for (std::size_t i = 0; i < count; ++i)
            if (direction > 0 ? track.clips[i].position < model.playhead()
                              : track.clips[i].position <= model.playhead())
                next = direction > 0 ? std::min(i + 1, count - 1) : i;
    if (!extends)
        state.selection.clear();
    state.range.reset();
    last = track.clips[next].id;
    state.selection.insert(last);
    state.track = track.id;
    reveal(track.clips[next], number);
}

void SelectionActions::reveal(const Clip& clip, std::size_t track)
{
    const auto extent = FrameRange{clip.position, model.timeline(clip).length};
    if (extent.intersection(state.viewport.visible()).isEmpty())
        state.show(state.viewport.startingAt(static_cast<double>(clip.position.value()) -
                                             state.viewport.width * 0.1 * state.viewport.framesPerPixel));
    state.revealTrack(track);
    state.selectionSettled();
    state.changed();
}

void SelectionActions::chooseTrack(int direction)
{
    const auto& tracks = model.session().tracks;
    if (tracks.empty())
        return;
    const auto now = chosenTrack(model, state);
    const auto wanted = now ? static_cast<int>(*now) + direction : 0;
    const auto number = static_cast<std::size_t>(std::clamp(wanted, 0, static_cast<int>(tracks.size()) - 1));
    state.track = tracks[number]->id;
    state.revealTrack(number);
    state.selectionSettled();
    state.changed();
}

void SelectionActions::insertGap()
{
    if (state.range)
        model.send(InsertGap{state.range->frames.start, state.range->frames.length, state.range->tracks});
}

void SelectionActions::loopSelection()
{
    if (const auto frames = selectedFrames(model, state); frames && !frames->isEmpty())
        model.send(SetTransportLoop{true, *frames});
}

void SelectionActions::setLoopEnd(Command command)
{
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
