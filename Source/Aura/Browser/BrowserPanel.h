#pragma once

#include "Aura/Browser/FolderContents.h"
#include "Aura/Browser/PreviewPane.h"
#include "Aura/Look/Controls.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

/** A folder with its audio files: waveforms, lengths, audition by click and arrow key, drags to the timeline. */
class BrowserPanel final : public juce::Component, private juce::ListBoxModel, private AuraModel::Listener
{
public:
    static constexpr int rowHeight = 24;

    BrowserPanel(AuraContext&, std::filesystem::path home);
    ~BrowserPanel() override;

    void openFolder(const std::filesystem::path&);
    void focusSearch();
    void focusList() { list.grabKeyboardFocus(); }
    void frame();
    void waveformsChanged();
    [[nodiscard]] bool isSettled() const { return contents.isComplete() || !isVisible(); }

    void paint(juce::Graphics&) override;
    void paintOverChildren(juce::Graphics&) override;
    void resized() override;
    void lookAndFeelChanged() override;
    void focusOfChildComponentChanged(FocusChangeType) override { repaint(); }
    bool keyPressed(const juce::KeyPress&) override;
    /** Of the rows: begins a drag to the timeline. */
    void mouseDrag(const juce::MouseEvent&) override;

private:
    int getNumRows() override { return static_cast<int>(contents.entries().size()); }
    void paintListBoxItem(int row, juce::Graphics&, int width, int height, bool isSelected) override;
    void listBoxItemDoubleClicked(int row, const juce::MouseEvent&) override { enter(row); }
    void returnKeyPressed(int row) override { enter(row); }
    void selectedRowsChanged(int row) override;
    void backgroundClicked(const juce::MouseEvent&) override { list.deselectAllRows(); }
    juce::String getTooltipForRow(int row) override;
    juce::String getNameForRow(int row) override;

    void folderListed(const FolderListed&) override;
    void assetChanged(AssetId) override
    {
        list.repaint();
        preview.repaint();
    }
    void peaksChanged(AssetId) override
    {
        list.repaint();
        preview.repaint();
    }
    void sessionChanged() override;

    void enter(int row);
    void showPath();
    void setFilter();
    void paintFile(juce::Graphics&, const FolderEntry&, juce::Rectangle<int>, bool isSelected);
    void requestVisible();
    [[nodiscard]] juce::String hint() const;
    [[nodiscard]] juce::Image dragLabel(const std::filesystem::path&) const;

    AuraContext& context;
    std::filesystem::path home;
    FolderContents contents;
    IconButton homeButton, upButton;
    juce::TextEditor path, search;
    juce::ListBox list;
    PreviewPane preview;
    std::filesystem::path chosen;
    int firstVisible = -1;
    Instant scrolledAt{};
    bool isRestoring = false; ///< rows are moving under the selection, which is no choice of the user's
};

} // namespace loophole::aura
