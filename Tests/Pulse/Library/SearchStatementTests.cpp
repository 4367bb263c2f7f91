#include "Pulse/Library/SearchStatement.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace loophole;

namespace
{

constexpr std::int64_t now = 1'000'000;

SearchStatement compiled(std::string_view query, SearchPlace place = SearchPlace::anywhere)
{
    return searchStatement(parseSearch(query).value().alternatives.at(0), place, now);
}

std::string textAt(const SearchStatement& statement, std::size_t index)
{
    return std::get<std::string>(statement.values.at(index));
}

} // namespace

TEST_CASE("words go to the index as quoted terms")
{
    const auto words = compiled("kick \"rim shot\" -soft");
    CHECK(words.sql == "SELECT rowid FROM texts WHERE texts MATCH ?");
    CHECK(textAt(words, 0) == "(\"kick\" * AND \"rim shot\") NOT (\"soft\" *)");
    CHECK(textAt(compiled("kick", SearchPlace::name), 0) == "name : (\"kick\" *)");
    CHECK(textAt(compiled("kick", SearchPlace::nameStart), 0) == "name : (^ \"kick\" *)");
    CHECK(textAt(compiled("in:drums"), 0) == "(folder : \"drums\" *)");
}

TEST_CASE("nothing that was typed becomes part of the statement")
{
    for (const auto* typed :
         {"');DROP", "a\"OR\"b", "x*y'--", "type:wav", "artist:';--", "name:NEAR(", "-%_\\", "tag:^b", "{a}:b\"c"})
    {
        const auto query = parseSearch(typed);
        if (!query)
            continue;
        for (const auto& alternative : query.value().alternatives)
        {
            const auto statement = searchStatement(alternative, SearchPlace::anywhere, now);
            INFO(statement.sql);
            CHECK(statement.sql.find("DROP") == std::string::npos);
            CHECK(statement.sql.find("--") == std::string::npos);
            CHECK(statement.sql.find('"') == std::string::npos);
            CHECK(static_cast<std::size_t>(std::ranges::count(statement.sql, '?')) == statement.values.size());
        }
    }
}

TEST_CASE("fields are conditions on the files that the words find")
{
    const auto both = compiled("kick len:<2s ch:1,2");
    CHECK(both.sql == "SELECT f.id FROM texts CROSS JOIN files f ON f.id = texts.rowid WHERE texts MATCH ? AND "
                      "((f.seconds < ?)) AND ((f.channels >= ? AND f.channels <= ?) OR (f.channels >= ? AND "
                      "f.channels <= ?))");
    CHECK(std::get<double>(both.values.at(1)) == 2);
    const auto alone = compiled("-ch:2 -kick");
    CHECK(alone.sql == "SELECT f.id FROM files f WHERE NOT coalesce(((f.channels >= ? AND f.channels <= ?)), 0) AND "
                       "f.id NOT IN (SELECT rowid FROM texts WHERE texts MATCH ?)");
    CHECK(textAt(alone, 2) == "\"kick\" *");
}

TEST_CASE("ages count back from now, and files that were never used have none")
{
    const auto used = compiled("used:<1d");
    CHECK(used.sql == "SELECT f.id FROM files f WHERE ((nullif(f.used, 0) > ?))");
    CHECK(std::get<double>(used.values.at(0)) == now - 86400);
    CHECK(std::get<double>(compiled("changed:>1h").values.at(0)) == (now - 3600) * 1e9);
}

TEST_CASE("asterisks are any characters and the signs of LIKE are themselves")
{
    CHECK(textAt(compiled("ki*c_k"), 0) == "%ki%c\\_k%");
    CHECK(compiled("-*x").sql == "SELECT f.id FROM files f WHERE f.label NOT LIKE ? ESCAPE '\\'");
}

TEST_CASE("a tag is narrowed down by the index before it is looked at")
{
    const auto tag = compiled("artist:bob");
    CHECK(tag.sql.starts_with("SELECT f.id FROM texts CROSS JOIN files f"));
    CHECK(textAt(tag, 0) == "(tags : \"bob\" *)");
    CHECK(textAt(tag, 1) == "artist");
    CHECK(textAt(tag, 2) == "%bob%");
    CHECK(compiled("-artist:bob").sql.starts_with("SELECT f.id FROM files f WHERE NOT coalesce((EXISTS"));
}

TEST_CASE("a folder is a condition by its number, with those below it or alone")
{
    const SearchAlternative kick{{{SearchTerm::Kind::beginning, "kick"}}, {}};
    const auto deep = searchStatement(kick, SearchPlace::anywhere, 0, SearchFolder{7, true});
    CHECK(deep.sql.find("WITH RECURSIVE tree") != std::string::npos);
    REQUIRE(deep.values.size() == 2);
    CHECK(std::get<std::int64_t>(deep.values[1]) == 7);
    const auto flat = searchStatement({}, SearchPlace::anywhere, 0, SearchFolder{7, false});
    CHECK(flat.sql == "SELECT f.id FROM files f WHERE f.folder = ?");
}
