#include "Pulse/Library/SearchFields.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("numbers are as near as they were written, counts are exact")
{
    const auto length = searchRange(SearchField::length, "2s").value();
    CHECK(length.low == 1.5);
    CHECK(length.high == 2.5);
    const auto finer = searchRange(SearchField::length, "250ms").value();
    CHECK(finer.low == Approx(0.2495));
    CHECK(finer.high == Approx(0.2505));
    CHECK(searchRange(SearchField::sampleRate, "48k") == SearchRange{48000, 48000});
    CHECK(searchRange(SearchField::sampleRate, "44100hz") == SearchRange{44100, 44100});
    CHECK(searchRange(SearchField::channels, "stereo") == SearchRange{2, 2});
}

TEST_CASE("each field has its units")
{
    CHECK(searchRange(SearchField::length, "<=1:30").value().high == 90);
    CHECK(searchRange(SearchField::length, ">1.5min").value().low == 90);
    CHECK(searchRange(SearchField::length, "500ms-2s") == SearchRange{0.5, 2});
    CHECK(searchRange(SearchField::bytes, ">10MB").value().low == 1e7);
    CHECK(searchRange(SearchField::used, "<2d").value().high == 172800);
    CHECK(searchRange(SearchField::rating, ">=4").value().low == 4);
}

TEST_CASE("what is no number, or no range from low to high, is none")
{
    for (const auto* text : {"", "<", "-", "1-", "-1", "2-1", "1e9", "nan", "inf", "0x10", "1s", "two", "1:2:3", "<<1"})
        CHECK_FALSE(searchRange(SearchField::tempo, text));
    CHECK_FALSE(searchRange(SearchField::sampleRate, "44s"));
}

TEST_CASE("choices are told as the library has them")
{
    CHECK(searchChoice(SearchField::key, "a minor") == "Am");
    CHECK(searchChoice(SearchField::type, "FLAC") == "flac");
    CHECK(searchChoice(SearchField::favourite, "yes") == "1");
    CHECK(searchChoice(SearchField::collection, "Red") == "1");
    CHECK(searchChoice(SearchField::collection, "7") == "7");
    CHECK(searchChoice(SearchField::status, "offline") == "offline");
    CHECK_FALSE(searchChoice(SearchField::collection, "8"));
    CHECK_FALSE(searchChoice(SearchField::status, "lost"));
    CHECK_FALSE(searchChoice(SearchField::favourite, "maybe"));
    CHECK_FALSE(searchChoice(SearchField::length, "2"));
}

TEST_CASE("every field is found by its name in any case, and named")
{
    REQUIRE(findSearchField("LEN") != nullptr);
    CHECK(findSearchField("LEN")->field == SearchField::length);
    CHECK(findSearchField("length") == nullptr);
    CHECK(searchFieldNames().starts_with("len, rate, ch, bits, bpm, key, type"));
}
