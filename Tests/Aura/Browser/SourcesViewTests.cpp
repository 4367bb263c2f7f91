#include "Aura/Browser/SourcesView.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("a place tells what it is doing or suffers, and nothing where all is well")
{
    SourceRow row;
    CHECK(stateText(row).empty());
    row.isAway = true;
    CHECK(stateText(row) == "offline");
    row.state = LibraryPlace::State::scanned;
    CHECK(stateText(row).empty());
    row.state = LibraryPlace::State::offline;
    row.cause = "the drive does not answer";
    CHECK(stateText(row) == "offline: the drive does not answer");
    row.state = LibraryPlace::State::cancelled;
    CHECK(stateText(row) == "scanned in part");
}
