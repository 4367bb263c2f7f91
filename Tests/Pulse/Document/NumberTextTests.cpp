#include "Pulse/Document/NumberText.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>

using namespace loophole;

TEST_CASE("whole numbers are written without a fraction, others shortest")
{
    CHECK(numberText(0) == "0");
    CHECK(numberText(-0.0) == "0");
    CHECK(numberText(-6) == "-6");
    CHECK(numberText(0.1) == "0.1");
    CHECK(numberText(918.75) == "918.75");
    CHECK(numberText(9007199254740992.0) == "9007199254740992");
    CHECK(numberText(1e300) == "1e+300");
}

TEST_CASE("every number reads back the same")
{
    auto number = 1.0 / 3.0;
    for (int i = 0; i < 200; ++i, number *= -3.7)
        CHECK(std::strtod(numberText(number).c_str(), nullptr) == number);
    CHECK(std::strtod(numberText(5e-324).c_str(), nullptr) == 5e-324);
}

TEST_CASE("texts are quoted as JSON has it")
{
    CHECK(quotedText("plain") == "\"plain\"");
    CHECK(quotedText("a\"b\\c\n\x01") == "\"a\\\"b\\\\c\\n\\u0001\"");
    CHECK(quotedText("\xC3\xA9") == "\"\xC3\xA9\"");
    CHECK(quotedText("\xE9") == "\"\xEF\xBF\xBD\"");
}
