#include "Aura/Look/NameElision.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;

namespace
{

/** Every character one wide, whatever its bytes. */
double characters(const std::string& text)
{
    return static_cast<double>(std::count_if(text.begin(), text.end(),
                                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

} // namespace

TEST_CASE("a name that fits is left alone")
{
    REQUIRE(elidedInMiddle("Kick 01", 7, characters) == "Kick 01");
    REQUIRE(elidedInMiddle("", 0, characters).empty());
}

TEST_CASE("a longer one keeps its beginning and its end")
{
    REQUIRE(elidedInMiddle("Vocals lead take 12", 9, characters) == "Voca\u2026e 12");
    REQUIRE(elidedInMiddle("abcdef", 2, characters) == "a\u2026");
    REQUIRE(elidedInMiddle("abcdef", 1, characters).empty());
}

TEST_CASE("as much as fits is kept at every width, and no character is cut")
{
    const std::string name = "Gr\u00FC\u00DFe aus M\u00FCnchen \u2013 \u97F3\u697D.wav";
    for (auto width = 2.0; width < characters(name); ++width)
    {
        const auto shown = elidedInMiddle(name, width, characters);
        REQUIRE(characters(shown) == width);
        const auto ellipsis = shown.find("\u2026");
        REQUIRE(name.starts_with(shown.substr(0, ellipsis)));
        REQUIRE(name.ends_with(shown.substr(ellipsis + 3)));
    }
}
