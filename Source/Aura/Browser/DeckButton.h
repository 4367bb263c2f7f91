#pragma once

#include "Messages/Audition.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** One letter for a deck: filled while the deck is shown, with a line below it while the deck holds a file. */
class DeckButton final : public juce::Button
{
public:
    explicit DeckButton(Deck);

    void setHolds(bool aFile);

private:
    void paintButton(juce::Graphics&, bool over, bool down) override;

    Deck deck;
    bool holds = false;
};

} // namespace loophole::aura
