#include "Aura/Browser/MarkToggles.h"

#include <algorithm>
#include <set>

namespace loophole::aura
{
namespace
{

std::optional<MarkLibraryFiles> markOf(const std::vector<const FileRow*>& rows)
{
    MarkLibraryFiles mark;
    mark.files = libraryFiles(rows);
    return mark.files.empty() ? std::nullopt : std::optional(std::move(mark));
}

template <class Has>
bool allOf(const std::vector<const FileRow*>& rows, Has has)
{
    return std::ranges::all_of(rows, [&](const FileRow* row) { return row->file == 0 || has(*row); });
}

} // namespace

std::vector<LibraryFileId> libraryFiles(const std::vector<const FileRow*>& rows)
{
    std::vector<LibraryFileId> files;
    for (const auto* row : rows)
        if (row->file != 0)
            files.push_back(row->file);
    return files;
}

std::optional<MarkLibraryFiles> toggledFavourite(const std::vector<const FileRow*>& rows)
{
    auto mark = markOf(rows);
    if (mark)
        mark->favourite = !allOf(rows, [](const FileRow& row) { return row.isFavourite; });
    return mark;
}

std::optional<MarkLibraryFiles> toggledCollection(const std::vector<const FileRow*>& rows, int number)
{
    auto mark = markOf(rows);
    if (!mark)
        return mark;
    const auto bit = static_cast<std::uint8_t>(1 << (number - 1));
    const auto areIn = allOf(rows, [bit](const FileRow& row) { return (row.collections & bit) != 0; });
    (areIn ? mark->collectionsToLeave : mark->collectionsToJoin) = bit;
    return mark;
}

std::optional<MarkLibraryFiles> rated(const std::vector<const FileRow*>& rows, int stars)
{
    auto mark = markOf(rows);
    if (mark)
        mark->rating = allOf(rows, [stars](const FileRow& row) { return row.rating == stars; }) ? 0 : stars;
    return mark;
}

std::vector<std::string> labelsOf(const std::vector<const FileRow*>& rows)
{
    std::set<std::string> labels;
    for (const auto* row : rows)
        labels.insert(row->labels.begin(), row->labels.end());
    return {labels.begin(), labels.end()};
}

} // namespace loophole::aura
