#include "Pulse/Library/SearchRank.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("a name that is the word comes before one that begins with it, and that before one that has it inside")
{
    const SearchRank rank(parseSearch("Kick").value());
    const std::vector<std::string> names{"kick.wav",       "Kick 01.wav",  "Kicker.wav",  "Soft Kick.wav",
                                         "Soft Kicks.wav", "Sidekick.wav", "Anything.wav"};
    for (std::size_t i = 1; i < names.size(); ++i)
        CHECK(rank.of(names[i - 1]) > rank.of(names[i]));
}

TEST_CASE("every wanted word counts, excluded ones and patterns do not")
{
    const SearchRank rank(parseSearch("kick soft -hard *x").value());
    CHECK(rank.of("kick soft.wav") > rank.of("kick.wav"));
    CHECK(rank.of("hard.wav") == 0);
}
