#include "Aura/Timeline/LaneArea.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{
namespace
{

/** A drag that the session has not answered by then changed nothing. */
constexpr Instant longestSettling = std::chrono::milliseconds(500);

} // namespace

LaneArea::LaneArea(AuraContext& context, TimelineState& state) : context(context), state(state)
{
    setTitle("Clips");
    setDescription("The clips of all tracks. Arrow keys nudge the selected clips or choose a track.");
    setWantsKeyboardFocus(true);
    setOpaque(true);
}

int LaneArea::contentHeight() const
{
    // One more lane below the last track, where files become a new one.
    return static_cast<int>(context.model.session().tracks.size() + 1) * state.trackHeight;
}

std::vector<ClipId> LaneArea::selectedClips() const
{
    std::vector<ClipId> clips(state.selection.begin(), state.selection.end());
    std::sort(clips.begin(), clips.end());
    return clips;
}

FramePosition LaneArea::pointerOrPlayhead() const
{
    return isMouseOver() ? std::max(FramePosition(0), state.viewport.frameAt(pointer.x)) : context.model.playhead();
}

void LaneArea::sessionChanged()
{
    if (dragReleased)
        drag.reset();
    dragReleased = false;
    pressed = {};
    repaint();
}

void LaneArea::frame()
{
    const auto x = juce::roundToInt(state.viewport.xOf(context.model.playhead()));
    if (x != playheadX)
    {
        repaint(playheadX - 1, 0, 3, getHeight());
        repaint(x - 1, 0, 3, getHeight());
        playheadX = x;
    }
    if (dragReleased && context.model.now() - releasedAt > longestSettling)
    {
        drag.reset();
        dragReleased = false;
        repaint();
    }
    if (drag && !dragReleased && (pointer.x < 16 || pointer.x > getWidth() - 16))
        state.show(state.viewport.scrolled(pointer.x < 16 ? -12 : 12));
}

bool LaneArea::cancelDrag()
{
    const auto was = (drag && !dragReleased) || marquee || incoming;
    if (marquee)
        state.selection = selectionBefore;
    dragCancelled = was;
    drag.reset();
    marquee.reset();
    incoming.reset();
    repaint();
    return was;
}

LaneArea::Hit LaneArea::hitAt(juce::Point<int> point) const
{
    const auto number = state.trackAt(point.y);
    const auto& tracks = context.model.session().tracks;
    if (number >= tracks.size())
        return {number, nullptr};
    const auto& track = *tracks[number];
    const auto& index = state.indexes.of(track);
    const auto clip = index.at(state.viewport.frameAt(point.x));
    return {number, clip < index.size() ? &track.clips[clip] : nullptr};
}

juce::String LaneArea::getTooltip()
{
    const auto hit = hitAt(getMouseXYRelative());
    const auto* asset = hit.clip == nullptr ? nullptr : context.model.asset(hit.clip->asset);
    if (asset == nullptr || drag)
        return {};
    const auto name = toText(asset->path.filename().string());
    if (asset->offlineStatus == OfflineStatus::missing)
        return name + " is missing.\n" + toText(asset->path.string()) + "\n" + toText(asset->cause) +
               "\nPut it back there and it is picked up by itself; until then the clip is silent.";
    if (asset->offlineStatus == OfflineStatus::cloud)
        return name + " is in the cloud and not on this machine yet.";
    if (const auto failure = context.model.peaksFailure(hit.clip->asset))
        return name + ": no waveform, " + toText(*failure);
    return {};
}

} // namespace loophole::aura
