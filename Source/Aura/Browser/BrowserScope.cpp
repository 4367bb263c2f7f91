#include "Aura/Browser/BrowserScope.h"

#include <algorithm>
#include <array>

namespace loophole::aura
{
namespace
{

constexpr std::array<const char*, 7> names{"red", "orange", "yellow", "green", "blue", "purple", "grey"};

/** Longer ago than any file was heard. */
constexpr const char* everUsed = "used:<100y";

} // namespace

const char* collectionName(int number)
{
    return names[static_cast<std::size_t>(std::clamp(number, 1, 7)) - 1];
}

std::string titleOf(const BrowserScope& scope)
{
    switch (scope.kind)
    {
    case BrowserScope::Kind::library:
        return "Library";
    case BrowserScope::Kind::favourites:
        return "Favourites";
    case BrowserScope::Kind::recents:
        return "Recents";
    case BrowserScope::Kind::collection:
        return "Collection " + std::to_string(scope.collection) + ", " + collectionName(scope.collection);
    case BrowserScope::Kind::search:
        return scope.name;
    case BrowserScope::Kind::folder:
    case BrowserScope::Kind::place:
        break;
    }
    return scope.folder.has_filename() ? scope.folder.filename().string() : scope.folder.string();
}

void narrow(SearchLibrary& search, const BrowserScope& scope)
{
    switch (scope.kind)
    {
    case BrowserScope::Kind::library:
        break;
    case BrowserScope::Kind::folder:
    case BrowserScope::Kind::place:
        search.within = scope.folder;
        break;
    case BrowserScope::Kind::favourites:
        search.scope = "fav:yes";
        break;
    case BrowserScope::Kind::recents:
        search.scope = everUsed;
        if (search.sort == LibrarySort::relevance && search.query.empty())
        {
            search.sort = LibrarySort::used;
            search.isDescending = true;
        }
        break;
    case BrowserScope::Kind::collection:
        search.scope = "col:" + std::to_string(scope.collection);
        break;
    case BrowserScope::Kind::search:
        search.scope = scope.query;
        break;
    }
}

bool liesIn(const std::filesystem::path& inner, const std::filesystem::path& outer)
{
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

const LibraryPlace* placeOf(const LibraryOverview& library, const std::filesystem::path& path)
{
    const auto found =
        std::ranges::find_if(library.places, [&](const LibraryPlace& place) { return liesIn(path, place.folder); });
    return found == library.places.end() ? nullptr : &*found;
}

} // namespace loophole::aura
