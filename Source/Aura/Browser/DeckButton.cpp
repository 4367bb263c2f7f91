#include "Aura/Browser/DeckButton.h"

#include "Aura/Look/Look.h"

namespace loophole::aura
{

DeckButton::DeckButton(Deck which) : juce::Button(which == Deck::a ? "Deck A" : "Deck B"), deck(which)
{
    setTitle(getName());
    setTooltip(juce::String("Show and hear deck ") + (deck == Deck::a ? "A" : "B") +
               "; the next file that is chosen goes there");
    setMouseClickGrabsKeyboardFocus(false);
    // Both are one choice, which the pane shows.
    setClickingTogglesState(false);
}

void DeckButton::setHolds(bool aFile)
{
    if (std::exchange(holds, aFile) != aFile)
        repaint();
}

void DeckButton::paintButton(juce::Graphics& g, bool over, bool down)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const bool isShown = getToggleState();
    auto ground = isShown ? colours.accent : colours.raised;
    if (over || down)
        ground = ground.interpolatedWith(colours.textStrong, down ? 0.2f : 0.1f);
    g.setColour(ground);
    g.fillRoundedRectangle(getLocalBounds().toFloat().reduced(0.5f), 3);
    g.setColour(isShown ? colours.onBright : colours.textNormal);
    g.setFont(look.strong(11));
    g.drawText(deck == Deck::a ? "A" : "B", getLocalBounds(), juce::Justification::centred, false);
    if (holds)
        g.fillRect(getLocalBounds().toFloat().removeFromBottom(3).withSizeKeepingCentre(8, 1.5f));
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds());
}

} // namespace loophole::aura
