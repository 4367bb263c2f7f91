#include "Aura/Mixer/MixerStrip.h"

#include "Aura/Mixer/BusNames.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{
namespace
{

constexpr int nameHeight = 20;
constexpr int valueHeight = 18;
constexpr int outputHeight = 16;
constexpr auto arrow = "\u2192 ";

} // namespace

void MixerStrip::OutputButton::paintButton(juce::Graphics& g, bool over, bool)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    if (over)
    {
        g.setColour(colours.raised);
        g.fillRoundedRectangle(getLocalBounds().toFloat(), Look::radius);
    }
    g.setFont(look.label());
    g.setColour(over ? colours.textStrong : colours.textQuiet);
    g.drawText(elidedInMiddle(getButtonText(), g.getCurrentFont(), getWidth() - 4), getLocalBounds(),
               juce::Justification::centred, false);
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds());
}

MixerStrip::MixerStrip(AuraContext& context) : context(context), meter(context, MasterMeter())
{
    setOpaque(true);
    setMouseClickGrabsKeyboardFocus(false);
    setUpControls();
    for (auto* child : std::initializer_list<juce::Component*>{&pan, &mute, &solo, &fader, &output, &meter})
        addAndMakeVisible(child);
}

void MixerStrip::setUpControls()
{
    mute.onClick = [this]
    {
        if (track != nullptr)
            context.model.send(SetTrackMute{track->id, !track->mute});
        else
            context.model.send(SetBusMute{bus.name, !bus.mute});
    };
    solo.onClick = [this] { context.model.send(SetTrackSolo{track->id, !track->solo}); };
    pan.words = [](double value) { return toText(panText(value)); };
    pan.onValueChange = [this] { context.model.send(SetTrackPan{track->id, pan.getValue()}); };
    fader.words = [](double db) { return toText(gainText(db)); };
    fader.onValueChange = [this]
    {
        if (track != nullptr)
            context.model.send(SetTrackGain{track->id, fader.getValue()});
        else
            context.model.send(SetBusVolume{bus.name, fader.getValue()});
        repaint();
    };
    output.setTooltip("Where it goes. Click to choose a bus");
    output.setMouseClickGrabsKeyboardFocus(false);
    output.onClick = [this] { chooseOutput(); };
}

void MixerStrip::takeName(const std::string& next)
{
    name = toText(next);
    setTitle(name + " strip");
    mute.setTitle("Mute " + name);
    solo.setTitle("Solo " + name);
    pan.setTitle("Pan of " + name);
    fader.setTitle("Gain of " + name);
    output.setTitle("Output of " + name);
}

void MixerStrip::showOutput(const std::string& to)
{
    output.setButtonText(juce::String::fromUTF8(arrow) + toText(to.empty() ? std::string("Master") : to));
}

void MixerStrip::showTrack(const std::shared_ptr<const Track>& next, std::size_t nextNumber)
{
    if (next == track && nextNumber == number)
        return;
    if (track == nullptr || track->id != next->id)
        meter.show(next->id);
    track = next;
    number = nextNumber;
    for (auto* child : std::initializer_list<juce::Component*>{&pan, &solo, &output})
        child->setVisible(true);
    takeName(track->name);
    mute.setToggleState(track->mute, juce::dontSendNotification);
    solo.setToggleState(track->solo, juce::dontSendNotification);
    pan.show(track->pan);
    fader.show(track->gainDb);
    showOutput(track->output);
    resized();
    repaint();
}

void MixerStrip::showBus(const Bus& next)
{
    track = nullptr;
    bus = next;
    takeName(bus.name);
    for (auto* child : std::initializer_list<juce::Component*>{&pan, &solo})
        child->setVisible(false);
    output.setVisible(!isMaster());
    meter.show(isMaster() ? MeterSource(MasterMeter()) : MeterSource(bus.id));
    mute.setToggleState(bus.mute, juce::dontSendNotification);
    fader.show(bus.volumeDb);
    showOutput(bus.sendTo);
    resized();
    repaint();
}

void MixerStrip::chooseOutput()
{
    juce::PopupMenu menu;
    const auto now = track != nullptr ? track->output : bus.sendTo.empty() ? std::string("Master") : bus.sendTo;
    for (const auto& each : context.model.session().buses)
    {
        // A ring of buses is refused; the way straight back is not offered.
        if (track == nullptr && (each.name == bus.name || each.sendTo == bus.name))
            continue;
        menu.addItem(toText(each.name), true, each.name == now, [this, to = each.name] { sendTo(to); });
    }
    menu.addSeparator();
    menu.addItem("New bus", [this] { sendToNewBus(); });
    menu.showMenuAsync(juce::PopupMenu::Options().withTargetComponent(output));
}

void MixerStrip::sendTo(const std::string& busName)
{
    if (track != nullptr)
        context.model.send(SetTrackOutput{track->id, busName});
    else
        context.model.send(SetBusOutput{bus.name, busName == "Master" ? std::string() : busName});
}

void MixerStrip::sendToNewBus()
{
    const auto made = newBusName(context.model.session());
    context.model.send(BeginEditGroup{"Add bus"});
    context.model.send(AddBus{made});
    sendTo(made);
    context.model.send(EndEditGroup{});
}

void MixerStrip::mouseDown(const juce::MouseEvent& event)
{
    if (!event.mods.isPopupMenu() || track != nullptr || isMaster())
        return;
    juce::PopupMenu menu;
    menu.addItem("Remove " + name, [this] { context.model.send(RemoveBus{bus.name}); });
    menu.showMenuAsync(juce::PopupMenu::Options().withMousePosition());
}

void MixerStrip::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(track != nullptr ? colours.panel : colours.raised.interpolatedWith(colours.panel, 0.5f));
    g.setColour(colours.hairline);
    drawVerticalHairline(g, static_cast<float>(getWidth()) - 1, 0, static_cast<float>(getHeight()));
    auto area = getLocalBounds().withTrimmedRight(1);
    auto bottom = area.removeFromBottom(nameHeight);
    g.setColour(track == nullptr ? colours.textQuiet : colours.track(track->colour.value_or(static_cast<int>(number))));
    g.fillRect(bottom.removeFromBottom(3));
    g.setFont(look.label());
    g.setColour(colours.textStrong);
    g.drawText(elidedInMiddle(name, g.getCurrentFont(), bottom.getWidth() - 8), bottom, juce::Justification::centred,
               false);
    g.setColour(colours.textNormal);
    drawFigures(g, toText(gainText(fader.getValue())), area.removeFromBottom(valueHeight).toFloat(),
                juce::Justification::centred);

    // Where unity is, beside the fader's way.
    const auto y = static_cast<float>(fader.getY()) + fader.getPositionOfValue(0);
    g.setColour(colours.textQuiet.withAlpha(0.6f));
    drawHorizontalHairline(g, y, static_cast<float>(fader.getX()), static_cast<float>(fader.getX()) + 6);
    drawHorizontalHairline(g, y, static_cast<float>(fader.getRight()) - 6, static_cast<float>(fader.getRight()));
}

void MixerStrip::resized()
{
    auto area = getLocalBounds().withTrimmedRight(1).withTrimmedBottom(nameHeight + valueHeight).reduced(8, 6);
    auto top = area.removeFromTop(18);
    mute.setBounds(track == nullptr ? top : top.removeFromLeft((top.getWidth() - 4) / 2));
    solo.setBounds(top.withTrimmedLeft(4));
    area.removeFromTop(4);
    if (track != nullptr)
    {
        pan.setBounds(area.removeFromTop(16));
        area.removeFromTop(4);
    }
    if (!isMaster())
        output.setBounds(area.removeFromBottom(outputHeight));
    meter.setBounds(area.removeFromRight(15));
    area.removeFromRight(8);
    fader.setBounds(area);
}

} // namespace loophole::aura
