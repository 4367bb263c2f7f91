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

std::string numberText(double number)
{
    if (number == std::floor(number) && std::abs(number) <= largestExactWhole)
        return std::to_string(static_cast<std::int64_t>(number));
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), written.ptr};
}

std::string quotedText(const std::string& text)
{
    if (std::all_of(text.begin(), text.end(), needsNoEscape))
        return '"' + text + '"';
    return nlohmann::json(isUtf8(text) ? text : displayText(text)).dump();
}

} // namespace loophole
