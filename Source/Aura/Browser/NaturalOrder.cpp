#include "Aura/Browser/NaturalOrder.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/** The run of digits at `from`, without leading zeros. */
std::string_view numberAt(std::string_view text, std::size_t& from)
{
    while (from < text.size() && text[from] == '0')
        ++from;
    const auto start = from;
    while (from < text.size() && isDigit(text[from]))
        ++from;
    return text.substr(start, from - start);
}

} // namespace

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return lowered(c); });
    return text;
}

bool comesBefore(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size())
    {
        if (isDigit(a[i]) && isDigit(b[j]))
        {
            const auto x = numberAt(a, i);
            const auto y = numberAt(b, j);
            if (x != y)
                return x.size() != y.size() ? x.size() < y.size() : x < y;
            continue;
        }
        const auto x = lowered(a[i++]);
        const auto y = lowered(b[j++]);
        if (x != y)
            return static_cast<unsigned char>(x) < static_cast<unsigned char>(y);
    }
    const auto left = a.size() - i;
    const auto right = b.size() - j;
    return left != right ? left < right : a < b;
}

std::string_view lastName(const std::filesystem::path& path)
{
    const std::string_view whole = path.native();
    return whole.substr(whole.rfind('/') + 1);
}

} // namespace loophole::aura
