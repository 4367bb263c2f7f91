#include "Aura/Timeline/ClipActions.h"
#include "Aura/Timeline/Gestures/Gesture.h"

#include <algorithm>
#include <cmath>

/** How the single actions of clips are put into commands. */
namespace loophole::aura
{
namespace
{

/** The clips that sound at a place, strictly inside of them. */
std::vector<SelectedClip> soundingAt(std::vector<SelectedClip> clips, FramePosition at)
{
    std::erase_if(clips, [at](const SelectedClip& each) { return each.extent.start >= at || each.extent.end() <= at; });
    return clips;
}

} // namespace

void ClipActions::remove(bool ripples)
{
    if (state.range)
        model.send(RemoveRange{state.range->frames, state.range->tracks, ripples});
    else if (ripples)
        model.send(RippleRemoveClips{ids()});
    else
        model.send(RemoveClips{ids()});
}

void ClipActions::copy()
{
    copies.clear();
    for (const auto& each : selectedClips(model, state))
        copies.push_back({each.track, *each.clip});
}

void ClipActions::paste()
{
    // The topmost of the tracks that were copied from becomes the chosen one, the others keep their distance to it.
    std::vector<TrackId> tracks;
    for (const auto& track : model.session().tracks)
        tracks.push_back(track->id);
    const auto place = [&tracks](TrackId id) { return std::find(tracks.begin(), tracks.end(), id) - tracks.begin(); };
    const auto count = static_cast<std::ptrdiff_t>(tracks.size());
    auto topmost = count;
    auto lowest = std::ptrdiff_t{0};
    for (const auto& copied : copies)
        if (const auto at = place(copied.track); at < count)
        {
            topmost = std::min(topmost, at);
            lowest = std::max(lowest, at);
        }
    if (topmost == count)
        return model.send(PasteCopies{copies, model.playhead()});
    const auto chosen = chosenTrack(model, state);
    const auto by = std::min(chosen ? static_cast<std::ptrdiff_t>(*chosen) - topmost : 0, count - 1 - lowest);
    auto placed = copies;
    for (auto& each : placed)
        if (const auto at = place(each.track); at < count)
            each.track = tracks[static_cast<std::size_t>(at + by)];
    model.send(PasteCopies{std::move(placed), model.playhead()});
}

void ClipActions::nudge(FrameCount by)
{
    const auto clips = selectedClips(model, state);
    if (clips.empty())
        return model.seek(std::max(model.playhead() + by, FramePosition(0)));
    auto earliest = clips.front().extent.start;
    for (const auto& each : clips)
        earliest = std::min(earliest, each.extent.start);
    by = std::max(by, FramePosition(0) - earliest);
    if (!by.isZero())
        model.send(MoveClips{ids(), by, {}});
}

void ClipActions::nudgeByGrid(int direction)
{
    const auto spacing = gridOf(model, state);
    if (state.selection.empty())
        return model.seek(nextGridLine(model.playhead(), spacing, direction));
    nudge(FrameCount(std::llround(spacing) * direction));
}

void ClipActions::moveBetweenTracks(int by)
{
    const auto clips = selectedClips(model, state);
    if (clips.empty())
        return;
    const auto isAtEnd =
        by < 0 ? clips.front().trackNumber == 0 : clips.back().trackNumber + 1 >= model.session().tracks.size();
    if (!isAtEnd)
        model.send(MoveClips{ids(), FrameCount(0), {}, by});
}

void ClipActions::trimToPlayhead(bool start)
{
    const auto here = model.playhead();
    std::vector<AuraToPulse> trims;
    for (const auto& each : soundingAt(selectedClips(model, state), here))
        trims.push_back(start ? TrimClips{{each.clip->id}, here - each.extent.start, FrameCount(0)}
                              : TrimClips{{each.clip->id}, FrameCount(0), here - each.extent.end()});
    for (auto& command : oneStep("Trim clips", std::move(trims)))
        model.send(std::move(command));
}

void ClipActions::fadeToPlayhead(bool in)
{
    const auto here = model.playhead();
    std::vector<AuraToPulse> fades;
    for (const auto& each : soundingAt(selectedClips(model, state), here))
        fades.push_back(in ? SetClipFades{{each.clip->id}, here - each.extent.start, std::nullopt}
                           : SetClipFades{{each.clip->id}, std::nullopt, each.extent.end() - here});
    for (auto& command : oneStep("Set fades", std::move(fades)))
        model.send(std::move(command));
}

void ClipActions::toggle(Command command)
{
    // All become what the first of them is not.
    const auto clips = selectedClips(model, state);
    if (clips.empty())
        return;
    const auto& first = *clips.front().clip;
    if (command == Command::reverseClips)
        model.send(SetClipReverse{ids(), !first.reverse});
    else if (command == Command::loopClips)
        model.send(SetClipLoop{ids(), !first.loop});
    else
        model.send(SetClipMute{ids(), !first.mute});
}

} // namespace loophole::aura
