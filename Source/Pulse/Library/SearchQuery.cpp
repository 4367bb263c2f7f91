#include "Pulse/Library/SearchQuery.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Library/SearchFields.h"
#include "Pulse/Library/SearchText.h"

#include <algorithm>

namespace loophole
{
namespace
{

bool isBlank(char c)
{
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
}

/** Reads a query from left to right; stops at what it cannot understand. */
class Parser
{
public:
    explicit Parser(std::string_view toRead) : text(toRead) {}

    Outcome<SearchQuery> parse()
    {
        skipBlanks();
        while (at < text.size() && why.empty())
        {
            if (text[at] == ',')
            {
                ++at;
                beginsAlternative = true;
            }
            else
                readPart();
            skipBlanks();
        }
        if (why.empty() && parts > mostSearchParts)
            why = "has more than " + std::to_string(mostSearchParts) + " words";
        if (!why.empty())
            return Failure{"query", why};
        return std::move(query);
    }

private:
    void skipBlanks()
    {
        while (at < text.size() && isBlank(text[at]))
            ++at;
    }

    SearchAlternative& alternative()
    {
        ++parts;
        if (query.alternatives.empty() || beginsAlternative)
            query.alternatives.emplace_back();
        beginsAlternative = false;
        return query.alternatives.back();
    }

    void readPart()
    {
        isExcluded = text[at] == '-' && at + 1 < text.size() && !isBlank(text[at + 1]) && text[at + 1] != ',';
        if (isExcluded)
            ++at;
        if (text[at] == '"')
            return readQuoted(SearchPlace::anywhere);
        const auto end = std::min(text.find_first_of(",\" \t\r\n", at), text.size());
        const auto colon = text.find(':', at);
        if (colon < end)
            readField(text.substr(at, colon - at), colon + 1);
        else
            addWord(takeWord(), SearchPlace::anywhere);
    }

    /** Up to a blank, a comma or a quotation mark. */
    std::string_view takeWord()
    {
        const auto begin = at;
        while (at < text.size() && !isBlank(text[at]) && text[at] != ',' && text[at] != '"')
            ++at;
        return text.substr(begin, at - begin);
    }

    std::string takeQuoted()
    {
        const auto end = text.find('"', at + 1);
        if (end == std::string_view::npos)
        {
            // As it is while the phrase is being typed.
            auto open = std::string(text.substr(at + 1));
            at = text.size();
            return open;
        }
        auto quoted = std::string(text.substr(at + 1, end - at - 1));
        at = end + 1;
        return quoted;
    }

    void readQuoted(SearchPlace place)
    {
        auto quoted = takeQuoted();
        if (hasWord(quoted))
            alternative().terms.push_back({SearchTerm::Kind::phrase, std::move(quoted), isExcluded, place});
        else if (std::ranges::any_of(quoted, [](char c) { return !isBlank(c); }))
            alternative().terms.push_back({SearchTerm::Kind::pattern, std::move(quoted), isExcluded, place});
    }

    void addWord(std::string_view word, SearchPlace place)
    {
        if (word == "-")
            return; // an exclusion that is being typed
        const auto kept = word.find_last_not_of('*');
        if (kept == std::string_view::npos)
        {
            if (word.empty())
                why = "a word or value is missing";
            return; // "*" alone is everything
        }
        const auto core = word.substr(0, kept + 1);
        if (core.find('*') == std::string_view::npos && hasWord(core))
            alternative().terms.push_back({SearchTerm::Kind::beginning, std::string(core), isExcluded, place});
        else
            alternative().terms.push_back({SearchTerm::Kind::pattern, std::string(word), isExcluded, place});
    }

    void readField(std::string_view name, std::size_t valueAt)
    {
        const auto* field = findSearchField(name);
        if (field == nullptr)
        {
            why = "there is no field \"" + displayText(name) + ":\"; there are " + searchFieldNames();
            return;
        }
        at = valueAt;
        if (field->value == SearchValue::text)
            return readText(*field);
        SearchCondition condition{field->field, {}, {}, {}, isExcluded};
        if (!readValue(*field, condition))
            return;
        // "type:wav,flac" is one field with two values as long as the next is a value of it, too.
        while (at < text.size() && text[at] == ',')
        {
            const auto before = at++;
            if (tryValue(*field, takeWord(), condition))
                continue;
            at = before;
            break;
        }
        alternative().conditions.push_back(std::move(condition));
    }

    bool readValue(const SearchFieldName& field, SearchCondition& condition)
    {
        const auto value = at < text.size() && text[at] == '"' ? takeQuoted() : std::string(takeWord());
        if (tryValue(field, value, condition))
            return true;
        why = value.empty() ? std::string(field.name) + ": has no value"
                            : "\"" + displayText(value) + "\" is no value of " + field.name + ":";
        return false;
    }

    static bool tryValue(const SearchFieldName& field, std::string_view value, SearchCondition& condition)
    {
        if (field.value == SearchValue::number)
        {
            const auto range = searchRange(field.field, value);
            if (range)
                condition.ranges.push_back(*range);
            return range.has_value();
        }
        auto choice = searchChoice(field.field, value);
        if (choice)
            condition.texts.push_back(*std::move(choice));
        return choice.has_value();
    }

    void readText(const SearchFieldName& field)
    {
        const auto key = std::string_view(field.tagKey);
        const auto isQuoted = at < text.size() && text[at] == '"';
        if (key == "name" || key == "in")
        {
            const auto place = key == "name" ? SearchPlace::name : SearchPlace::folder;
            return isQuoted ? readQuoted(place) : addWord(takeWord(), place);
        }
        auto value = isQuoted ? takeQuoted() : std::string(takeWord());
        if (value.empty())
        {
            why = std::string(field.name) + ": has no value";
            return;
        }
        alternative().conditions.push_back({field.field, {}, {std::move(value)}, std::string(key), isExcluded});
    }

    std::string_view text;
    std::size_t at = 0;
    SearchQuery query;
    std::size_t parts = 0;
    bool isExcluded = false;
    bool beginsAlternative = false;
    std::string why;
};

} // namespace

bool SearchQuery::hasWords() const
{
    return std::ranges::any_of(
        alternatives, [](const SearchAlternative& alternative)
        { return std::ranges::any_of(alternative.terms, [](const SearchTerm& term) { return !term.isExcluded; }); });
}

SearchQuery bothOf(const SearchQuery& one, const SearchQuery& other)
{
    if (one.alternatives.empty() || other.alternatives.empty())
        return one.alternatives.empty() ? other : one;
    SearchQuery both;
    for (const auto& first : one.alternatives)
        for (const auto& second : other.alternatives)
        {
            auto& joined = both.alternatives.emplace_back(first);
            joined.terms.insert(joined.terms.end(), second.terms.begin(), second.terms.end());
            joined.conditions.insert(joined.conditions.end(), second.conditions.begin(), second.conditions.end());
        }
    return both;
}

Outcome<SearchQuery> parseSearch(std::string_view given)
{
    if (given.size() > longestQuery)
        return Failure{"query", "is longer than " + std::to_string(longestQuery) + " bytes"};
    return Parser(displayText(given)).parse();
}

} // namespace loophole
