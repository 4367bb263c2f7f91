#pragma once

#include "Aura/Browser/PreviewDecks.h"
#include "Aura/Browser/RegionStrip.h"
#include "Aura/Shell/AuraContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/**
    The shown file at large: a click plays from there, a drag holds its tape, a drag with Shift or in the strip above
    chooses a region, which can be carried off to the timeline. A click in the strip gives the region up.
*/
class PreviewWaveform final : public juce::Component, public juce::SettableTooltipClient
{
public:
    static constexpr int stripHeight = 14;

    PreviewWaveform(AuraContext&, PreviewDecks&);

    /** Draws the playhead anew where it has moved. */
    void frame();
    /** Takes back what the hand is doing; whether it did anything. */
    bool cancelDrag();

    /** A drag of the region has begun, which may end in another program: where its file will be. */
    std::function<std::filesystem::path()> onCarry;

    void paint(juce::Graphics&) override;
    void mouseMove(const juce::MouseEvent&) override;
    void mouseDown(const juce::MouseEvent&) override;
    void mouseDrag(const juce::MouseEvent&) override;
    void mouseUp(const juce::MouseEvent&) override;
    void mouseDoubleClick(const juce::MouseEvent&) override;
    /** Left and right play from a fortieth of the file away; with Shift they move the region's end; Delete gives it up.
     */
    bool keyPressed(const juce::KeyPress&) override;
    void focusGained(FocusChangeType) override { repaint(); }
    void focusLost(FocusChangeType) override { repaint(); }

private:
    enum class Hand
    {
        none,
        pressed, ///< plays from there; becomes a scrub
        scrubs,
        chooses,
        carries
    };

    [[nodiscard]] FileScale scale() const;
    [[nodiscard]] juce::Rectangle<int> waveArea() const { return getLocalBounds().withTrimmedTop(stripHeight); }
    void extendRegion(FrameCount by);
    void beginChoosing(const juce::MouseEvent&);
    void carry(const juce::MouseEvent&);
    void paintRegion(juce::Graphics&, const FileScale&) const;
    [[nodiscard]] FrameRange shownRegion() const { return drawn ? *drawn : decks.region(); }

    AuraContext& context;
    PreviewDecks& decks;
    Hand hand = Hand::none;
    bool wasPlaying = false;
    RegionGrip grip = RegionGrip::none;
    std::optional<FrameRange> drawn; ///< while the hand draws it
    int playheadX = -1;
};

} // namespace loophole::aura
