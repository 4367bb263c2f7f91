#include "Aura/Timeline/LaneArea.h"

#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/Commands.h"

namespace loophole::aura
{
namespace
{

constexpr int dragThreshold = 4;

} // namespace

void LaneArea::mouseMove(const juce::MouseEvent& event)
{
    pointer = event.getPosition();
}

void LaneArea::mouseDown(const juce::MouseEvent& event)
{
    grabKeyboardFocus();
    pointer = event.getPosition();
    dragCancelled = false;
    isPanning = event.mods.isMiddleButtonDown();
    panStart = state.viewport;
    panStartY = state.scrollY;
    if (isPanning || !(event.mods.isLeftButtonDown() || event.mods.isPopupMenu()))
        return;
    const auto hit = hitAt(pointer);
    const auto& tracks = context.model.session().tracks;
    state.track = hit.track < tracks.size() ? tracks[hit.track]->id : TrackId{};
    selectionBefore =
        event.mods.isCtrlDown() || event.mods.isShiftDown() ? state.selection : std::unordered_set<ClipId>{};
    pressed = hit.clip == nullptr ? ClipId{} : hit.clip->id;
    pressedAt = state.viewport.frameAt(pointer.x);
    select(hit.clip, event.mods);
    becomesOnlyOne = becomesOnlyOne && !event.mods.isPopupMenu();
    state.changed();
    if (event.mods.isPopupMenu())
        showMenu();
}

void LaneArea::showMenu()
{
    juce::PopupMenu menu;
    const auto add = [&](Command command)
    {
        juce::PopupMenu::Item item(juce::String::fromUTF8(entryOf(command).name));
        item.isEnabled = context.commands.isEnabled(command);
        item.shortcutKeyDescription = entryOf(command).shortcuts.front().text();
        item.action = [&commands = context.commands, command] { commands.perform(command); };
        menu.addItem(std::move(item));
    };
    for (const auto command : {Command::splitClips, Command::duplicateClips, Command::deleteClips})
        add(command);
    menu.addSeparator();
    for (const auto command : {Command::zoomToSelection, Command::zoomToAll})
        add(command);
    menu.addSeparator();
    for (const auto command :
         {Command::addTrack, Command::renameTrack, Command::muteTrack, Command::soloTrack, Command::removeTrack})
        add(command);
    menu.showMenuAsync(juce::PopupMenu::Options());
}

void LaneArea::select(const Clip* clip, const juce::ModifierKeys& mods)
{
    becomesOnlyOne = false;
    const auto adds = mods.isCtrlDown() || mods.isShiftDown();
    if (clip == nullptr)
    {
        if (!adds)
            state.selection.clear();
    }
    else if (adds && state.selection.contains(clip->id))
        state.selection.erase(clip->id);
    else if (!adds && state.selection.contains(clip->id))
        becomesOnlyOne = true;
    else
    {
        if (!adds)
            state.selection.clear();
        state.selection.insert(clip->id);
    }
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
    if (dragCancelled || !event.mods.isLeftButtonDown())
        return;
    if (!drag && !marquee && event.getDistanceFromDragStart() < dragThreshold)
        return;
    if (pressed.isValid())
        dragClips(event);
    else
        selectWithin(juce::Rectangle<int>(event.getMouseDownPosition(), pointer));
}

void LaneArea::dragClips(const juce::MouseEvent& event)
{
    if (!drag)
    {
        state.selection.insert(pressed);
        drag.emplace(context.model, state, pressed, pressedAt);
        becomesOnlyOne = false;
    }
    drag->moveTo(state.viewport.frameAt(pointer.x), state.trackAt(pointer.y), state.snaps != event.mods.isCtrlDown());
    setMouseCursor(juce::MouseCursor::DraggingHandCursor);
    repaint();
}

void LaneArea::selectWithin(juce::Rectangle<int> area)
{
    marquee = area;
    state.selection = selectionBefore;
    const auto frames =
        FrameRange::between(state.viewport.frameAt(area.getX()), state.viewport.frameAt(area.getRight() + 1));
    const auto& tracks = context.model.session().tracks;
    for (auto number = state.trackAt(area.getY()); number < tracks.size() && state.yOf(number) < area.getBottom();
         ++number)
        for (const auto clip : state.indexes.of(*tracks[number]).overlapping(frames))
            state.selection.insert(tracks[number]->clips[clip].id);
    repaint();
}

void LaneArea::mouseUp(const juce::MouseEvent&)
{
    setMouseCursor(juce::MouseCursor::NormalCursor);
    if (becomesOnlyOne)
        state.selection = {pressed};
    becomesOnlyOne = false;
    marquee.reset();
    if (drag && drag->moves() && !dragReleased)
    {
        context.model.send(drag->command());
        dragReleased = true;
        releasedAt = context.model.now();
    }
    else if (!dragReleased)
        drag.reset();
    state.selectionSettled();
    repaint();
}

} // namespace loophole::aura
