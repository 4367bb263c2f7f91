#include "Pulse/Library/MusicalKey.h"

#include <array>

namespace loophole
{
namespace
{

constexpr std::array<const char*, 12> names{"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};

std::string spelled(int pitchClass, bool isMinor)
{
    return std::string(names[static_cast<std::size_t>((pitchClass % 12 + 12) % 12)]) + (isMinor ? "m" : "");
}

std::string withoutBlanks(std::string_view text)
{
    std::string kept;
    for (const auto c : text)
        if (c != ' ' && c != '-' && c != '_')
            kept += c;
    return kept;
}

/** 1A … 12B: a step is a fifth; 8B is C major and 8A its relative minor. */
std::optional<std::string> fromCamelot(std::string_view text)
{
    if (text.size() < 2 || text.size() > 3)
        return std::nullopt;
    const auto letter = static_cast<char>(text.back() | 0x20);
    int hour = 0;
    for (const auto c : text.substr(0, text.size() - 1))
    {
        if (c < '0' || c > '9')
            return std::nullopt;
        hour = hour * 10 + (c - '0');
    }
    if (hour < 1 || hour > 12 || (letter != 'a' && letter != 'b'))
        return std::nullopt;
    const auto major = (hour - 8) * 7;
    return letter == 'b' ? spelled(major, false) : spelled(major + 9, true);
}

std::optional<bool> modeOf(std::string_view text)
{
    std::string lower;
    for (const auto c : text)
        lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    if (text == "m" || lower == "min" || lower == "minor")
        return true;
    if (text.empty() || text == "M" || lower == "maj" || lower == "major")
        return false;
    return std::nullopt;
}

} // namespace

std::optional<std::string> musicalKey(std::string_view given)
{
    const auto text = withoutBlanks(given);
    if (const auto camelot = fromCamelot(text))
        return camelot;
    if (text.empty())
        return std::nullopt;
    constexpr std::array<int, 7> ofLetters{9, 11, 0, 2, 4, 5, 7};
    const auto letter = static_cast<char>(text[0] | 0x20);
    if (letter < 'a' || letter > 'g')
        return std::nullopt;
    auto pitch = ofLetters[static_cast<std::size_t>(letter - 'a')];
    auto rest = std::string_view(text).substr(1);
    const auto take = [&](std::string_view sign, int step)
    {
        if (!rest.starts_with(sign))
            return false;
        pitch += step;
        rest.remove_prefix(sign.size());
        return true;
    };
    if (!take("#", 1) && !take("\xE2\x99\xAF", 1) && !take("\xE2\x99\xAD", -1))
        take("b", -1);
    const auto isMinor = modeOf(rest);
    return isMinor ? std::optional(spelled(pitch, *isMinor)) : std::nullopt;
}

} // namespace loophole
