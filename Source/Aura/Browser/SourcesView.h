#pragma once

#include "Aura/Browser/SourceTree.h"
#include "Aura/Look/Controls.h"
#include "Aura/Shell/AuraContext.h"

namespace loophole::aura
{

/** The tree of what can be shown, with buttons to add places and a menu on each row. Message thread. */
class SourcesView final : public juce::Component, private juce::ListBoxModel, private juce::KeyListener
{
public:
    static constexpr int rowHeight = 22;
    static constexpr int indent = 14; ///< of what is below a folder
    static constexpr int chevronWidth = 16;

    struct Hands
    {
        std::function<void(const BrowserScope&)> chosen;
        std::function<void()> left;                             ///< Escape: back to the list
        std::function<void(juce::Component& beside)> addWanted; ///< a folder is to become a place
        std::function<void(const BrowserScope&, juce::Point<int>)> menuWanted;
    };

    SourcesView(AuraContext&, SourceTree&, Hands);
    ~SourcesView() override;

    /** The tree has changed. */
    void update();
    /** What is shown now is marked. */
    void show(const BrowserScope&);
    /** Whether moving along the rows shows each at once; otherwise Enter does. */
    void setChoosesAtOnce(bool atOnce) { choosesAtOnce = atOnce; }
    void focus() { list.grabKeyboardFocus(); }
    void frame();

    void paint(juce::Graphics&) override;
    void paintOverChildren(juce::Graphics&) override;
    void resized() override;
    void lookAndFeelChanged() override;
    void focusOfChildComponentChanged(FocusChangeType) override { repaint(); }

private:
    int getNumRows() override { return static_cast<int>(rows.size()); }
    void paintListBoxItem(int row, juce::Graphics&, int width, int height, bool isSelected) override;
    void listBoxItemClicked(int row, const juce::MouseEvent&) override;
    void returnKeyPressed(int row) override { choose(row); }
    void selectedRowsChanged(int row) override;
    juce::String getTooltipForRow(int row) override;
    juce::String getNameForRow(int row) override;
    bool keyPressed(const juce::KeyPress&, juce::Component*) override;
    using juce::Component::keyPressed;

    void choose(int row);
    void toggle(int row);
    [[nodiscard]] const SourceRow* at(int row) const;
    void paintHeading(juce::Graphics&, const SourceRow&, juce::Rectangle<int>) const;
    void paintScope(juce::Graphics&, const SourceRow&, juce::Rectangle<int>, bool isSelected) const;
    void paintChevron(juce::Graphics&, const SourceRow&, juce::Rectangle<int>) const;

    AuraContext& context;
    SourceTree& tree;
    Hands hands;
    juce::ListBox list;
    IconButton addButton;
    std::vector<SourceRow> rows;
    BrowserScope shown;
    bool choosesAtOnce = false;
    bool isRestoring = false;
    Instant lookedAt{};
};

/** What a place is doing or suffers, in words; empty where it is as it should be. Pure. */
[[nodiscard]] std::string stateText(const SourceRow&);

} // namespace loophole::aura
