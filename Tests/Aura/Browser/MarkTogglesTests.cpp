#include "Aura/Browser/MarkToggles.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Rows
{
    Rows()
    {
        liked.file = 1;
        liked.isFavourite = true;
        liked.rating = 3;
        liked.collections = 2;
        liked.labels = {"wet", "dry"};
        plain.file = 2;
        plain.labels = {"dry"};
    }
    FileRow liked;
    FileRow plain;
    FileRow stranger; ///< not in the library
};

} // namespace

TEST_CASE("a mark that not all of them have is given to all, one that all have is taken away")
{
    const Rows rows;
    CHECK(toggledFavourite({&rows.liked, &rows.plain})->favourite == true);
    CHECK(toggledFavourite({&rows.liked})->favourite == false);
    CHECK(toggledCollection({&rows.liked, &rows.plain}, 2)->collectionsToJoin == 2);
    CHECK(toggledCollection({&rows.liked}, 2)->collectionsToLeave == 2);
    CHECK(toggledCollection({&rows.liked}, 2)->collectionsToJoin == 0);
    CHECK(toggledCollection({&rows.liked}, 7)->collectionsToJoin == 64);
    CHECK(rated({&rows.liked, &rows.plain}, 3)->rating == 3);
    CHECK(rated({&rows.liked}, 3)->rating == 0);
}

TEST_CASE("files that the library does not have can have no marks, and do not stand in the way of others")
{
    const Rows rows;
    CHECK_FALSE(toggledFavourite({&rows.stranger}));
    CHECK_FALSE(toggledCollection({}, 1));
    const auto mark = toggledFavourite({&rows.liked, &rows.stranger});
    REQUIRE(mark);
    CHECK(mark->files == std::vector<LibraryFileId>{1});
    CHECK(mark->favourite == false);
}

TEST_CASE("the labels of several files are each told once, in order")
{
    const Rows rows;
    CHECK(labelsOf({&rows.liked, &rows.plain}) == std::vector<std::string>{"dry", "wet"});
}
