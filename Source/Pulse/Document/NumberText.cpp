#include "Pulse/Document/NumberText.h"

#include "Pulse/Document/PathText.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace loophole
{
namespace
{

/** Whole doubles below this are written digit by digit rather than with an exponent. */
constexpr double largestExactWhole = 9007199254740992.0; // 2^53

bool needsNoEscape(char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

} // namespace

void appendWhole(std::string& to, std::int64_t number)
{
    std::array<char, 20> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    to.append(digits.data(), written.ptr);
}

void appendNumber(std::string& to, double number)
{
    if (number == std::floor(number) && std::abs(number) <= largestExactWhole)
        return appendWhole(to, static_cast<std::int64_t>(number));
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    to.append(digits.data(), written.ptr);
}

void appendQuoted(std::string& to, const std::string& text)
{
    if (!std::all_of(text.begin(), text.end(), needsNoEscape))
    {
        to += nlohmann::json(isUtf8(text) ? text : displayText(text)).dump();
        return;
    }
    to += '"';
    to += text;
    to += '"';
}

std::string numberText(double number)
{
    std::string text;
    appendNumber(text, number);
    return text;
}

std::string quotedText(const std::string& text)
{
    std::string quoted;
    appendQuoted(quoted, text);
    return quoted;
}

} // namespace loophole
