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
