#include "Aura/Timeline/TrackHeader.h"

#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/KeyMap.h"
#include "Aura/Timeline/ColourMenu.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{
namespace
{

constexpr int colourBar = 4;
constexpr int dragThreshold = 5;
constexpr int lowestWithSliders = 56;

} // namespace

TrackHeader::TrackHeader(AuraContext& context) : context(context), meter(context, MasterMeter())
{
    setOpaque(true);
    setFocusContainerType(FocusContainerType::focusContainer);
    setMouseClickGrabsKeyboardFocus(false);
    name.setEditable(false, true, false);
    name.setTooltip("Double-click to rename");
    name.setBorderSize({0, 4, 0, 4});
    name.setMinimumHorizontalScale(1);
    name.onTextChange = [this] { this->context.model.send(RenameTrack{track->id, name.getText().toStdString()}); };
    name.addMouseListener(this, false);
    mute.onClick = [this] { this->context.model.send(SetTrackMute{track->id, !track->mute}); };
    solo.onClick = [this] { this->context.model.send(SetTrackSolo{track->id, !track->solo}); };
    gain.words = [](double db) { return toText(gainText(db)); };
    gain.onValueChange = [this] { this->context.model.send(SetTrackGain{track->id, gain.getValue()}); };
    pan.words = [](double value) { return toText(panText(value)); };
    pan.onValueChange = [this] { this->context.model.send(SetTrackPan{track->id, pan.getValue()}); };
    for (auto* child : std::initializer_list<juce::Component*>{&name, &mute, &solo, &gain, &pan, &meter})
        addAndMakeVisible(child);
}

void TrackHeader::show(const std::shared_ptr<const Track>& next, std::size_t nextNumber, bool nextSelected)
{
    if (next == track && nextNumber == number && nextSelected == isSelected)
        return;
    if (track == nullptr || track->id != next->id)
        meter.show(next->id);
    track = next;
    number = nextNumber;
    isSelected = nextSelected;
    const auto text = toText(track->name);
    setTitle(text);
    mute.setTitle("Mute " + text);
    solo.setTitle("Solo " + text);
    gain.setTitle("Gain of " + text);
    pan.setTitle("Pan of " + text);
    name.setTitle("Name of " + text);
    if (!name.isBeingEdited())
        name.setText(text, juce::dontSendNotification);
    showNameColour();
    mute.setToggleState(track->mute, juce::dontSendNotification);
    solo.setToggleState(track->solo, juce::dontSendNotification);
    gain.show(track->gainDb);
    pan.show(track->pan);
    repaint();
}

void TrackHeader::showNameColour()
{
    const auto& colours = Look::of(*this).colours();
    name.setColour(juce::Label::textColourId, isSelected ? colours.textStrong : colours.textNormal);
}

void TrackHeader::paint(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(isSelected ? colours.raised : colours.panel);
    if (track != nullptr)
    {
        g.setColour(colours.track(track->colour.value_or(static_cast<int>(number))));
        g.fillRect(0, 0, colourBar, getHeight() - 1);
    }
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, static_cast<float>(getHeight()) - 1, 0, static_cast<float>(getWidth()));
    drawVerticalHairline(g, static_cast<float>(getWidth()) - 1, 0, static_cast<float>(getHeight()));
}

void TrackHeader::resized()
{
    auto area = getLocalBounds().withTrimmedLeft(colourBar).reduced(6, 4).withTrimmedBottom(1);
    meter.setBounds(area.removeFromRight(11));
    area.removeFromRight(6);
    const auto hasSliders = area.getHeight() >= lowestWithSliders - 9;
    auto top = area.removeFromTop(hasSliders ? 22 : std::min(22, area.getHeight()));
    const auto button = std::min(18, top.getHeight());
    solo.setBounds(top.removeFromRight(20).withSizeKeepingCentre(20, button));
    top.removeFromRight(4);
    mute.setBounds(top.removeFromRight(20).withSizeKeepingCentre(20, button));
    top.removeFromRight(2);
    name.setBounds(top);
    gain.setVisible(hasSliders);
    pan.setVisible(hasSliders);
    if (!hasSliders)
        return;
    auto bottom = area.removeFromBottom(std::min(area.getHeight(), 24)).withSizeKeepingCentre(area.getWidth(), 18);
    pan.setBounds(bottom.removeFromRight(44));
    bottom.removeFromRight(4);
    gain.setBounds(bottom);
}

void TrackHeader::mouseDown(const juce::MouseEvent& event)
{
    if (track == nullptr)
        return;
    isPressed = !event.mods.isPopupMenu();
    isDragging = false;
    onSelect(track->id);
    if (event.mods.isPopupMenu())
        showMenu();
}

void TrackHeader::mouseDrag(const juce::MouseEvent& event)
{
    if (track == nullptr || !isPressed)
        return;
    isDragging = isDragging || std::abs(event.getDistanceFromDragStartY()) >= dragThreshold;
    if (isDragging)
        onDrag(track->id, event.getEventRelativeTo(this).y);
}

void TrackHeader::mouseUp(const juce::MouseEvent&)
{
    isPressed = false;
    if (std::exchange(isDragging, false))
        onDrop();
}

void TrackHeader::showMenu()
{
    juce::PopupMenu menu;
    auto& target = context.commands;
    for (const auto command : {Command::renameTrack, Command::muteTrack, Command::soloTrack, Command::moveTrackUp,
                               Command::moveTrackDown, Command::trackHigher, Command::trackLower})
    {
        juce::PopupMenu::Item item(juce::String::fromUTF8(entryOf(command).name));
        item.isEnabled = target.isEnabled(command);
        if (const auto& keys = context.keys.of(command); !keys.empty())
            item.shortcutKeyDescription = keys.front().text();
        item.action = [&target, command] { target.perform(command); };
        menu.addItem(std::move(item));
    }
    menu.addSeparator();
    menu.addSubMenu("Colour", colourMenu(context, *track, Look::of(*this).colours()));
    menu.addSeparator();
    menu.addItem("Add track", [&target] { target.perform(Command::addTrack); });
    menu.addItem("Remove track", [&target] { target.perform(Command::removeTrack); });
    menu.showMenuAsync(juce::PopupMenu::Options());
}

} // namespace loophole::aura
