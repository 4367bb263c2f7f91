#include "Aura/Browser/ListColumns.h"

#include <catch2/catch.hpp>
#include <set>

using namespace loophole::aura;

namespace
{

std::vector<Column> shownIn(const ListColumns& columns)
{
    std::vector<Column> all;
    for (const auto& span : columns.layout(800))
        all.push_back(span.column);
    return all;
}

} // namespace

TEST_CASE("name, waveform and length are shown until the user says otherwise")
{
    CHECK(shownIn(ListColumns()) == std::vector{Column::name, Column::waveform, Column::length});
}

TEST_CASE("columns fill the width from the right, and the name has what they leave")
{
    ListColumns columns;
    const auto spans = columns.layout(330);
    REQUIRE(spans.size() == 3);
    CHECK(spans[0].x == 0);
    CHECK(spans[0].width == 330 - columns.width(Column::waveform) - columns.width(Column::length));
    CHECK(spans[1].x == spans[0].width);
    CHECK(spans[2].x + spans[2].width == 330);
}

TEST_CASE("columns that do not fit make the rows wider than the list rather than the names unreadable")
{
    ListColumns columns;
    for (const auto column : {Column::rate, Column::tags, Column::folder})
        columns.show(column, true);
    CHECK(columns.contentWidth(200) > 200);
    CHECK(columns.layout(200)[0].width == ListColumns::leastNameWidth);
    CHECK(columns.contentWidth(900) == 900);
}

TEST_CASE("a column is no narrower than its least width, the name is as wide as it may be and always there")
{
    ListColumns columns;
    columns.resize(Column::waveform, 1);
    CHECK(columns.width(Column::waveform) == kindOf(Column::waveform).leastWidth);
    columns.resize(Column::waveform, 100'000);
    CHECK(columns.width(Column::waveform) == ListColumns::mostWidth);
    columns.show(Column::name, false);
    CHECK(columns.isShown(Column::name));
}

TEST_CASE("a header sorts, sorts the other way round, and lets it be")
{
    ListColumns columns;
    columns.clicked(Column::length);
    CHECK(columns.order() == ListOrder{Column::length, false});
    columns.clicked(Column::length);
    CHECK(columns.order() == ListOrder{Column::length, true});
    columns.clicked(Column::length);
    CHECK(columns.order() == ListOrder{});
    columns.clicked(Column::length);
    columns.clicked(Column::name);
    CHECK(columns.order() == ListOrder{Column::name, false});
    columns.clicked(Column::waveform); // a picture has no order
    CHECK(columns.order() == ListOrder{Column::name, false});
}

TEST_CASE("columns come back from their text, and what is not understood in it does no harm")
{
    ListColumns columns;
    columns.show(Column::key, true);
    columns.show(Column::waveform, false);
    columns.resize(Column::key, 77);
    columns.sortBy({Column::tempo, true});
    CHECK(ListColumns::fromText(columns.text()) == columns);
    CHECK(ListColumns::fromText("") == ListColumns());
    CHECK(ListColumns::fromText("sparkle=12 length= =3 length=wide sort=sparkle- -") == ListColumns());
}

TEST_CASE("every column has a name, a code of its own and a width that it may have")
{
    std::set<std::string> codes;
    for (std::size_t number = 0; number < columnCount; ++number)
    {
        const auto& kind = kindOf(static_cast<Column>(number));
        CHECK(kind.column == static_cast<Column>(number));
        CHECK(codes.insert(kind.code).second);
        CHECK((kind.column == Column::name || kind.usualWidth >= kind.leastWidth));
    }
}
