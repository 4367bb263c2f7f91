#pragma once

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/KeyMap.h"

namespace loophole::aura
{

/** Every command with its keys; a click on one waits for the key that it is to have. Message thread. */
class KeysPage final : public juce::Component, private juce::ListBoxModel
{
public:
    explicit KeysPage(AuraContext&);

    void resized() override;
    void paint(juce::Graphics&) override;
    void visibilityChanged() override;
    bool keyPressed(const juce::KeyPress&) override;

private:
    int getNumRows() override { return static_cast<int>(commandTable().size()); }
    void paintListBoxItem(int row, juce::Graphics&, int width, int height, bool isSelected) override;
    void listBoxItemClicked(int row, const juce::MouseEvent&) override;
    void returnKeyPressed(int row) override { waitFor(row); }
    void deleteKeyPressed(int row) override;
    juce::String getNameForRow(int row) override;
    void waitFor(int row);
    void changed();
    [[nodiscard]] juce::String keysOf(int row) const;

    AuraContext& context;
    juce::ListBox list{"Commands and their keys", this};
    juce::TextButton resetAll{"Reset all keys"};
    std::optional<int> waiting; ///< the row whose key is pressed next
};

} // namespace loophole::aura
