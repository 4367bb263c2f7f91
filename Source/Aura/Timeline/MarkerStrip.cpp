#include "Aura/Timeline/MarkerStrip.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/Gestures/MarkerGesture.h"
#include "Aura/Timeline/Gestures/RangeGesture.h"

namespace loophole::aura
{
namespace
{

constexpr int dragThreshold = 3;
constexpr int widestFlag = 120;

} // namespace

MarkerStrip::MarkerStrip(AuraContext& context, TimelineState& state) : context(context), state(state)
{
    setTitle("Markers");
    setDescription("M sets a marker at the playhead. Drag where there is none to select a stretch of time.");
    setMouseClickGrabsKeyboardFocus(false);
    setOpaque(true);
}

void MarkerStrip::sessionChanged()
{
    gesture.reset();
    nameEditor.reset();
    repaint();
}

bool MarkerStrip::cancelDrag()
{
    const auto was = gesture != nullptr || nameEditor != nullptr;
    if (gesture)
        gesture->cancel();
    gesture.reset();
    nameEditor.reset();
    isCancelled = was;
    repaint();
    return was;
}

juce::Rectangle<int> MarkerStrip::flagOf(const Marker& marker, FramePosition at) const
{
    const auto x = state.viewport.xOf(at);
    const auto text = Look::of(*this).label().getStringWidth(toText(marker.name));
    return {juce::roundToInt(std::clamp(x, -1000.0, state.viewport.width + 1000)), 1, std::min(text + 10, widestFlag),
            height - 2};
}

const Marker* MarkerStrip::markerAt(int x) const
{
    const Marker* found = nullptr;
    for (const auto& marker : context.model.session().markers)
        if (const auto flag = flagOf(marker, marker.position); x >= flag.getX() - 2 && x < flag.getRight())
            found = &marker;
    return found;
}

void MarkerStrip::paint(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(colours.panel);
    if (state.range)
    {
        const auto within = [this](FramePosition position)
        { return static_cast<float>(std::clamp(state.viewport.xOf(position), -8.0, state.viewport.width + 8)); };
        g.setColour(colours.accent.withAlpha(0.3f));
        g.fillRect(juce::Rectangle<float>::leftTopRightBottom(within(state.range->frames.start), 0,
                                                              within(state.range->frames.end()), height));
    }
    const auto* carried = dynamic_cast<const MarkerGesture*>(gesture.get());
    for (const auto& marker : context.model.session().markers)
        paintMarker(g, marker,
                    carried != nullptr && carried->markerId() == marker.id ? carried->position() : marker.position);
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, height - 1, 0, static_cast<float>(getWidth()));
}

void MarkerStrip::paintMarker(juce::Graphics& g, const Marker& marker, FramePosition at) const
{
    const auto& look = Look::of(*this);
    const auto flag = flagOf(marker, at);
    if (flag.getRight() < 0 || flag.getX() > getWidth())
        return;
    // Over the end of the one before, where they are close.
    g.setColour(look.colours().panel);
    g.fillRect(flag);
    g.setColour(look.colours().warning.withAlpha(0.25f));
    g.fillRect(flag);
    g.setColour(look.colours().warning);
    g.fillRect(flag.withWidth(2));
    g.setColour(look.colours().textStrong);
    g.setFont(look.label());
    g.drawText(elidedInMiddle(toText(marker.name), g.getCurrentFont(), flag.getWidth() - 8), flag.withTrimmedLeft(5),
               juce::Justification::centredLeft, false);
}

void MarkerStrip::mouseMove(const juce::MouseEvent& event)
{
    setMouseCursor(markerAt(event.x) != nullptr ? juce::MouseCursor::PointingHandCursor
                                                : juce::MouseCursor::IBeamCursor);
}

void MarkerStrip::mouseDown(const juce::MouseEvent& event)
{
    if (nameEditor)
        nameEditor->onReturnKey();
    isCancelled = false;
    const auto* marker = markerAt(event.x);
    pressed = marker == nullptr ? MarkerId{} : marker->id;
    pressedAt = state.viewport.frameAt(event.x);
    if (event.mods.isPopupMenu() && marker != nullptr)
        showMenu(*marker);
}

void MarkerStrip::begin(const juce::MouseEvent& event)
{
    if (pressed.isValid())
    {
        gesture = std::make_unique<MarkerGesture>(context.model, state, pressed, pressedAt);
        return;
    }
    state.selection.clear();
    Hand hand;
    hand.frame = pressedAt;
    hand.snaps = state.snaps && !event.mods.isShiftDown();
    gesture = std::make_unique<RangeGesture>(context.model, state, hand);
}

void MarkerStrip::mouseDrag(const juce::MouseEvent& event)
{
    if (isCancelled || !event.mods.isLeftButtonDown())
        return;
    if (!gesture && std::abs(event.getDistanceFromDragStartX()) < dragThreshold)
        return;
    if (!gesture)
        begin(event);
    Hand hand;
    hand.frame = state.viewport.frameAt(event.x);
    hand.track = context.model.session().tracks.size(); // all of them
    hand.snaps = state.snaps && !event.mods.isShiftDown();
    gesture->moveTo(hand);
    state.changed();
    repaint();
}

void MarkerStrip::mouseUp(const juce::MouseEvent& event)
{
    if (gesture)
    {
        for (auto& command : gesture->commands())
            context.model.send(std::move(command));
        // A marker stays where the hand left it until the session answers.
        if (!pressed.isValid())
            gesture.reset();
    }
    else if (!isCancelled && event.mods.isLeftButtonDown())
    {
        if (const auto* marker = markerAt(event.x))
            context.model.seek(marker->position);
        else
            state.range.reset();
    }
    state.changed();
    repaint();
}

void MarkerStrip::mouseDoubleClick(const juce::MouseEvent& event)
{
    if (const auto* marker = markerAt(event.x))
        editName(*marker);
}

void MarkerStrip::showMenu(const Marker& marker)
{
    juce::PopupMenu menu;
    auto& model = context.model;
    const auto id = marker.id;
    menu.addItem("Go there", [&model, at = marker.position] { model.seek(at); });
    menu.addItem("Rename",
                 [self = juce::Component::SafePointer<MarkerStrip>(this), id]
                 {
                     if (self == nullptr)
                         return;
                     for (const auto& each : self->context.model.session().markers)
                         if (each.id == id)
                             return self->editName(each);
                 });
    menu.addItem("Remove", [&model, id] { model.send(RemoveMarker{id}); });
    menu.showMenuAsync(juce::PopupMenu::Options());
}

void MarkerStrip::editName(const Marker& marker)
{
    nameEditor = std::make_unique<juce::TextEditor>("Marker name");
    nameEditor->setTitle("Marker name");
    nameEditor->setFont(Look::of(*this).label());
    nameEditor->setBounds(flagOf(marker, marker.position).withY(0).withSize(widestFlag, height));
    nameEditor->setText(toText(marker.name), false);
    nameEditor->selectAll();
    const auto finish = [this, id = marker.id, before = nameEditor->getText()](bool keeps)
    {
        const auto text = nameEditor->getText().trim();
        if (keeps && text != before)
            context.model.send(RenameMarker{id, text.toStdString()});
        const auto closes = [self = juce::Component::SafePointer<MarkerStrip>(this), field = nameEditor.get()]
        {
            if (self != nullptr && self->nameEditor.get() == field)
                self->nameEditor.reset();
        };
        juce::MessageManager::callAsync(closes);
    };
    nameEditor->onReturnKey = [finish] { finish(true); };
    nameEditor->onEscapeKey = [finish] { finish(false); };
    addAndMakeVisible(*nameEditor);
    nameEditor->grabKeyboardFocus();
}

juce::String MarkerStrip::getTooltip()
{
    if (const auto* marker = markerAt(getMouseXYRelative().x))
        return toText(marker->name) + ": click to go there, drag to move, double-click to rename";
    return "Drag to select a stretch of time";
}

} // namespace loophole::aura
