#include "Aura/Browser/DraggedFiles.h"
#include "Aura/Browser/FileList.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{
namespace
{

constexpr int dragThreshold = 6;

} // namespace

void FileList::selectedRowsChanged(int row)
{
    if (isRestoring)
        return;
    if (list.getNumSelectedRows() > mostSelected)
    {
        const auto first = list.getSelectedRows()[0];
        const juce::ScopedValueSetter<bool> restoring(isRestoring, true);
        list.selectRangeOfRows(first, first + mostSelected - 1, true);
    }
    const auto* now = list.getNumSelectedRows() == 0 ? nullptr : rowAt(row);
    chosen = now == nullptr ? std::filesystem::path() : now->path;
    awaitsChosen = now == nullptr && list.getNumSelectedRows() == 1;
    needsRequests = true;
    hands.chosen(now);
}

void FileList::listBoxItemClicked(int, const juce::MouseEvent& event)
{
    if (event.mods.isPopupMenu())
        hands.menuWanted(event.getScreenPosition());
}

void FileList::listBoxItemDoubleClicked(int row, const juce::MouseEvent&)
{
    if (const auto* at = rowAt(row))
        hands.entered(FileRow(*at)); // what it leads to may take the row away
}

void FileList::backgroundClicked(const juce::MouseEvent&)
{
    list.deselectAllRows();
}

bool FileList::keyPressed(const juce::KeyPress& key, juce::Component*)
{
    if (key == juce::KeyPress('a', juce::ModifierKeys::ctrlModifier, 0) ||
        key == juce::KeyPress('A', juce::ModifierKeys::ctrlModifier, 0))
    {
        list.selectRangeOfRows(0, std::min(getNumRows(), mostSelected) - 1, true);
        return true;
    }
    const auto pressed = listKeyFor(key, typeAhead.isUnderWay(context.model.now()));
    return pressed && hands.pressed(*pressed);
}

void FileList::mouseDrag(const juce::MouseEvent& event)
{
    auto* container = juce::DragAndDropContainer::findParentDragContainerFor(this);
    const auto isOfRow = list.isParentOf(event.eventComponent) &&
                         event.eventComponent != &list.getVerticalScrollBar() &&
                         event.eventComponent != &list.getHorizontalScrollBar();
    if (!isOfRow || container == nullptr || container->isDragAndDropActive() ||
        event.getDistanceFromDragStart() < dragThreshold)
        return;
    const auto pressed = list.getLocalPoint(event.eventComponent, event.getMouseDownPosition());
    const auto row = list.getRowContainingPosition(pressed.x, pressed.y);
    const auto* under = rowAt(row);
    if (under == nullptr || under->isFolder)
        return;
    std::vector<std::filesystem::path> files;
    if (list.isRowSelected(row))
        for (const auto* each : selected())
            if (!each->isFolder)
                files.push_back(each->path);
    if (files.empty())
        files.push_back(under->path);
    const juce::Point<int> beside(-12, -12);
    container->startDragging(packFiles(files), &list, juce::ScaledImage(dragLabel(files, Look::of(*this))), false,
                             &beside, &event.source);
}

} // namespace loophole::aura
