#include "Aura/Browser/NaturalOrder.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;

TEST_CASE("names are compared as a reader would")
{
    REQUIRE(comesBefore("take 2", "Take 10"));
    REQUIRE(comesBefore("a", "B"));
    REQUIRE(comesBefore("take 002", "take 10"));
    REQUIRE(comesBefore("take", "take 1"));
    REQUIRE_FALSE(comesBefore("same", "same"));
    // Alike but for the case or leading zeros: one order, and only one.
    REQUIRE(comesBefore("A1", "a1") != comesBefore("a1", "A1"));
    REQUIRE(comesBefore("take 01", "take 1") != comesBefore("take 1", "take 01"));
}

TEST_CASE("letters of the alphabet lose their case, bytes of others stay")
{
    CHECK(lowered("Gr\xC3\x9C") == "gr\xC3\x9C");
}

TEST_CASE("the last name of a path is read where it stands")
{
    const std::filesystem::path path = "/m/Drums/kick.wav";
    CHECK(lastName(path) == "kick.wav");
    const std::filesystem::path folder = "/m/";
    CHECK(lastName(folder).empty());
}
