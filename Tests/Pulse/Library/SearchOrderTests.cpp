#include "Pulse/Library/SearchOrder.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("what is known of every file is read from its index, unknown values come last either way")
{
    CHECK(searchOrder(LibrarySort::name, false) == " ORDER BY f.label, f.id");
    CHECK(searchOrder(LibrarySort::relevance, true) == " ORDER BY f.label DESC, f.id");
    CHECK(searchOrder(LibrarySort::length, true) == " ORDER BY f.seconds IS NULL, f.seconds DESC, f.label, f.id");
    CHECK(searchOrder(LibrarySort::tempo, false) == " ORDER BY f.tempo IS NULL, f.tempo, f.label, f.id");
    CHECK(searchOrder(LibrarySort::used, false) == " ORDER BY f.used IS NULL, f.used, f.label, f.id");
}

TEST_CASE("marks sort too, those that have none last")
{
    CHECK(searchOrder(LibrarySort::bytes, false) == " ORDER BY f.bytes, f.id");
    CHECK(searchOrder(LibrarySort::favourite, true) ==
          " ORDER BY f.favourite IS NULL, f.favourite DESC, f.label, f.id");
    CHECK(searchOrder(LibrarySort::collections, false).starts_with(" ORDER BY nullif(f.collections, 0) IS NULL, "));
    CHECK(searchOrder(LibrarySort::labels, false).find("min(label)") != std::string::npos);
}
