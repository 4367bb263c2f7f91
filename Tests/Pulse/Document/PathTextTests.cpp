#include "Pulse/Document/PathText.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("only well-formed UTF-8 is taken as such")
{
    for (const auto* text :
         {"", "plain", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8E\xA7", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
        CHECK(isUtf8(text));
    // A lone continuation, overlong forms, a surrogate, beyond the last character, cut off.
    for (const auto* text : {"\x80", "\xC0\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x8F\xBF\xBF",
                             "\xE2\x82", "a\xFF", "\xF5\x80\x80\x80"})
        CHECK_FALSE(isUtf8(text));
}

TEST_CASE("bytes that are no character show as the replacement character")
{
    CHECK(displayText("a\xE9z") == "a\xEF\xBF\xBDz");
    CHECK(displayText("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(displayText("\xE2\x82\xAC") == "\xE2\x82\xAC");
}

TEST_CASE("every byte survives percent encoding")
{
    std::string all;
    for (int byte = 1; byte < 256; ++byte)
        all += static_cast<char>(byte);
    const auto encoded = percentEncoded(all);
    for (const auto c : encoded)
        CHECK((c > 0x20 && c < 0x7F));
    CHECK(percentDecoded(encoded) == all);
    CHECK(percentEncoded("Audio/a-b_c.wav~") == "Audio/a-b_c.wav~");
    CHECK(percentEncoded(" %\xE9") == "%20%25%E9");
}

TEST_CASE("a percent sign without two digits is no encoding")
{
    CHECK(percentDecoded("%e9%E9") == "\xE9\xE9");
    for (const auto* text : {"%", "%4", "a%", "%G0", "%0G", "%%20"})
        CHECK_FALSE(percentDecoded(text));
}

TEST_CASE("paths below the document's folder or beside it are relative, others absolute")
{
    const std::filesystem::path folder = "/music/Song/Sessions";
    CHECK(relativeWherePossible(folder, "/music/Song/Sessions/a.wav") == "a.wav");
    CHECK(relativeWherePossible(folder, "/music/Song/Sessions/Audio/a.wav") == "Audio/a.wav");
    CHECK(relativeWherePossible(folder, "/music/Song/Audio/a.wav") == "../Audio/a.wav");
    CHECK(relativeWherePossible(folder, "/music/Other/a.wav") == "/music/Other/a.wav");
    CHECK(relativeWherePossible(folder, "/drive/a.wav") == "/drive/a.wav");
    CHECK(relativeWherePossible("/music", "/drive/a.wav") == "/drive/a.wav");
    CHECK(relativeWherePossible("", "/drive/a.wav") == "/drive/a.wav");
}

TEST_CASE("a relative path leads back to where it came from")
{
    const std::filesystem::path folder = "/music/Song/Sessions";
    for (const auto* absolute : {"/music/Song/Sessions/Audio/a.wav", "/music/Song/Audio/a.wav", "/drive/a.wav"})
        CHECK(resolvedAgainst(folder, relativeWherePossible(folder, absolute)) == absolute);
    CHECK(resolvedAgainst(folder, "./x/../a.wav") == "/music/Song/Sessions/a.wav");
}
