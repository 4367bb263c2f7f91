#include "Aura/Timeline/HeaderArea.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;

TEST_CASE("a track that is put into a gap comes to lie between the tracks beside it")
{
    CHECK(placeAfterDrag(2, 0) == 0);
    CHECK(placeAfterDrag(0, 3) == 2);
    CHECK(placeAfterDrag(1, 1) == 1);
    CHECK(placeAfterDrag(1, 2) == 1);
}
