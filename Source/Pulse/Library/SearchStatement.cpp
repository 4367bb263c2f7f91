#include "Pulse/Library/SearchStatement.h"

#include "Pulse/Library/SearchText.h"

#include <cmath>

namespace loophole
{
namespace
{

const char* columnOf(SearchPlace place)
{
    switch (place)
    {
    case SearchPlace::name:
    case SearchPlace::nameStart:
        return "name : ";
    case SearchPlace::folder:
        return "folder : ";
    case SearchPlace::tags:
        return "tags : ";
    case SearchPlace::anywhere:
        break;
    }
    return "";
}

/** A term in the language of the index: always in quotation marks, so that nothing in it is an operator. */
std::string indexTerm(const SearchTerm& term)
{
    std::string quoted = "\"";
    for (const auto c : term.text)
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    quoted += '"';
    return columnOf(term.place) + quoted + (term.kind == SearchTerm::Kind::beginning ? " *" : "");
}

void join(std::string& all, const std::string& with, const std::string& next)
{
    all += (all.empty() ? "" : with) + next;
}

/** `*` is any characters; what LIKE takes for a sign of its own stands for itself. */
std::string likePattern(std::string_view text)
{
    std::string pattern = "%";
    for (const auto c : text)
        pattern += c == '*' ? "%" : c == '%' || c == '_' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return pattern + "%";
}

/** The number that a field has of a file, and what factor makes seconds of it where it is a time. */
struct Column
{
    const char* sql;
    double perUnit = 1;
    bool isAge = false;
};

Column columnOf(SearchField field)
{
    switch (field)
    {
    case SearchField::sampleRate:
        return {"f.rate"};
    case SearchField::channels:
        return {"f.channels"};
    case SearchField::bitDepth:
        return {"f.bits"};
    case SearchField::tempo:
        return {"f.tempo"};
    case SearchField::rating:
        return {"f.rating"};
    case SearchField::bytes:
        return {"f.bytes"};
    case SearchField::used:
        return {"nullif(f.used, 0)", 1, true};
    case SearchField::added:
        return {"f.added", 1, true};
    case SearchField::modified:
        return {"f.modified", 1e9, true};
    default:
        return {"f.seconds"};
    }
}

/** Materialised once by SQLite, and looked up for each file. */
constexpr const char* isWithin =
    "f.folder IN (WITH RECURSIVE tree(id) AS (SELECT ? UNION SELECT d.id FROM folders d JOIN tree ON d.parent = "
    "tree.id) SELECT id FROM tree)";

constexpr const char* isOffline = "EXISTS (SELECT 1 FROM folders d JOIN places p ON p.id = d.place "
                                  "WHERE d.id = f.folder AND (d.isAway OR p.state = 4))";

class Compiler
{
public:
    Compiler(SearchPlace restricted, std::int64_t time) : place(restricted), now(time) {}

    SearchStatement compile(const SearchAlternative& alternative, std::optional<SearchFolder> within)
    {
        if (within)
        {
            where = within->isDeep ? isWithin : "f.folder = ?";
            values.emplace_back(within->folder);
        }
        for (const auto& term : alternative.terms)
            add(term);
        for (const auto& condition : alternative.conditions)
            add(condition);
        SearchStatement made;
        if (wanted.empty())
        {
            if (!unwanted.empty())
                join(where, " AND ", "f.id NOT IN (SELECT rowid FROM texts WHERE texts MATCH ?)");
            made.sql = "SELECT f.id FROM files f" + (where.empty() ? "" : " WHERE " + where);
            if (!unwanted.empty())
                values.emplace_back(unwanted);
            made.values = std::move(values);
            return made;
        }
        const auto words = columnOf(place) + ("(" + wanted + ")") + (unwanted.empty() ? "" : " NOT (" + unwanted + ")");
        // CROSS JOIN keeps the order: the index knows which few files to look at.
        made.sql = where.empty() ? "SELECT rowid FROM texts WHERE texts MATCH ?"
                                 : "SELECT f.id FROM texts CROSS JOIN files f ON f.id = texts.rowid "
                                   "WHERE texts MATCH ? AND " +
                                       where;
        made.values.emplace_back(words);
        std::ranges::move(values, std::back_inserter(made.values));
        return made;
    }

private:
    void add(const SearchTerm& term)
    {
        if (term.kind == SearchTerm::Kind::pattern)
        {
            join(where, " AND ", std::string("f.label ") + (term.isExcluded ? "NOT " : "") + "LIKE ? ESCAPE '\\'");
            values.emplace_back(likePattern(term.text));
        }
        else if (term.isExcluded)
            join(unwanted, " OR ", indexTerm(term));
        else
            join(wanted, " AND ", (place == SearchPlace::nameStart ? "^ " : "") + indexTerm(term));
    }

    void add(const SearchCondition& condition)
    {
        std::string any;
        for (const auto& range : condition.ranges)
            join(any, " OR ", inRange(columnOf(condition.field), range));
        for (const auto& text : condition.texts)
            join(any, " OR ", isText(condition, text));
        // What is not known of a file is not excluded.
        join(where, " AND ", condition.isExcluded ? "NOT coalesce((" + any + "), 0)" : "(" + any + ")");
    }

    std::string inRange(const Column& column, SearchRange range)
    {
        if (column.isAge)
            range = {static_cast<double>(now) - range.high, static_cast<double>(now) - range.low, range.includesHigh,
                     range.includesLow};
        std::string all;
        const auto bound = [&](double value, const char* sign)
        {
            if (!std::isfinite(value))
                return;
            join(all, " AND ", std::string(column.sql) + sign + "?");
            values.emplace_back(value * column.perUnit);
        };
        bound(range.low, range.includesLow ? " >= " : " > ");
        bound(range.high, range.includesHigh ? " <= " : " < ");
        return "(" + all + ")";
    }

    std::string isText(const SearchCondition& condition, const std::string& text)
    {
        switch (condition.field)
        {
        case SearchField::type:
            values.emplace_back(text);
            values.emplace_back(text);
            return "f.extension = ? OR f.format = ? COLLATE NOCASE";
        case SearchField::key:
            values.emplace_back(text);
            return "f.key = ?";
        case SearchField::favourite:
            return text == "1" ? "f.favourite" : "NOT f.favourite";
        case SearchField::collection:
            values.emplace_back(std::int64_t{1} << (text[0] - '1'));
            return "f.collections & ?";
        case SearchField::status:
            return isStatus(text);
        case SearchField::label:
            values.emplace_back(likePattern(text));
            return "EXISTS (SELECT 1 FROM labels l WHERE l.file = f.id AND l.label LIKE ? ESCAPE '\\')";
        default:
            return hasTag(condition, text);
        }
    }

    static std::string isStatus(const std::string& text)
    {
        if (text == "missing")
            return "f.state = 2";
        if (text == "damaged")
            return "f.error <> ''";
        const std::string offline = isOffline;
        return text == "offline" ? offline : "(f.state <> 2 AND NOT " + offline + ")";
    }

    std::string hasTag(const SearchCondition& condition, const std::string& text)
    {
        // The index narrows it down first; that the word stands in this very tag is told by the tag.
        if (!condition.isExcluded && hasWord(text) && text.find('*') == std::string::npos)
            join(wanted, " AND ", indexTerm({SearchTerm::Kind::beginning, text, false, SearchPlace::tags}));
        values.emplace_back(condition.key);
        values.emplace_back(likePattern(text));
        return "EXISTS (SELECT 1 FROM tags t WHERE t.file = f.id AND t.key = ? AND coalesce(t.own, t.scanned) LIKE ? "
               "ESCAPE '\\')";
    }

    SearchPlace place;
    std::int64_t now;
    std::string wanted;   ///< in the language of the index
    std::string unwanted; ///< as above
    std::string where;
    std::vector<SearchStatement::Value> values;
};

} // namespace

Statement SearchStatement::on(Database& database) const
{
    Statement statement(database, sql);
    int index = 0;
    for (const auto& value : values)
        std::visit([&](const auto& content) { statement.bind(++index, content); }, value);
    return statement;
}

SearchStatement searchStatement(const SearchAlternative& alternative, SearchPlace place, std::int64_t now,
                                std::optional<SearchFolder> within)
{
    return Compiler(place, now).compile(alternative, within);
}

} // namespace loophole
