#include "Signal/Codec/TagText.h"

#include <algorithm>
#include <cstdint>

namespace loophole::signal
{

namespace
{

/** Longer values are a programme's data or an attack, not something to be read in an inspector. */
constexpr std::size_t longestValue = 4096;

/** Bytes of the UTF-8 sequence at the front of `text`, or 0 where it is none (RFC 3629: no surrogates, no overlong). */
std::size_t sequenceLength(std::span<const unsigned char> text)
{
    const auto lead = text[0];
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || text.size() < length)
        return 0;
    const unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (text[1] < lowest || text[1] > highest)
        return 0;
    const auto isContinuation = [](unsigned char c) { return c >= 0x80 && c <= 0xBF; };
    return std::all_of(text.begin() + 2, text.begin() + static_cast<std::ptrdiff_t>(length), isContinuation) ? length
                                                                                                             : 0;
}

/** The longest front of `text` that is whole UTF-8 sequences and at most `longestValue`; sets whether all of it is. */
std::size_t validFront(std::span<const unsigned char> text, bool& isValid)
{
    std::size_t done = 0;
    while (done < text.size())
    {
        const auto length = sequenceLength(text.subspan(done));
        isValid = length != 0;
        if (!isValid || done + length > longestValue)
            break;
        done += length;
    }
    return done;
}

std::string fromLatin1(std::span<const unsigned char> text)
{
    std::string utf8;
    for (const auto c : text.first(std::min(text.size(), longestValue / 2)))
    {
        if (c >= 0x80)
            utf8 += static_cast<char>(0xC0 | c >> 6);
        utf8 += static_cast<char>(c < 0x80 ? c : 0x80 | (c & 0x3F));
    }
    return utf8;
}

} // namespace

std::string tagText(std::span<const std::byte> field)
{
    const auto isBlank = [](std::byte b) { return b <= std::byte{0x20}; };
    const auto end = std::find(field.begin(), field.end(), std::byte{0});
    const auto first = std::find_if_not(field.begin(), end, isBlank);
    auto last = end;
    while (last != first && isBlank(*(last - 1)))
        --last;

    const auto* begin = reinterpret_cast<const unsigned char*>(field.data()) + (first - field.begin());
    const std::span<const unsigned char> text(begin, static_cast<std::size_t>(last - first));
    bool isValid = true;
    const auto length = validFront(text, isValid);
    if (!isValid)
        return fromLatin1(text);
    return {reinterpret_cast<const char*>(begin), length};
}

} // namespace loophole::signal
