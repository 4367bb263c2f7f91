#include "Pulse/Library/SearchText.h"

#include <algorithm>

namespace loophole
{
namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isCapital(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isSmall(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isSeam(char before, char after)
{
    const auto isLetter = [](char c) { return isCapital(c) || isSmall(c); };
    return (isSmall(before) && isCapital(after)) || (isDigit(before) && isLetter(after)) ||
           (isLetter(before) && isDigit(after));
}

} // namespace

std::string searchText(std::string_view name)
{
    std::string apart;
    bool hasSeams = false;
    for (std::size_t i = 0; i < name.size(); ++i)
    {
        if (i > 0 && isSeam(name[i - 1], name[i]))
        {
            apart += ' ';
            hasSeams = true;
        }
        apart += name[i];
    }
    return hasSeams ? std::string(name) + ' ' + apart : apart;
}

bool hasWord(std::string_view text)
{
    return std::ranges::any_of(
        text, [](char c) { return isDigit(c) || isCapital(c) || isSmall(c) || static_cast<unsigned char>(c) >= 0x80; });
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (auto& c : lower)
        c = isCapital(c) ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

} // namespace loophole
