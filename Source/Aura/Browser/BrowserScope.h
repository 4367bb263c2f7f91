#pragma once

#include "Messages/Library.h"

#include <string>

namespace loophole::aura
{

/** What the browser shows a list of. A value. */
struct BrowserScope
{
    enum class Kind
    {
        folder, ///< of the disk, as it is now
        library,
        place, ///< a folder as the library has it, with all below, also while it is offline
        favourites,
        recents,
        collection,
        search ///< a saved one
    };
    Kind kind = Kind::folder;
    std::filesystem::path folder{}; ///< of a folder or place
    int collection = 0;             ///< 1 … 7
    std::string name{};             ///< of a search
    std::string query{};            ///< of a search

    [[nodiscard]] static BrowserScope ofFolder(std::filesystem::path path) { return {Kind::folder, std::move(path)}; }
    [[nodiscard]] static BrowserScope ofPlace(std::filesystem::path path) { return {Kind::place, std::move(path)}; }
    [[nodiscard]] static BrowserScope ofCollection(int number) { return {Kind::collection, {}, number}; }
    [[nodiscard]] static BrowserScope ofSearch(std::string name, std::string query)
    {
        return {Kind::search, {}, 0, std::move(name), std::move(query)};
    }
    [[nodiscard]] static BrowserScope of(Kind kind) { return {kind}; }

    bool operator==(const BrowserScope&) const = default;
};

/** What a person calls it: "Favourites", "Samples", "Collection 3, yellow". */
[[nodiscard]] std::string titleOf(const BrowserScope&);

/** "red" … "grey", 1 … 7, as the grammar of searches has them. */
[[nodiscard]] const char* collectionName(int number);

/** Narrows a search down to the scope, and orders it as the scope does unless it is sorted by something. */
void narrow(SearchLibrary&, const BrowserScope&);

/** Whether one path is the other or lies in it, by its words alone. */
[[nodiscard]] bool liesIn(const std::filesystem::path& inner, const std::filesystem::path& outer);
/** The place that a folder lies in, or null. */
[[nodiscard]] const LibraryPlace* placeOf(const LibraryOverview&, const std::filesystem::path&);

} // namespace loophole::aura
