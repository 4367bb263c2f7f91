#include "Pulse/Document/PathText.h"

#include <cstdint>

namespace loophole
{
namespace
{

/** Length in bytes of the well-formed character at the start of `bytes` (Unicode 15, table 3-7); 0 where there is none.
 */
std::size_t characterLength(std::string_view bytes)
{
    const auto at = [bytes](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u; };
    const auto within = [&](std::size_t i, unsigned low, unsigned high) { return at(i) >= low && at(i) <= high; };
    const auto follows = [&](std::size_t i) { return within(i, 0x80, 0xBF); };
    const auto first = at(0);
    if (first <= 0x7F)
        return bytes.empty() ? 0 : 1;
    if (within(0, 0xC2, 0xDF))
        return follows(1) ? 2 : 0;
    if (within(0, 0xE0, 0xEF))
        return within(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
    if (within(0, 0xF0, 0xF4))
        return within(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

bool isPlain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("-._~/").find(c) != std::string_view::npos;
}

/** 0 … 15, or -1. */
int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const auto upper = static_cast<char>(c & ~0x20);
    return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    while (!bytes.empty())
    {
        const auto length = characterLength(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string displayText(std::string_view bytes)
{
    std::string text;
    while (!bytes.empty())
    {
        const auto length = characterLength(bytes);
        text += length == 0 ? std::string_view("\xEF\xBF\xBD") : bytes.substr(0, length);
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    return text;
}

std::string percentEncoded(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const auto c : bytes)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (isPlain(c))
            text += c;
        else
            (text += '%').append({digits[byte >> 4], digits[byte & 15u]});
    }
    return text;
}

std::optional<std::string> percentDecoded(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        if (text[i] != '%')
        {
            bytes += text[i];
            continue;
        }
        const auto high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
        const auto low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return bytes;
}

std::string displayName(const std::filesystem::path& path)
{
    return displayText(path.filename().native());
}

std::filesystem::path resolvedAgainst(const std::filesystem::path& documentFolder, const std::filesystem::path& path)
{
    return (documentFolder / path).lexically_normal();
}

std::filesystem::path relativeWherePossible(const std::filesystem::path& documentFolder,
                                            const std::filesystem::path& absolute)
{
    if (documentFolder.empty())
        return absolute;
    const auto relative = absolute.lexically_relative(documentFolder);
    const auto steps = [&](auto from) { return from != relative.end() && *from == ".."; };
    const auto isFarther = steps(relative.begin()) && steps(std::next(relative.begin()));
    // One step up from a folder of the root would be the whole disk: nothing that is moved along with a project.
    const auto isFromRoot = steps(relative.begin()) && !documentFolder.parent_path().has_relative_path();
    return relative.empty() || isFarther || isFromRoot ? absolute : relative;
}

} // namespace loophole
