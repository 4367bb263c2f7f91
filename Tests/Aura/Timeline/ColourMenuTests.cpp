#include "Aura/Timeline/ColourMenu.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace loophole::aura;

TEST_CASE("every track colour has a name of its own, and they come round as the colours do")
{
    std::set<std::string> names;
    for (int index = 0; index < 12; ++index)
        names.insert(colourName(index));
    CHECK(names.size() == 12);
    CHECK(std::string(colourName(12)) == colourName(0));
}
