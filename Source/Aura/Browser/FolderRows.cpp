#include "Aura/Browser/FolderRows.h"

#include "Aura/Browser/NaturalOrder.h"
#include "Aura/Browser/RowOrder.h"
#include "Model/AudioExtensions.h"

#include <algorithm>
#include <sstream>

namespace loophole::aura
{

void FolderRows::begin(RequestId id, std::filesystem::path folder, Instant now)
{
    request = id;
    shownFolder = std::move(folder);
    all.clear();
    byName.clear();
    marks.clear();
    shown.clear();
    arranged = 0;
    failure.clear();
    heardAt = now;
    complete = false;
}

bool FolderRows::add(const FolderListed& part)
{
    if (part.request != request || complete)
        return false;
    for (const auto& entry : part.entries)
    {
        const auto name = entry.path.filename().native();
        if (name.starts_with('.') || !(entry.isFolder || looksLikeAudio(entry.path)))
            continue;
        FileRow row;
        row.path = entry.path;
        row.isFolder = entry.isFolder;
        row.bytes = entry.bytes;
        row.modified = entry.modified;
        if (const auto known = marks.find(name); known != marks.end())
            aura::addMarks(row, known->second);
        byName[name] = all.size();
        all.push_back(std::move(row));
    }
    complete = part.isComplete;
    failure = part.error;
    return true;
}

void FolderRows::addMarks(const std::vector<LibraryHit>& hits)
{
    for (const auto& hit : hits)
        if (hit.path.parent_path() == shownFolder)
        {
            const auto name = hit.path.filename().native();
            if (const auto listed = byName.find(name); listed != byName.end())
                aura::addMarks(all[listed->second], hit);
            else
                marks[name] = hit;
        }
    isOutOfOrder = order.column.has_value();
}

bool FolderRows::learn(const AudioAsset& asset)
{
    if (asset.path.parent_path() != shownFolder)
        return false;
    const auto listed = byName.find(asset.path.filename().native());
    if (listed == byName.end())
        return false;
    addFacts(all[listed->second], asset);
    isOutOfOrder = isOutOfOrder || order.column.has_value();
    return true;
}

void FolderRows::setFilter(const std::string& words)
{
    filterWords.clear();
    std::istringstream text(lowered(words));
    for (std::string word; text >> word;)
        filterWords.push_back(word);
    arrangeAll();
}

void FolderRows::setOrder(const ListOrder& next)
{
    if (order == next)
        return;
    order = next;
    arrangeAll();
}

bool FolderRows::passes(const FileRow& row) const
{
    if (filterWords.empty())
        return true;
    const auto name = lowered(row.path.filename().native());
    return std::ranges::all_of(filterWords, [&](const auto& word) { return name.find(word) != std::string::npos; });
}

bool FolderRows::comesBefore(std::size_t a, std::size_t b) const
{
    return rowComesBefore(all[a], all[b], order);
}

bool FolderRows::arrange(Instant now)
{
    if (!isOutOfOrder || now - movedAt < movingInterval || all.size() > mostMoved)
        return arrangeNew();
    movedAt = now;
    arrangeAll();
    return true;
}

bool FolderRows::arrangeNew()
{
    const auto fresh = all.size() - arranged;
    // Of a huge folder larger and larger parts are merged, so that all of them together cost little more than one.
    if (fresh == 0 || (!complete && shown.size() > mostMoved && fresh < shown.size() / 8))
        return false;
    const auto before = static_cast<std::ptrdiff_t>(shown.size());
    for (; arranged < all.size(); ++arranged)
        if (passes(all[arranged]))
            shown.push_back(arranged);
    const auto isBefore = [this](std::size_t a, std::size_t b) { return comesBefore(a, b); };
    std::sort(shown.begin() + before, shown.end(), isBefore);
    std::inplace_merge(shown.begin(), shown.begin() + before, shown.end(), isBefore);
    return true;
}

void FolderRows::arrangeAll()
{
    isOutOfOrder = false;
    shown.clear();
    arranged = 0;
    static_cast<void>(arrangeNew());
}

const FileRow* FolderRows::row(std::size_t at) const
{
    return at < shown.size() ? &all[shown[at]] : nullptr;
}

std::size_t FolderRows::folders() const
{
    const auto firstFile =
        std::ranges::partition_point(shown, [this](std::size_t index) { return all[index].isFolder; });
    return static_cast<std::size_t>(firstFile - shown.begin());
}

std::optional<std::size_t> FolderRows::find(const std::filesystem::path& path) const
{
    const auto listed = path.parent_path() == shownFolder ? byName.find(path.filename().native()) : byName.end();
    if (listed == byName.end())
        return std::nullopt;
    const auto found = std::ranges::find(shown, listed->second);
    return found == shown.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - shown.begin()));
}

std::optional<std::size_t> FolderRows::findName(const std::string& beginning, std::size_t from) const
{
    const auto wanted = lowered(beginning);
    for (std::size_t step = 0; step < shown.size(); ++step)
        if (const auto at = (from + step) % shown.size();
            lowered(all[shown[at]].path.filename().native()).starts_with(wanted))
            return at;
    return std::nullopt;
}

} // namespace loophole::aura
