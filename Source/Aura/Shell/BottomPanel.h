#pragma once

#include "Aura/Diagnostics/DiagnosticsPanel.h"
#include "Aura/Inspector/HistoryPage.h"
#include "Aura/Look/Controls.h"
#include "Aura/Mixer/MixerPanel.h"
#include "Aura/Shell/KeyMap.h"

namespace loophole::aura
{

/** The mixer, the diagnostics and the history of edits, each behind a tab. */
class BottomPanel final : public juce::Component
{
public:
    enum class Page
    {
        mixer,
        diagnostics,
        history,
        last = history
    };

    explicit BottomPanel(AuraContext&);

    void show(Page);
    [[nodiscard]] Page page() const { return shown; }
    void frame();

    void paint(juce::Graphics&) override;
    void resized() override;

private:
    /** A word with a line under it when chosen. */
    class Tab final : public juce::Button
    {
    public:
        Tab(const juce::String& name, const KeyMap& keyMap, Command toggle)
            : juce::Button(name), keys(keyMap), command(toggle)
        {
            setMouseClickGrabsKeyboardFocus(false);
        }
        juce::String getTooltip() override { return keys.tooltip(command); }

    private:
        void paintButton(juce::Graphics&, bool over, bool down) override;

        const KeyMap& keys;
        Command command;
    };

    static constexpr int tabHeight = 28;

    Tab mixerTab;
    Tab diagnosticsTab;
    Tab historyTab;
    IconButton fold;
    MixerPanel mixer;
    DiagnosticsPanel diagnostics;
    HistoryPage history;
    Page shown = Page::mixer;
};

} // namespace loophole::aura
