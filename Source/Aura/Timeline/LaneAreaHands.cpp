#include "Aura/Timeline/LaneArea.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/GestureCursor.h"
#include "Aura/Timeline/LaneMenu.h"

namespace loophole::aura
{
namespace
{

constexpr int dragThreshold = 4;

/** With the rim around it. */
juce::Rectangle<int> areaOf(const ClipOutline& clip)
{
    const auto left = static_cast<int>(std::clamp(clip.left, -1e6, 1e6));
    const auto right = static_cast<int>(std::clamp(clip.right, -1e6, 1e6));
    return juce::Rectangle<int>::leftTopRightBottom(left, clip.top, right, clip.top + clip.height).expanded(6, 2);
}

} // namespace

void LaneArea::mouseMove(const juce::MouseEvent& event)
{
    hover(event.getPosition(), event.mods);
}

void LaneArea::mouseExit(const juce::MouseEvent&)
{
    hoveredClip = {};
    repaint(hoveredArea);
}

void LaneArea::modifierKeysChanged(const juce::ModifierKeys& mods)
{
    if (gesture && !isReleased)
        moveGesture(mods);
    else if (isMouseOver() && !isMouseButtonDown())
        hover(pointer, mods);
}

void LaneArea::hover(juce::Point<int> at, const juce::ModifierKeys& mods)
{
    pointer = at;
    const auto hit = hitAt(at);
    const auto clip = hit.clip == nullptr ? ClipId{} : hit.clip->id;
    const auto isSameClip = clip == std::exchange(hoveredClip, clip);
    const auto isSameZone = hit.zone == std::exchange(hoveredZone, hit.zone);
    if (!isSameClip || !isSameZone)
    {
        repaint(hoveredArea);
        hoveredArea = hit.clip == nullptr ? juce::Rectangle<int>() : areaOf(hit.outline);
        repaint(hoveredArea);
    }
    showCursor(gestureKind(hit.zone, mods.isCtrlDown(), mods.isShiftDown(), mods.isAltDown() || state.scrubs),
               mods.isCtrlDown());
}

void LaneArea::showCursor(GestureKind kind, bool ctrl)
{
    setMouseCursor(cursorFor(kind, ctrl));
}

Hand LaneArea::handAt(juce::Point<int> at, const juce::ModifierKeys& mods) const
{
    Hand hand;
    hand.frame = state.viewport.frameAt(at.x);
    hand.track = state.trackAt(at.y);
    hand.y = at.y + state.scrollY;
    // Shift lets go of the grid, except where it is what began the drag.
    hand.snaps = state.snaps && !(mods.isShiftDown() && pressed && !pressed->shift);
    hand.copies = mods.isCtrlDown();
    hand.isFine = mods.isShiftDown();
    return hand;
}

void LaneArea::mouseDown(const juce::MouseEvent& event)
{
    if (nameEditor)
        nameEditor->onReturnKey();
    grabKeyboardFocus();
    pointer = event.getPosition();
    isCancelled = false;
    isPanning = event.mods.isMiddleButtonDown();
    panStart = state.viewport;
    panStartY = state.scrollY;
    if (isPanning || !(event.mods.isLeftButtonDown() || event.mods.isPopupMenu()))
        return;
    const auto hit = hitAt(pointer);
    const auto& tracks = context.model.session().tracks;
    state.track = hit.track < tracks.size() ? tracks[hit.track]->id : TrackId{};
    press(hit, event);
    state.changed();
    if (event.mods.isPopupMenu())
        showLaneMenu(context, hit.clip != nullptr, state.range.has_value());
}

void LaneArea::press(const Hit& hit, const juce::MouseEvent& event)
{
    const auto& mods = event.mods;
    const auto isScrub = mods.isAltDown() || state.scrubs;
    whenReleased = WhenReleased::nothing;
    if (!isScrub)
        select(hit.clip, mods);
    if (mods.isPopupMenu())
    {
        whenReleased = WhenReleased::nothing;
        return pressed.reset();
    }
    pressed.reset();
    pressed = Press{hit.clip == nullptr ? ClipId{} : hit.clip->id,
                    hit.zone,
                    hit.outline,
                    handAt(pointer, mods),
                    mods.isCtrlDown(),
                    mods.isShiftDown(),
                    mods.isAltDown()};
}

void LaneArea::select(const Clip* clip, const juce::ModifierKeys& mods)
{
    const auto adds = mods.isCtrlDown() || mods.isShiftDown();
    if (clip == nullptr)
    {
        if (mods.isPopupMenu() && state.range)
            return;
        if (!mods.isShiftDown())
            state.range.reset();
        if (!adds)
            state.selection.clear();
        return;
    }
    state.range.reset();
    if (state.selection.contains(clip->id))
    {
        // It may become a drag of all of them.
        if (!mods.isPopupMenu())
            whenReleased = adds ? WhenReleased::deselectsThis : WhenReleased::selectsOnlyThis;
        return;
    }
    if (!adds)
        state.selection.clear();
    state.selection.insert(clip->id);
}

void LaneArea::mouseDrag(const juce::MouseEvent& event)
{
    pointer = event.getPosition();
    if (isPanning)
    {
        state.scrollY = panStartY - event.getDistanceFromDragStartY();
        state.show(panStart.scrolled(-event.getDistanceFromDragStartX()));
        state.changed();
        return;
    }
    if (isCancelled || !pressed || !event.mods.isLeftButtonDown())
        return;
    if ((!gesture || isReleased) && event.getDistanceFromDragStart() < dragThreshold)
        return;
    if (!gesture || isReleased)
    {
        isReleased = false;
        whenReleased = WhenReleased::nothing;
        gesture = gestureFor(context.model, state, *pressed);
        showCursor(gestureKind(pressed->zone, pressed->ctrl, pressed->shift, pressed->alt || state.scrubs),
                   pressed->ctrl);
    }
    moveGesture(event.mods);
}

void LaneArea::moveGesture(const juce::ModifierKeys& mods)
{
    gesture->moveTo(handAt(pointer, mods));
    held.clear();
    for (const auto& ghost : gesture->ghosts())
        held.insert(ghost.clip.id);
    repaint();
}

void LaneArea::mouseUp(const juce::MouseEvent& event)
{
    if (whenReleased == WhenReleased::selectsOnlyThis)
        state.selection = {pressed->clip};
    else if (whenReleased == WhenReleased::deselectsThis)
        state.selection.erase(pressed->clip);
    whenReleased = WhenReleased::nothing;
    if (gesture && !isReleased)
        endGesture();
    pressed.reset();
    isPanning = false;
    hover(event.getPosition(), event.mods);
    state.selectionSettled();
    state.changed();
}

void LaneArea::endGesture()
{
    auto commands = gesture->commands();
    gesture->release();
    if (commands.empty())
    {
        gesture.reset();
        return;
    }
    for (auto& command : commands)
        context.model.send(std::move(command));
    isReleased = true;
    releasedAt = context.model.now();
}

void LaneArea::mouseDoubleClick(const juce::MouseEvent& event)
{
    const auto hit = hitAt(event.getPosition());
    if (hit.clip == nullptr || !event.mods.isLeftButtonDown())
        return;
    const auto clips = selectedClips();
    if (hit.zone == ClipZone::gain)
        context.model.send(SetClipGain{clips, 0});
    else if (hit.zone == ClipZone::fadeIn)
        context.model.send(SetClipFades{clips, FrameCount(0), std::nullopt});
    else if (hit.zone == ClipZone::fadeOut)
        context.model.send(SetClipFades{clips, std::nullopt, FrameCount(0)});
    else
        nameClip(*hit.clip, hit.track);
}

} // namespace loophole::aura
