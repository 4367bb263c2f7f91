#pragma once

#include "Aura/Browser/DeckButton.h"
#include "Aura/Browser/PitchControl.h"
#include "Aura/Browser/PreviewDecks.h"
#include "Aura/Browser/PreviewWaveform.h"
#include "Aura/Look/Controls.h"
#include "Aura/Shell/AuraContext.h"

namespace loophole::aura
{

/** The file that is chosen in the browser, and the one that it is compared with: what they are, how they look, and how
    they are auditioned. */
class PreviewPane final : public juce::Component, private AuraModel::Listener
{
public:
    /** Lower where the browser is, so that its list keeps most of it. */
    [[nodiscard]] static int heightIn(int browserHeight) { return browserHeight >= 440 ? 216 : 148; }
    /** With less it had no room for a waveform. */
    static constexpr int leastHeight = 136;

    explicit PreviewPane(AuraContext&);
    ~PreviewPane() override;

    /** `tempo` as in PreviewDecks. */
    void show(const std::filesystem::path&, double tempo = 0);
    void learnTempo(const std::filesystem::path& file, double tempo) { decks.learnTempo(file, tempo); }
    /** Plays the shown file where files are to play as soon as they are chosen. */
    void audition();
    /** Plays the shown file in any case, or stops it. */
    void playOrStop();
    /** Nothing is chosen. */
    void clear();
    /** The other deck is shown and heard. */
    void swapDecks() { turnTo(otherThan(decks.shown())); }
    bool cancelDrag() { return waveform.cancelDrag(); }
    void frame();
    void repaintIfShown(const std::filesystem::path&);

    void paint(juce::Graphics&) override;
    void resized() override;
    void mouseMove(const juce::MouseEvent&) override;
    /** Of the name: carries the file to the timeline or to another program. */
    void mouseDrag(const juce::MouseEvent&) override;

private:
    void regionExported(const RegionExported&) override;
    void buildControls();
    void buildToggle(IconButton&, bool PreviewSettings::*);
    void buildTempo();
    void turnTo(Deck);
    void refresh();
    void showTempo();
    std::filesystem::path exportRegion();
    [[nodiscard]] juce::String facts() const;
    [[nodiscard]] juce::String timeText() const;
    [[nodiscard]] juce::String matchText() const;
    /** From which tempo to which; nothing where the file's is not known. */
    [[nodiscard]] juce::String tempoFacts() const;
    void paintFacts(juce::Graphics&, juce::Rectangle<int>) const;
    void paintHint(juce::Graphics&) const;

    AuraContext& context;
    PreviewDecks decks;
    PreviewWaveform waveform;
    IconButton playButton, loopButton, autoPlayButton, silenceButton, barButton, matchButton, tempoButton, otherButton;
    DeckButton aButton, bButton;
    PitchControl pitch;
    ValueSlider level;
    juce::Rectangle<int> factsArea, timeArea, matchArea;
    juce::String shownTime, shownMatch;
    RequestId exporting{};      ///< of the region that is being carried
    juce::String exportFailure; ///< why the region that was carried last has no file
};

} // namespace loophole::aura
