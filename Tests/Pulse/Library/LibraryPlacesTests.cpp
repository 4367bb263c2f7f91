#include "Support/LibraryFile.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("a folder inside of a place belongs to it, and places inside of a new one become part of it")
{
    LibraryFile library;
    auto& places = *library.places;
    const auto drums = places.add("/m/drums/");
    CHECK(drums.folder == "/m/drums");
    CHECK(drums.isWhole());
    const auto inner = places.add("/m/drums/kicks");
    CHECK(inner.place == drums.place);
    CHECK_FALSE(inner.isWhole());
    const auto folder = places.store(drums, {}, "/m/drums", false);
    CHECK(places.add("/m/drumsticks").place != drums.place);
    const auto outer = places.add("/m");
    CHECK(places.all().size() == 1);
    CHECK(places.all()[0].place == outer.place);
    CHECK(library.database.number("SELECT place FROM folders") == outer.place);
    CHECK(places.store(outer, {}, "/m/drums", false) == folder);
}

TEST_CASE("a place remembers whether its scan came to an end")
{
    LibraryFile library;
    auto& places = *library.places;
    const auto place = places.add("/m").place;
    CHECK(places.interrupted().size() == 1);
    places.setState(place, LibraryPlace::State::scanning, {}, 5);
    CHECK(places.interrupted().size() == 1);
    for (const auto state :
         {LibraryPlace::State::scanned, LibraryPlace::State::cancelled, LibraryPlace::State::offline})
    {
        places.setState(place, state, "why", 6);
        CHECK(places.interrupted().empty());
        CHECK(library.reading->overview().places.at(0).state == state);
    }
    CHECK(library.database.number("SELECT scanned FROM places") == 6);
}

TEST_CASE("folders that are away take those below with them, and come back one by one")
{
    LibraryFile library;
    auto& places = *library.places;
    const auto root = places.add("/m");
    const auto top = places.store(root, {}, "/m", false);
    const auto mount = places.store(root, top, "/m/usb", true);
    const auto below = places.store(root, mount, "/m/usb/kicks", false);
    CHECK(places.inside(top).at(0).isMount);
    places.setAway(mount, "gone");
    CHECK(library.database.number("SELECT sum(isAway) FROM folders") == 2);
    CHECK(places.store(root, mount, "/m/usb/kicks", false) == below);
    CHECK(library.database.number("SELECT sum(isAway) FROM folders") == 1);
    CHECK_FALSE(places.find("/m/none"));
}

TEST_CASE("a folder is forgotten with those below it only where no file is kept in them")
{
    LibraryFile library;
    auto& places = *library.places;
    library.add("/m/a/b.wav");
    const auto root = places.add("/m");
    const auto full = places.find("/m/a").value().id;
    const auto empty = places.store(root, full, "/m/a/empty", false);
    CHECK(places.hasFiles(full));
    CHECK_FALSE(places.hasFiles(empty));
    places.forgetEmpty(full);
    CHECK(places.find("/m/a"));
    places.forgetEmpty(empty);
    CHECK_FALSE(places.find("/m/a/empty"));
}

TEST_CASE("a place goes with its files, and no other")
{
    LibraryFile library;
    library.add("/m/a.wav");
    const auto other = library.places->add("/n");
    static_cast<void>(library.places->store(other, {}, "/n", false));
    library.places->remove("/m");
    CHECK(library.matches("a") == 0);
    CHECK(library.database.number("SELECT count(*) FROM files") == 0);
    CHECK(library.database.number("SELECT count(*) FROM folders") == 1);
}
