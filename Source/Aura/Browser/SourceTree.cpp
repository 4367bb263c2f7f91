#include "Aura/Browser/SourceTree.h"

#include "Aura/Browser/NaturalOrder.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

constexpr int deepest = 64; ///< links may lead in circles

std::string nameOf(const std::filesystem::path& folder)
{
    return folder.has_filename() ? folder.filename().string() : folder.string();
}

SourceRow heading(std::string text)
{
    SourceRow row;
    row.kind = SourceRow::Kind::heading;
    row.text = std::move(text);
    return row;
}

SourceRow message(std::string text, int depth)
{
    SourceRow row;
    row.kind = SourceRow::Kind::message;
    row.text = std::move(text);
    row.depth = depth;
    return row;
}

SourceRow scopeRow(BrowserScope scope, std::optional<std::uint64_t> files, int depth = 0)
{
    SourceRow row;
    row.text = titleOf(scope);
    row.scope = std::move(scope);
    row.files = files;
    row.depth = depth;
    return row;
}

bool nameComesBefore(const LibraryFolder& a, const LibraryFolder& b)
{
    return comesBefore(lastName(a.path), lastName(b.path));
}

} // namespace

SourceTree::Key SourceTree::keyOf(const SourceRow& row)
{
    return {row.scope.kind == BrowserScope::Kind::place, row.scope.folder};
}

void SourceTree::toggle(const SourceRow& row, Instant now)
{
    if (row.kind == SourceRow::Kind::heading)
    {
        areCollectionsOpen = !areCollectionsOpen;
        return;
    }
    const auto key = keyOf(row);
    if (open.erase(key) == 0)
        askFor(key, now);
}

void SourceTree::askFor(const Key& key, Instant now)
{
    auto& below = open[key];
    below.request = nextRequest();
    below.askedAt = now;
    below.isComplete = false;
    if (key.isOfLibrary)
        ask(RequestLibraryFolders{key.folder});
    else
    {
        below.folders.clear();
        ask(ListFolder{below.request, key.folder});
    }
}

void SourceTree::refresh(Instant now)
{
    for (const auto& [key, below] : open)
        if (key.isOfLibrary)
            askFor(key, now);
}

void SourceTree::take(const LibraryFolders& told)
{
    const auto found = open.find({true, told.parent});
    if (found == open.end())
        return;
    found->second.folders = told.folders;
    std::ranges::sort(found->second.folders, nameComesBefore);
    found->second.isComplete = true;
}

bool SourceTree::take(const FolderListed& part)
{
    const auto found = open.find({false, part.folder});
    if (found == open.end() || found->second.request != part.request || found->second.isComplete)
        return false;
    auto& below = found->second;
    for (const auto& entry : part.entries)
        if (entry.isFolder && !entry.path.filename().native().starts_with('.'))
            below.folders.push_back({entry.path, 0, true, false});
    std::ranges::sort(below.folders, nameComesBefore);
    below.error = part.error;
    below.isComplete = part.isComplete;
    return true;
}

std::vector<SourceRow> SourceTree::rows(Instant now) const
{
    std::vector<SourceRow> all;
    addLibrary(all, now);
    addCollections(all);
    addSearches(all);
    all.push_back(heading("Folders"));
    for (const auto& [name, folder] : roots)
    {
        auto row = scopeRow(BrowserScope::ofFolder(folder), {});
        row.text = name;
        row.canExpand = true;
        row.isExpanded = isOpen({false, folder});
        all.push_back(row);
        addBelow(all, {false, folder}, 1, now);
    }
    return all;
}

void SourceTree::addLibrary(std::vector<SourceRow>& all, Instant now) const
{
    all.push_back(heading("Library"));
    if (library.places.empty())
        return all.push_back(message("Add a folder to search it, mark its files and find them again.", 0));
    all.push_back(scopeRow(BrowserScope::of(BrowserScope::Kind::library), library.files));
    all.back().text = "All files";
    for (const auto& place : library.places)
    {
        auto row = scopeRow(BrowserScope::ofPlace(place.folder), place.files);
        row.state = place.state;
        row.cause = place.cause;
        row.isAway = place.state == LibraryPlace::State::offline;
        row.canExpand = true;
        row.isExpanded = isOpen({true, place.folder});
        all.push_back(row);
        addBelow(all, {true, place.folder}, 1, now);
    }
    all.push_back(scopeRow(BrowserScope::of(BrowserScope::Kind::favourites), library.favourites));
    all.push_back(scopeRow(BrowserScope::of(BrowserScope::Kind::recents), {}));
}

void SourceTree::addCollections(std::vector<SourceRow>& all) const
{
    if (library.places.empty())
        return;
    auto head = heading("Collections");
    head.canExpand = true;
    head.isExpanded = areCollectionsOpen;
    all.push_back(head);
    for (std::size_t number = 1; number <= 7; ++number)
    {
        const auto files = number <= library.collections.size() ? library.collections[number - 1] : 0;
        // Closed, those that hold something are still one click away.
        if (files > 0 || areCollectionsOpen)
            all.push_back(scopeRow(BrowserScope::ofCollection(static_cast<int>(number)), files));
    }
}

void SourceTree::addSearches(std::vector<SourceRow>& all) const
{
    if (library.searches.empty())
        return;
    all.push_back(heading("Searches"));
    for (const auto& [name, query] : library.searches)
        all.push_back(scopeRow(BrowserScope::ofSearch(name, query), {}));
}

void SourceTree::addBelow(std::vector<SourceRow>& all, const Key& key, int depth, Instant now) const
{
    const auto found = open.find(key);
    if (found == open.end() || depth > deepest)
        return;
    const auto& below = found->second;
    for (const auto& folder : below.folders)
    {
        auto row = scopeRow(key.isOfLibrary ? BrowserScope::ofPlace(folder.path) : BrowserScope::ofFolder(folder.path),
                            key.isOfLibrary ? std::optional(folder.files) : std::nullopt, depth);
        row.text = nameOf(folder.path);
        row.canExpand = folder.hasFolders;
        row.isExpanded = isOpen({key.isOfLibrary, folder.path});
        row.isAway = folder.isAway;
        all.push_back(row);
        addBelow(all, {key.isOfLibrary, folder.path}, depth + 1, now);
    }
    if (!below.error.empty())
        all.push_back(message(below.error, depth));
    else if (!below.isComplete && now - below.askedAt >= patience)
        all.push_back(message("does not answer", depth));
    else if (below.isComplete && below.folders.empty())
        all.push_back(message("no folders in it", depth));
}

} // namespace loophole::aura
