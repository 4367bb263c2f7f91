#include "Aura/Browser/BrowserScope.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

SearchLibrary narrowed(const BrowserScope& scope, const char* query = "kick")
{
    SearchLibrary search;
    search.query = query;
    narrow(search, scope);
    return search;
}

} // namespace

TEST_CASE("a search is narrowed down to what is shown")
{
    using Kind = BrowserScope::Kind;
    CHECK(narrowed(BrowserScope::of(Kind::library)).scope.empty());
    CHECK(narrowed(BrowserScope::ofPlace("/m/Drums")).within == "/m/Drums");
    CHECK(narrowed(BrowserScope::ofPlace("/m/Drums")).isDeep);
    CHECK(narrowed(BrowserScope::ofFolder("/m")).within == "/m");
    CHECK(narrowed(BrowserScope::of(Kind::favourites)).scope == "fav:yes");
    CHECK(narrowed(BrowserScope::ofCollection(3)).scope == "col:3");
    CHECK(narrowed(BrowserScope::ofSearch("Long", "len:>1min")).scope == "len:>1min");
    for (const auto& scope : {BrowserScope::of(Kind::library), BrowserScope::ofCollection(3)})
        CHECK(narrowed(scope).query == "kick");
}

TEST_CASE("recents come the newest first until they are searched or sorted")
{
    const auto recents = BrowserScope::of(BrowserScope::Kind::recents);
    CHECK(narrowed(recents, "").sort == LibrarySort::used);
    CHECK(narrowed(recents, "").isDescending);
    CHECK(narrowed(recents, "kick").sort == LibrarySort::relevance);
    SearchLibrary byLength;
    byLength.sort = LibrarySort::length;
    narrow(byLength, recents);
    CHECK(byLength.sort == LibrarySort::length);
}

TEST_CASE("every scope has a name that a person would call it by")
{
    CHECK(titleOf(BrowserScope::ofFolder("/m/Drums")) == "Drums");
    CHECK(titleOf(BrowserScope::ofFolder("/")) == "/");
    CHECK(titleOf(BrowserScope::ofCollection(7)) == "Collection 7, grey");
    CHECK(titleOf(BrowserScope::ofSearch("Long ones", "len:>1min")) == "Long ones");
    CHECK(titleOf(BrowserScope::of(BrowserScope::Kind::favourites)) == "Favourites");
}

TEST_CASE("a folder lies in a place by whole names")
{
    LibraryOverview library;
    library.places.resize(2);
    library.places[0].folder = "/m/Drums";
    library.places[1].folder = "/x";
    CHECK(placeOf(library, "/m/Drums/808") == &library.places[0]);
    CHECK(placeOf(library, "/m/Drums") == &library.places[0]);
    CHECK(placeOf(library, "/m/Drums 2") == nullptr);
    CHECK(placeOf(library, "/m") == nullptr);
    CHECK_FALSE(liesIn("/m/Drumset", "/m/Drums"));
}
