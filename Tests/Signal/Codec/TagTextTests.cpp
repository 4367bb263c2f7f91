#include "Signal/Codec/TagText.h"

#include <catch2/catch.hpp>

#include <string_view>

using loophole::signal::tagText;

namespace
{

std::string textOf(std::string_view bytes)
{
    return tagText({reinterpret_cast<const std::byte*>(bytes.data()), bytes.size()});
}

} // namespace

TEST_CASE("a field ends at its first zero and loses the blanks around it")
{
    CHECK(textOf({"kick\0rest", 9}) == "kick");
    CHECK(textOf("  a b \r\n") == "a b");
    CHECK(textOf("").empty());
    CHECK(textOf({"\0\0\0", 3}).empty());
    CHECK(textOf("   ").empty());
}

TEST_CASE("UTF-8 stays and other bytes are taken for Latin-1")
{
    CHECK(textOf("Gr\u00FC\u00DFe \u8072\u97F3 \U0001F3B9") == "Gr\u00FC\u00DFe \u8072\u97F3 \U0001F3B9");
    CHECK(textOf("Gr\xFC\xDF"
                 "e") == "Gr\u00FC\u00DFe");
    CHECK(textOf("\xC0\xAF") == "\u00C0\u00AF");           // overlong
    CHECK(textOf("\xED\xA0\x80") == "\u00ED\u00A0\u0080"); // a surrogate
    CHECK(textOf("ab\xE8\x81") == "ab\u00E8\u0081");       // cut short
}

TEST_CASE("a value is at most 4 KiB and never ends within a character")
{
    CHECK(textOf(std::string(100'000, 'x')) == std::string(4096, 'x'));
    std::string wide;
    for (int i = 0; i < 5000; ++i)
        wide += "\u8072";
    const auto text = textOf(wide);
    CHECK(text.size() == 4095);
    CHECK(text == wide.substr(0, 4095));
    CHECK(textOf(std::string(10'000, '\xFC')).size() == 4096);
}
