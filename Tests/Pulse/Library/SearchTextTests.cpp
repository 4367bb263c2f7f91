#include "Pulse/Library/SearchText.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("words that are written together are indexed apart as well")
{
    CHECK(searchText("DeepKick808.wav") == "DeepKick808.wav Deep Kick 808.wav");
    CHECK(searchText("120bpm") == "120bpm 120 bpm");
    CHECK(searchText("kick soft.wav") == "kick soft.wav");
    CHECK(searchText("KICK") == "KICK");
    CHECK(searchText("").empty());
}

TEST_CASE("letters and digits of any script are words, signs are none")
{
    CHECK(hasWord("a"));
    CHECK(hasWord("-7-"));
    CHECK(hasWord("\xC3\xA9"));
    CHECK_FALSE(hasWord("!?* "));
    CHECK_FALSE(hasWord(""));
}

TEST_CASE("small letters are made of those that everybody has")
{
    CHECK(lowerCase("ÄBC xyZ 9") == "Äbc xyz 9");
}
