#include "Aura/Timeline/LaneArea.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

/** A drag that the session has not answered by then changed nothing. */
constexpr Instant longestSettling = std::chrono::milliseconds(500);
constexpr int scrollMargin = 16;
constexpr int scrollStep = 12;

/** −1, 0 or +1: which way to scroll for a pointer at an edge. */
int beyond(int place, int size)
{
    return place < scrollMargin ? -1 : place > size - scrollMargin ? 1 : 0;
}

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
    return state.rows.top(state.rows.count() + 1);
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
    if (isReleased)
        gesture.reset();
    isReleased = false;
    nameEditor.reset();
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
    if (isReleased && context.model.now() - releasedAt > longestSettling)
    {
        gesture.reset();
        isReleased = false;
        repaint();
    }
    if (gesture && !isReleased)
        scrollAtEdges();
}

void LaneArea::scrollAtEdges()
{
    const auto across = beyond(pointer.x, getWidth());
    const auto down = beyond(pointer.y, getHeight());
    const auto farthest = std::max(0, contentHeight() - getHeight());
    const auto y = std::clamp(state.scrollY + down * scrollStep, 0, farthest);
    const auto view = state.viewport.scrolled(across * scrollStep);
    if (view == state.viewport && y == state.scrollY)
        return;
    state.scrollY = y;
    state.show(view);
    moveGesture(juce::ModifierKeys::getCurrentModifiersRealtime());
    state.changed();
}

bool LaneArea::cancelDrag()
{
    const auto was = (gesture && !isReleased) || incoming || nameEditor;
    if (gesture && !isReleased)
    {
        gesture->cancel();
        gesture.reset();
        setMouseCursor(juce::MouseCursor::NormalCursor);
    }
    isCancelled = was;
    incoming.reset();
    nameEditor.reset();
    repaint();
    return was;
}

ClipOutline LaneArea::outlineOn(const Clip& clip, std::size_t track) const
{
    return outlineOf(clip, context.model.timeline(clip).length, clip.position, state.viewport, laneTop(track),
                     laneHeight(track));
}

LaneArea::Hit LaneArea::hitAt(juce::Point<int> point) const
{
    Hit hit;
    hit.track = state.trackAt(point.y);
    const auto& tracks = context.model.session().tracks;
    if (hit.track >= tracks.size())
        return hit;
    const auto& track = *tracks[hit.track];
    const auto& index = state.indexes.of(track);
    const auto clip = index.at(state.viewport.frameAt(point.x));
    if (clip >= index.size())
        return hit;
    hit.clip = &track.clips[clip];
    hit.outline = outlineOn(*hit.clip, hit.track);
    const auto zone =
        hit.outline.zoneAt(point.x, std::clamp(point.y, hit.outline.top, hit.outline.top + hit.outline.height - 1));
    // A clip that is narrower than a pixel is still hit by it.
    hit.zone = zone == ClipZone::none ? ClipZone::body : zone;
    return hit;
}

juce::String LaneArea::getTooltip()
{
    const auto hit = hitAt(getMouseXYRelative());
    const auto* asset = hit.clip == nullptr ? nullptr : context.model.asset(hit.clip->asset);
    if (asset == nullptr || gesture)
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
