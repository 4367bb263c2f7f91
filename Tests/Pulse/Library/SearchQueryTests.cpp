#include "Pulse/Library/SearchQuery.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

using Kind = SearchTerm::Kind;

SearchQuery parsed(std::string_view text)
{
    const auto query = parseSearch(text);
    INFO(text);
    REQUIRE(query);
    return query.value();
}

std::string refusal(std::string_view text)
{
    const auto query = parseSearch(text);
    return query ? "accepted" : query.failure().message();
}

} // namespace

TEST_CASE("words apart by spaces are all wanted, a comma begins an alternative, a dash excludes")
{
    const auto query = parsed("  kick  -soft, snare \"rim shot\" ");
    REQUIRE(query.alternatives.size() == 2);
    CHECK(query.alternatives[0].terms ==
          std::vector<SearchTerm>{{Kind::beginning, "kick", false, {}}, {Kind::beginning, "soft", true, {}}});
    CHECK(query.alternatives[1].terms ==
          std::vector<SearchTerm>{{Kind::beginning, "snare", false, {}}, {Kind::phrase, "rim shot", false, {}}});
    CHECK(query.hasWords());
    CHECK_FALSE(parsed("-soft").hasWords());
    CHECK(parsed("kick,snare") == parsed("kick , snare"));
}

TEST_CASE("nothing but separators asks for everything")
{
    for (const auto* text : {"", " ", ",", " , ,", "*", "-", "\"\"", "kick -"})
        CHECK(parsed(text).alternatives.size() == (std::string(text) == "kick -" ? 1 : 0));
}

TEST_CASE("an asterisk stands for any characters, at a word's end it only says what is so anyway")
{
    CHECK(parsed("kick*") == parsed("kick"));
    CHECK(parsed("ki*ck").alternatives[0].terms[0] == SearchTerm{Kind::pattern, "ki*ck", false, {}});
    CHECK(parsed("-*loop").alternatives[0].terms[0] == SearchTerm{Kind::pattern, "*loop", true, {}});
    CHECK(parsed("100%").alternatives[0].terms[0].kind == Kind::beginning);
    CHECK(parsed("!!!").alternatives[0].terms[0] == SearchTerm{Kind::pattern, "!!!", false, {}});
}

TEST_CASE("fields take numbers with units, ranges and comparisons")
{
    const auto query = parsed("len:<2s rate:44.1k ch:2 bpm:120-130 -bits:16");
    REQUIRE(query.alternatives.size() == 1);
    const auto& conditions = query.alternatives[0].conditions;
    REQUIRE(conditions.size() == 5);
    CHECK(conditions[0].field == SearchField::length);
    CHECK(conditions[0].ranges[0].high == 2);
    CHECK_FALSE(conditions[0].ranges[0].includesHigh);
    CHECK(conditions[1].ranges[0] == SearchRange{44100, 44100});
    CHECK(conditions[2].ranges[0] == SearchRange{2, 2});
    CHECK(conditions[3].ranges[0] == SearchRange{120, 130});
    CHECK(conditions[4].isExcluded);
    CHECK_FALSE(query.hasWords());
}

TEST_CASE("a field has several values as long as the next is one of its own")
{
    const auto types = parsed("loop type:wav,flac");
    REQUIRE(types.alternatives.size() == 1);
    CHECK(types.alternatives[0].conditions[0].texts == std::vector<std::string>{"wav", "flac"});
    const auto other = parsed("ch:1,2,kick");
    REQUIRE(other.alternatives.size() == 2);
    CHECK(other.alternatives[0].conditions[0].ranges.size() == 2);
    CHECK(other.alternatives[1].terms[0].text == "kick");
}

TEST_CASE("words can be looked for in one place, and tags by their names")
{
    const auto query = parsed("name:kick in:\"Drum Kits\" -artist:\"Some One\"");
    const auto& only = query.alternatives.at(0);
    CHECK(only.terms == std::vector<SearchTerm>{{Kind::beginning, "kick", false, SearchPlace::name},
                                                {Kind::phrase, "Drum Kits", false, SearchPlace::folder}});
    CHECK(only.conditions == std::vector<SearchCondition>{{SearchField::tag, {}, {"Some One"}, "artist", true}});
}

TEST_CASE("what cannot be understood is told in one line")
{
    CHECK(refusal("scene:") == "query: scene: has no value");
    CHECK(refusal("foo:bar").starts_with("query: there is no field \"foo:\"; there are len, rate, ch"));
    CHECK(refusal("len:") == "query: len: has no value");
    CHECK(refusal("len:soon") == "query: \"soon\" is no value of len:");
    CHECK(refusal("bpm:130-120") == "query: \"130-120\" is no value of bpm:");
    CHECK(refusal("key:H") == "query: \"H\" is no value of key:");
    CHECK(refusal("type:exe") == "query: \"exe\" is no value of type:");
    CHECK(refusal("artist:") == "query: artist: has no value");
    CHECK(refusal(std::string(longestQuery + 1, 'a')) == "query: is longer than 1000 bytes");
    std::string many;
    for (std::size_t i = 0; i <= mostSearchParts; ++i)
        many += "a ";
    CHECK(refusal(many) == "query: has more than 64 words");
    for (const auto* text : {"foo:\n\"bar", "len:<>\n", "\x01:\x02"})
        CHECK(refusal(text).find('\n') == std::string::npos);
}

TEST_CASE("a phrase without its end is a phrase that is being typed")
{
    CHECK(parsed("\"rim sh").alternatives[0].terms[0] == SearchTerm{Kind::phrase, "rim sh", false, {}});
    CHECK(parsed("kick\"rim\"").alternatives[0].terms.size() == 2);
}

TEST_CASE("bytes that are no text are taken for characters that nobody has")
{
    const auto query = parsed("\xFF\xFEkick");
    CHECK(query.alternatives[0].terms[0].text == "\xEF\xBF\xBD\xEF\xBF\xBDkick");
}

TEST_CASE("what two queries both find has each alternative of one with each of the other")
{
    const auto both = [](const char* one, const char* other)
    { return bothOf(parseSearch(one).value(), parseSearch(other).value()); };
    CHECK(both("", "kick") == parseSearch("kick").value());
    CHECK(both("kick", "") == parseSearch("kick").value());
    CHECK(both("", "").alternatives.empty());
    CHECK(both("fav:yes", "kick, snare") == parseSearch("kick fav:yes, snare fav:yes").value());
    CHECK(both("a, b", "c, d").alternatives.size() == 4);
}
