#include "Aura/Mixer/MixerStrip.h"

#include "Aura/Shell/AuraModel.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{
namespace
{

constexpr int nameHeight = 20;
constexpr int valueHeight = 18;

} // namespace

MixerStrip::MixerStrip(AuraContext& context) : context(context), meter(context, std::nullopt)
{
    setMouseClickGrabsKeyboardFocus(false);
    mute.onClick = [this] { this->context.model.send(SetTrackMute{track->id, !track->mute}); };
    solo.onClick = [this] { this->context.model.send(SetTrackSolo{track->id, !track->solo}); };
    pan.words = [](double value) { return toText(panText(value)); };
    pan.onValueChange = [this] { this->context.model.send(SetTrackPan{track->id, pan.getValue()}); };
    fader.words = [](double db) { return toText(gainText(db)); };
    fader.onValueChange = [this]
    {
        if (track != nullptr)
            this->context.model.send(SetTrackGain{track->id, fader.getValue()});
        else
            this->context.model.send(SetBusVolume{bus.toStdString(), fader.getValue()});
        repaint();
    };
    for (auto* child : std::initializer_list<juce::Component*>{&pan, &mute, &solo, &fader, &meter})
        addAndMakeVisible(child);
}

void MixerStrip::showTrack(const std::shared_ptr<const Track>& next, std::size_t nextNumber)
{
    if (next == track && nextNumber == number)
        return;
    if (track == nullptr || track->id != next->id)
        meter.show(next->id);
    track = next;
    name = toText(track->name);
    number = nextNumber;
    setTitle(name);
    mute.setToggleState(track->mute, juce::dontSendNotification);
    solo.setToggleState(track->solo, juce::dontSendNotification);
    pan.show(track->pan);
    fader.show(track->gainDb);
    repaint();
}

void MixerStrip::showMaster(const Bus& master)
{
    bus = toText(master.name);
    name = bus;
    setTitle(name);
    for (auto* child : std::initializer_list<juce::Component*>{&pan, &mute, &solo})
        child->setVisible(false);
    fader.show(master.volumeDb);
    repaint();
}

void MixerStrip::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.panel);
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
    g.setFont(look.label());
    const auto y = static_cast<float>(fader.getY()) + fader.getPositionOfValue(0);
    g.setColour(colours.textQuiet.withAlpha(0.6f));
    drawHorizontalHairline(g, y, static_cast<float>(fader.getX()), static_cast<float>(fader.getX()) + 6);
    drawHorizontalHairline(g, y, static_cast<float>(fader.getRight()) - 6, static_cast<float>(fader.getRight()));
}

void MixerStrip::resized()
{
    auto area = getLocalBounds().withTrimmedRight(1).withTrimmedBottom(nameHeight + valueHeight).reduced(8, 6);
    if (track != nullptr || bus.isEmpty())
    {
        auto top = area.removeFromTop(18);
        mute.setBounds(top.removeFromLeft((top.getWidth() - 4) / 2));
        solo.setBounds(top.withTrimmedLeft(4));
        area.removeFromTop(4);
        pan.setBounds(area.removeFromTop(16));
        area.removeFromTop(4);
    }
    meter.setBounds(area.removeFromRight(15));
    area.removeFromRight(8);
    fader.setBounds(area);
}

} // namespace loophole::aura
