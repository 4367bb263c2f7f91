#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/RecentSessions.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** What can be done with an empty session, in the middle of the timeline: open, try the demo, add sounds, go on with a
    recent session. Message thread. */
class WelcomePanel final : public juce::Component, private AuraModel::Listener
{
public:
    static constexpr int width = 380;

    struct Actions
    {
        std::function<void(const std::filesystem::path&)> open;
        std::function<void()> makeDemo; ///< none: no demo is offered
        std::function<void(const std::filesystem::path&)> addSounds;
    };

    WelcomePanel(AuraContext&, Actions);
    ~WelcomePanel() override;

    /** Whether the session is one to be greeted with. */
    [[nodiscard]] bool isDue() const;
    [[nodiscard]] int wantedHeight() const;
    /** Demo is being written. */
    void setBusy(bool);

    void paint(juce::Graphics&) override;
    void resized() override;
    void visibilityChanged() override;

private:
    /** One line to click: what it does, and quietly where or how. */
    class Choice final : public juce::Button
    {
    public:
        Choice(const juce::String& name, juce::String quietText);

    private:
        void paintButton(juce::Graphics&, bool over, bool down) override;
        juce::String quiet;
    };

    void sessionChanged() override;
    void listRecent();
    void chooseSounds();

    AuraContext& context;
    Actions actions;
    RecentSessions recent;
    Choice openSession, tryDemo, addSounds;
    std::vector<std::unique_ptr<Choice>> recentChoices;
    std::unique_ptr<juce::FileChooser> chooser;
    int recentTop = 0;
};

} // namespace loophole::aura
