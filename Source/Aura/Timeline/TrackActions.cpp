#include "Aura/Timeline/TrackActions.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

constexpr int heightStep = 16;

} // namespace

const Track* TrackActions::chosen() const
{
    const auto number = chosenTrack(model, state);
    return number ? model.session().tracks[*number].get() : nullptr;
}

bool TrackActions::isEnabled(Command command) const
{
    switch (command)
    {
    case Command::renameTrack:
    case Command::removeTrack:
    case Command::muteTrack:
    case Command::soloTrack:
    case Command::moveTrackUp:
    case Command::moveTrackDown:
    case Command::trackHigher:
    case Command::trackLower:
        return chosen() != nullptr;
    case Command::previousMarker:
    case Command::nextMarker:
        return !model.session().markers.empty();
    default:
        return true;
    }
}

bool TrackActions::perform(Command command)
{
    const auto* track = chosen();
    switch (command)
    {
    case Command::addTrack:
        model.send(AddTrack{"Track " + std::to_string(model.session().tracks.size() + 1)});
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
    case Command::moveTrackUp:
    case Command::moveTrackDown:
        move(command == Command::moveTrackUp ? -1 : 1);
        return true;
    case Command::trackHigher:
    case Command::trackLower:
        if (const auto number = chosenTrack(model, state))
            changeHeight(*number, command == Command::trackHigher ? heightStep : -heightStep, state.yOf(*number));
        return true;
    case Command::addMarker:
        model.send(AddMarker{model.playhead(), "Marker " + std::to_string(model.session().markers.size() + 1)});
        return true;
    case Command::previousMarker:
    case Command::nextMarker:
        seekMarker(command == Command::previousMarker ? -1 : 1);
        return true;
    default:
        return false;
    }
}

void TrackActions::changeHeight(std::size_t track, int by, int y)
{
    const auto& tracks = model.session().tracks;
    if (track >= tracks.size())
        return;
    const auto anchor = state.trackAt(y);
    const auto before = state.yOf(anchor);
    state.rows.setHeight(tracks[track]->id, state.rows.height(track) + by);
    state.scrollY += state.yOf(anchor) - before;
    state.changed();
}

void TrackActions::changeAllHeights(int by, int y)
{
    const auto anchor = state.trackAt(y);
    const auto before = state.yOf(anchor);
    std::vector<std::pair<TrackId, int>> heights;
    for (std::size_t number = 0; number < model.session().tracks.size(); ++number)
        heights.emplace_back(model.session().tracks[number]->id, state.rows.height(number) + by);
    state.rows.setHeights(heights);
    state.scrollY += state.yOf(anchor) - before;
    state.changed();
}

void TrackActions::move(int by)
{
    const auto number = chosenTrack(model, state);
    const auto count = static_cast<int>(model.session().tracks.size());
    if (!number)
        return;
    const auto place = std::clamp(static_cast<int>(*number) + by, 0, count - 1);
    if (place != static_cast<int>(*number))
        model.send(MoveTrack{state.track, static_cast<std::size_t>(place)});
}

void TrackActions::seekMarker(int direction)
{
    const auto here = model.playhead();
    std::optional<FramePosition> nearest;
    for (const auto& marker : model.session().markers)
    {
        const auto at = marker.position;
        if (direction > 0 ? at > here && (!nearest || at < *nearest) : at < here && (!nearest || at > *nearest))
            nearest = at;
    }
    if (nearest)
        model.seek(*nearest);
}

} // namespace loophole::aura
