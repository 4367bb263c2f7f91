#include "Aura/Browser/SourcesView.h"

#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{
namespace
{

/** How often a folder that has not answered is looked at. */
constexpr Instant lookInterval = std::chrono::milliseconds(500);

} // namespace

std::string stateText(const SourceRow& row)
{
    if (!row.state)
        return row.isAway ? "offline" : "";
    switch (*row.state)
    {
    case LibraryPlace::State::waiting:
        return "not scanned yet";
    case LibraryPlace::State::scanning:
        return "is being scanned";
    case LibraryPlace::State::cancelled:
        return "scanned in part";
    case LibraryPlace::State::offline:
        return row.cause.empty() ? "offline" : "offline: " + row.cause;
    case LibraryPlace::State::scanned:
        break;
    }
    return {};
}

SourcesView::SourcesView(AuraContext& given, SourceTree& theTree, Hands theHands)
    : context(given),
      tree(theTree),
      hands(std::move(theHands)),
      list("Sources", this),
      addButton(Icon::add, "Add a folder to the library",
                "Add a folder to the library, to search it, mark its files and find them again; or drop one here")
{
    setOpaque(true);
    setTitle("Sources");
    list.setRowHeight(rowHeight);
    list.setTitle("Folders and collections");
    list.setRowSelectedOnMouseDown(false);
    list.addKeyListener(this);
    addButton.onClick = [this] { hands.addWanted(addButton); };
    addAndMakeVisible(list);
    addAndMakeVisible(addButton);
    lookAndFeelChanged();
    update();
}

SourcesView::~SourcesView()
{
    list.removeKeyListener(this);
    list.setModel(nullptr);
}

void SourcesView::lookAndFeelChanged()
{
    list.setColour(juce::ListBox::backgroundColourId, Look::of(*this).colours().panel);
}

const SourceRow* SourcesView::at(int row) const
{
    return row >= 0 && row < static_cast<int>(rows.size()) ? &rows[static_cast<std::size_t>(row)] : nullptr;
}

void SourcesView::update()
{
    rows = tree.rows(context.model.now());
    lookedAt = context.model.now();
    list.updateContent();
    show(shown);
    list.repaint();
}

void SourcesView::show(const BrowserScope& scope)
{
    shown = scope;
    const juce::ScopedValueSetter<bool> restoring(isRestoring, true);
    const auto found = std::ranges::find_if(rows, [&](const SourceRow& row)
                                            { return row.kind == SourceRow::Kind::scope && row.scope == scope; });
    if (found == rows.end())
        list.deselectAllRows();
    else
        list.selectRow(static_cast<int>(found - rows.begin()), true);
}

void SourcesView::frame()
{
    if (isShown(*this) && context.model.now() - lookedAt >= lookInterval)
    {
        // Only time tells that a folder does not answer.
        auto next = tree.rows(context.model.now());
        lookedAt = context.model.now();
        if (next.size() != rows.size())
            update();
    }
}

void SourcesView::choose(int row)
{
    if (const auto* chosen = at(row); chosen != nullptr && chosen->kind == SourceRow::Kind::scope)
    {
        shown = chosen->scope;
        hands.chosen(BrowserScope(shown));
    }
}

void SourcesView::toggle(int row)
{
    if (const auto* toggled = at(row); toggled != nullptr && toggled->canExpand)
    {
        tree.toggle(SourceRow(*toggled), context.model.now());
        update();
    }
}

void SourcesView::listBoxItemClicked(int row, const juce::MouseEvent& event)
{
    const auto* clicked = at(row);
    if (clicked == nullptr)
        return;
    if (event.mods.isPopupMenu())
    {
        if (clicked->kind == SourceRow::Kind::scope)
            hands.menuWanted(BrowserScope(clicked->scope), event.getScreenPosition());
        return;
    }
    const auto isOnChevron = event.getEventRelativeTo(&list).x < 4 + clicked->depth * indent + chevronWidth;
    if (clicked->canExpand && (isOnChevron || clicked->kind == SourceRow::Kind::heading))
        toggle(row);
    else if (!choosesAtOnce)
        choose(row);
}

void SourcesView::selectedRowsChanged(int row)
{
    if (!isRestoring && choosesAtOnce)
        choose(row);
}

bool SourcesView::keyPressed(const juce::KeyPress& key, juce::Component*)
{
    const auto row = list.getSelectedRow();
    const auto* now = at(row);
    if (key == juce::KeyPress::escapeKey)
        hands.left();
    else if (key == juce::KeyPress::leftKey || key == juce::KeyPress::rightKey)
    {
        if (now != nullptr && now->isExpanded == (key == juce::KeyPress::leftKey))
            toggle(row);
    }
    else if (key == juce::KeyPress::deleteKey || key == juce::KeyPress::backspaceKey)
    {
        // Nothing is removed by a key that deletes clips elsewhere.
    }
    else
        return false;
    return true;
}

juce::String SourcesView::getNameForRow(int row)
{
    const auto* named = at(row);
    if (named == nullptr)
        return {};
    auto text = toText(named->text);
    if (named->files)
        text << ", " << static_cast<juce::int64>(*named->files) << " files";
    if (const auto state = stateText(*named); !state.empty())
        text << ", " << toText(state);
    return text;
}

juce::String SourcesView::getTooltipForRow(int row)
{
    const auto* named = at(row);
    if (named == nullptr || named->kind != SourceRow::Kind::scope)
        return {};
    auto text = named->scope.folder.empty() ? toText(named->text) : toText(named->scope.folder.string());
    if (const auto state = stateText(*named); !state.empty())
        text << "\n" << toText(state);
    if (!named->scope.query.empty())
        text << "\n" << toText(named->scope.query);
    return text;
}

void SourcesView::resized()
{
    list.setBounds(getLocalBounds());
    addButton.setBounds(getWidth() - rowHeight - 10, 0, rowHeight, rowHeight);
}

} // namespace loophole::aura
