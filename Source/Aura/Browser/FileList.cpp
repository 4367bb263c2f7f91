#include "Aura/Browser/FileList.h"

#include "Aura/Browser/RowPainter.h"
#include "Aura/Browser/RowTexts.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{
namespace
{

/** A list that is flying past asks for no media. */
constexpr Instant restTime = std::chrono::milliseconds(80);

} // namespace

FileList::FileList(AuraContext& given, Hands theHands)
    : context(given), hands(std::move(theHands)), header(shownColumns), list("Files", this)
{
    header.onChange = [this]
    {
        columnsChanged();
        hands.sorted();
    };
    list.setRowHeight(rowHeight);
    list.setMultipleSelectionEnabled(true);
    list.setRowSelectedOnMouseDown(true);
    list.setMouseMoveSelectsRows(false);
    list.setTitle("Files");
    list.addMouseListener(this, true);
    list.addKeyListener(this);
    list.getViewport()->setScrollBarsShown(true, true);
    addAndMakeVisible(header);
    addAndMakeVisible(list);
    lookAndFeelChanged();
}

FileList::~FileList()
{
    list.removeKeyListener(this);
    list.setModel(nullptr);
}

void FileList::lookAndFeelChanged()
{
    list.setColour(juce::ListBox::backgroundColourId, Look::of(*this).colours().panel);
}

const FileRow* FileList::rowAt(int row) const
{
    return rows == nullptr || row < 0 ? nullptr : rows->row(static_cast<std::size_t>(row));
}

void FileList::show(const ListedRows& next)
{
    rows = &next;
    chosen.clear();
    awaitsChosen = false;
    typeAhead.reset();
    const juce::ScopedValueSetter<bool> restoring(isRestoring, true);
    list.deselectAllRows();
    list.setVerticalPosition(0);
    rowsChanged();
}

void FileList::rowsChanged()
{
    const juce::ScopedValueSetter<bool> restoring(isRestoring, true);
    list.updateContent();
    if (rowsMove && !chosen.empty() && list.getNumSelectedRows() <= 1)
    {
        const auto at = rows->find(chosen);
        at ? list.selectRow(static_cast<int>(*at), true) : list.deselectAllRows();
    }
    needsRequests = true;
    list.repaint();
    if (const auto* arrived = awaitsChosen ? rowAt(list.getSelectedRow()) : nullptr)
    {
        awaitsChosen = false;
        chosen = arrived->path;
        hands.chosen(arrived);
    }
}

void FileList::repaintRowOf(const std::filesystem::path& path)
{
    const auto [first, last] = inView();
    for (auto at = first; at < last; ++at)
        if (const auto* row = rowAt(static_cast<int>(at)); row != nullptr && row->path.native() == path.native())
            return list.repaintRow(static_cast<int>(at));
}

void FileList::select(const std::filesystem::path& path)
{
    chosen = path;
    const auto at = rows == nullptr ? std::nullopt : rows->find(path);
    const juce::ScopedValueSetter<bool> restoring(isRestoring, true);
    if (at)
        list.selectRow(static_cast<int>(*at));
}

void FileList::choose(std::size_t row)
{
    list.selectRow(static_cast<int>(row));
}

std::pair<std::size_t, std::size_t> FileList::inView() const
{
    const auto top = std::max(0, list.getViewport()->getViewPositionY() / rowHeight);
    const auto count = static_cast<std::size_t>(list.getHeight() / rowHeight + 2);
    const auto first = static_cast<std::size_t>(top);
    const auto end = rows == nullptr ? 0 : rows->count();
    return {std::min(first, end), std::min(first + count, end)};
}

std::vector<std::pair<std::size_t, std::size_t>> FileList::selectedRanges() const
{
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    const auto& set = list.getSelectedRows();
    for (int i = 0; i < set.getNumRanges(); ++i)
        ranges.emplace_back(set.getRange(i).getStart(), set.getRange(i).getEnd());
    return ranges;
}

std::size_t FileList::selectedCount() const
{
    return static_cast<std::size_t>(list.getNumSelectedRows());
}

std::vector<const FileRow*> FileList::selected() const
{
    std::vector<const FileRow*> all;
    for (const auto& [first, last] : selectedRanges())
        for (auto at = first; at < last; ++at)
            if (const auto* row = rowAt(static_cast<int>(at)))
                all.push_back(row);
    return all;
}

std::size_t FileList::currentRow() const
{
    return static_cast<std::size_t>(std::max(0, list.getLastRowSelected()));
}

void FileList::frame()
{
    const auto now = inView();
    header.follow(list.getViewport()->getViewPositionX(), rowWidth());
    if (std::exchange(lastInView, now) != now)
    {
        scrolledAt = context.model.now();
        needsRequests = true;
    }
    if (context.model.now() - scrolledAt >= restTime)
        requestVisible();
}

void FileList::requestVisible()
{
    if (!isVisible())
        return;
    std::unordered_set<AssetId> visible;
    for (auto at = lastInView.first; at < lastInView.second; ++at)
    {
        const auto* row = rowAt(static_cast<int>(at));
        if (row == nullptr || row->isFolder || row->offlineStatus == OfflineStatus::missing)
            continue;
        context.model.browse(row->path);
        if (const auto* asset = context.model.assetAt(row->path);
            asset != nullptr && asset->offlineStatus == OfflineStatus::present)
        {
            visible.insert(asset->assetId);
            context.model.requestPeaks(asset->assetId, true, true);
        }
    }
    cancelScrolledAway(visible);
    needsRequests = false;
}

/** What is being built for rows that are out of sight keeps those in view waiting. */
void FileList::cancelScrolledAway(const std::unordered_set<AssetId>& visible)
{
    for (const auto id : requested)
        if (!visible.contains(id) && context.model.peaks(id) == nullptr &&
            std::ranges::none_of(context.model.session().assets, [id](const auto& each) { return each.id == id; }))
            context.model.cancelPeaks(id);
    requested = visible;
}

int FileList::rowWidth() const
{
    return shownColumns.contentWidth(list.getVisibleContentWidth());
}

void FileList::columnsChanged()
{
    list.setMinimumContentWidth(shownColumns.contentWidth(0));
    list.repaint();
}

void FileList::paintListBoxItem(int row, juce::Graphics& g, int width, int height, bool isSelected)
{
    const auto& look = Look::of(*this);
    if (isSelected)
    {
        g.setColour(look.colours().accent.withAlpha(0.16f));
        g.fillRect(0, 0, width, height);
    }
    RowPainter painter(context, look);
    const auto spans = shownColumns.layout(width);
    if (const auto* at = rowAt(row))
        painter.paint(g, *at, spans, height, isSelected);
    else if (row < getNumRows())
        painter.paintAbsent(g, spans, height);
}

juce::String FileList::getNameForRow(int row)
{
    const auto* at = rowAt(row);
    return at == nullptr ? juce::String() : toText(spokenName(*at, context.model.assetAt(at->path)));
}

juce::String FileList::getTooltipForRow(int row)
{
    const auto* at = rowAt(row);
    if (at == nullptr)
        return {};
    const auto* asset = context.model.assetAt(at->path);
    auto text = tooltipOf(*at, asset);
    if (asset != nullptr && asset->offlineStatus == OfflineStatus::present)
        if (const auto failure = context.model.peaksFailure(asset->assetId))
            text += "\n" + *failure;
    return toText(text);
}

void FileList::paintOverChildren(juce::Graphics& g)
{
    if (!hasFocus())
        return;
    g.setColour(Look::of(*this).colours().accent);
    g.drawRect(list.getBounds(), 1);
}

void FileList::resized()
{
    auto area = getLocalBounds();
    header.setBounds(area.removeFromTop(ListHeader::height));
    list.setBounds(area);
    columnsChanged();
}

} // namespace loophole::aura
