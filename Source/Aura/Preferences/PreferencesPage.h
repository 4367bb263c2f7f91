#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Preferences/KeysPage.h"
#include "Aura/Preferences/SoundPage.h"
#include "Aura/Preferences/StoragePage.h"

namespace loophole::aura
{

/** What can be set about the whole program, over the window; all of it takes effect at once. A click beside it or
    Escape closes it. Message thread. */
class PreferencesPage final : public juce::Component
{
public:
    explicit PreferencesPage(AuraContext&);

    void paint(juce::Graphics&) override;
    void resized() override;
    void visibilityChanged() override;
    void mouseDown(const juce::MouseEvent&) override;

    /** Behind which tab; a page that is not there is passed over. */
    void show(std::size_t page);

private:
    /** Light or dark. */
    class ThemePage final : public PreferencesForm
    {
    public:
        explicit ThemePage(AuraContext&);
        void visibilityChanged() override { showChoice(); }

    private:
        void showChoice();
        AuraContext& context;
        juce::ComboBox theme;
    };

    [[nodiscard]] juce::Rectangle<int> card() const;

    SoundPage sound;
    StoragePage storage;
    ThemePage theme;
    KeysPage keys;
    std::vector<std::pair<std::unique_ptr<juce::TextButton>, juce::Component*>> pages;
    IconButton close;
    std::size_t shown = 0;
};

} // namespace loophole::aura
