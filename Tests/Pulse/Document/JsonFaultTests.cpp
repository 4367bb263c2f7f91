#include "Pulse/Document/JsonFault.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("lines and columns count from 1, and columns count characters")
{
    CHECK(lineAndColumn("", 0) == "line 1, column 1");
    CHECK(lineAndColumn("ab\ncd", 1) == "line 1, column 2");
    CHECK(lineAndColumn("ab\ncd", 3) == "line 2, column 1");
    CHECK(lineAndColumn("\xC3\xA9\xC3\xA9x", 4) == "line 1, column 3");
    CHECK(lineAndColumn("ab", 99) == "line 1, column 3");
}

TEST_CASE("the fault is found where it is")
{
    const auto fault = locateFault("{\"a\":[1,2,,3]}", 64);
    CHECK(fault.offset == 10);
    CHECK(fault.why == "not JSON: unexpected ','; expected '[', '{', or a literal");
}

TEST_CASE("nesting is refused at the level that is one too many, however deep it goes on")
{
    CHECK(locateFault(std::string(8, '['), 3).offset == 3);
    const auto fault = locateFault(std::string(5'000'000, '['), 64);
    CHECK(fault.offset == 64);
    CHECK(fault.why == "nested deeper than 64 levels");
}
