#include "Pulse/Library/MusicalKey.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("keys are told in one spelling")
{
    for (const auto* text : {"Am", "am", "A minor", "Amin", "A-Minor", "8A", "8a"})
        CHECK(musicalKey(text) == "Am");
    for (const auto* text : {"C", "c", "C major", "CM", "Cmaj", "8B"})
        CHECK(musicalKey(text) == "C");
    CHECK(musicalKey("Bb") == "A#");
    CHECK(musicalKey("Bbm") == "A#m");
    CHECK(musicalKey("E\xE2\x99\xAD minor") == "D#m");
    CHECK(musicalKey("F\xE2\x99\xAFm") == "F#m");
    CHECK(musicalKey("Cb") == "B");
    CHECK(musicalKey("b") == "B");
    CHECK(musicalKey("bb") == "A#");
}

TEST_CASE("Camelot's wheel goes by fifths")
{
    CHECK(musicalKey("1A") == "G#m");
    CHECK(musicalKey("12A") == "C#m");
    CHECK(musicalKey("9B") == "G");
    CHECK(musicalKey("7B") == "F");
    CHECK(musicalKey("12B") == "E");
}

TEST_CASE("what is no key is none")
{
    for (const auto* text : {"", " ", "H", "Amx", "13A", "0B", "#", "minor", "A##", "128"})
        CHECK_FALSE(musicalKey(text));
}
