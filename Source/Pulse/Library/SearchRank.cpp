#include "Pulse/Library/SearchRank.h"

#include "Pulse/Library/SearchText.h"

namespace loophole
{
namespace
{

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/** `name` in small letters. */
int rankOf(std::string_view word, std::string_view name)
{
    const auto stem = name.substr(0, name.rfind('.'));
    if (stem == word || name == word)
        return 8;
    if (name.starts_with(word))
        return name.size() > word.size() && isWordCharacter(name[word.size()]) ? 5 : 6;
    for (auto at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1))
        if (!isWordCharacter(name[at - 1]))
            return at + word.size() < name.size() && isWordCharacter(name[at + word.size()]) ? 3 : 4;
    return name.find(word) != std::string_view::npos ? 2 : 0;
}

} // namespace

SearchRank::SearchRank(const SearchQuery& query)
{
    for (const auto& alternative : query.alternatives)
        for (const auto& term : alternative.terms)
            if (!term.isExcluded && term.kind != SearchTerm::Kind::pattern)
                words.push_back(lowerCase(term.text));
}

int SearchRank::of(std::string_view label) const
{
    const auto name = lowerCase(label);
    int sum = 0;
    for (const auto& word : words)
        sum += rankOf(word, name);
    return sum;
}

} // namespace loophole
