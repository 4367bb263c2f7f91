#pragma once

#include "Aura/Browser/ListHeader.h"
#include "Aura/Browser/ListKeys.h"
#include "Aura/Browser/ListedRows.h"
#include "Aura/Browser/TypeAhead.h"
#include "Aura/Shell/AuraContext.h"
#include "Core/Clock.h"
#include "Core/Ids.h"

#include <unordered_set>

namespace loophole::aura
{

/**
    The rows of a list, of which only those in view are drawn and asked about, with its columns, selection, keys and
    drags. What is done with files is its owner's. Message thread.
*/
class FileList final : public juce::Component, private juce::ListBoxModel, private juce::KeyListener
{
public:
    static constexpr int rowHeight = 24;
    /** More rows than a hand can mean; all of them are kept in memory while they are selected. */
    static constexpr int mostSelected = 2000;

    struct Hands
    {
        std::function<void(const FileRow*)> chosen;       ///< by the user; null: none, or one that has not arrived
        std::function<bool(const ListKey&)> pressed;      ///< false: the key is the window's after all
        std::function<void(const FileRow&)> entered;      ///< double click
        std::function<void(juce::Point<int>)> menuWanted; ///< on the screen
        std::function<void()> sorted;                     ///< the columns or the order have changed
    };

    FileList(AuraContext&, Hands);
    ~FileList() override;

    /** Shows these from their beginning, with nothing selected. They must outlive it, or the next call. */
    void show(const ListedRows&);
    /** Rows have come or gone; the file that was chosen stays so where it is still there. */
    void rowsChanged();
    void repaintRows() { list.repaint(); }
    /** Where it is in view. */
    void repaintRowOf(const std::filesystem::path&);
    /** Whether rows stand where they stood: those of a search do while they arrive, those of a folder do not. */
    void setRowsMove(bool move) { rowsMove = move; }

    [[nodiscard]] ListColumns& columns() { return shownColumns; }
    /** The rows in view, from the first to before the last. */
    [[nodiscard]] std::pair<std::size_t, std::size_t> inView() const;
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> selectedRanges() const;
    [[nodiscard]] std::size_t selectedCount() const;
    /** Those that have arrived, in order. */
    [[nodiscard]] std::vector<const FileRow*> selected() const;
    [[nodiscard]] std::size_t currentRow() const;
    /** As if the user had chosen it. */
    void choose(std::size_t row);
    /** Without being heard. */
    void select(const std::filesystem::path&);
    [[nodiscard]] TypeAhead& typing() { return typeAhead; }

    void focus() { list.grabKeyboardFocus(); }
    [[nodiscard]] bool hasFocus() const { return list.hasKeyboardFocus(true); }
    /** Once a frame. */
    void frame();
    /** Whether everything in view has been asked for. */
    [[nodiscard]] bool isSettled() const { return !needsRequests; }

    void resized() override;
    void paintOverChildren(juce::Graphics&) override;
    void lookAndFeelChanged() override;
    /** Of the rows: begins a drag. */
    void mouseDrag(const juce::MouseEvent&) override;
    void focusOfChildComponentChanged(FocusChangeType) override { repaint(); }

private:
    int getNumRows() override { return rows == nullptr ? 0 : static_cast<int>(rows->count()); }
    void paintListBoxItem(int row, juce::Graphics&, int width, int height, bool isSelected) override;
    void listBoxItemClicked(int row, const juce::MouseEvent&) override;
    void listBoxItemDoubleClicked(int row, const juce::MouseEvent&) override;
    void backgroundClicked(const juce::MouseEvent&) override;
    void selectedRowsChanged(int row) override;
    juce::String getTooltipForRow(int row) override;
    juce::String getNameForRow(int row) override;
    bool keyPressed(const juce::KeyPress&, juce::Component*) override;
    using juce::Component::keyPressed;

    [[nodiscard]] const FileRow* rowAt(int row) const;
    void columnsChanged();
    void requestVisible();
    void cancelScrolledAway(const std::unordered_set<AssetId>& visible);
    [[nodiscard]] int rowWidth() const;

    AuraContext& context;
    Hands hands;
    ListColumns shownColumns;
    ListHeader header;
    juce::ListBox list;
    const ListedRows* rows = nullptr;
    TypeAhead typeAhead;
    std::filesystem::path chosen;
    std::unordered_set<AssetId> requested; ///< whose peaks the rows in view have asked for
    std::pair<std::size_t, std::size_t> lastInView{};
    Instant scrolledAt{};
    bool needsRequests = false; ///< rows came into view, or came
    bool rowsMove = false;
    bool awaitsChosen = false; ///< the row that the user has gone to has not arrived
    bool isRestoring = false;  ///< rows are moving under the selection, which is no choice of the user's
};

} // namespace loophole::aura
