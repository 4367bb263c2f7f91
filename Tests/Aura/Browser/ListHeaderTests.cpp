#include "Aura/Browser/ListHeader.h"

#include "Aura/PanelFixture.h"

using namespace loophole::aura;

namespace
{

struct Header : PanelFixture
{
    Header()
    {
        header.setSize(330, ListHeader::height);
        header.follow(0, 330);
        header.onChange = [this] { ++changes; };
    }

    [[nodiscard]] juce::MouseEvent at(int x, int downX) const
    {
        const juce::Point<float> position(static_cast<float>(x), 5);
        const juce::Point<float> down(static_cast<float>(downX), 5);
        auto* component = const_cast<ListHeader*>(&header);
        return {juce::Desktop::getInstance().getMainMouseSource(),
                position,
                juce::ModifierKeys::leftButtonModifier,
                0,
                0,
                0,
                0,
                0,
                component,
                component,
                juce::Time(),
                down,
                juce::Time(),
                1,
                x != downX};
    }
    void click(int x)
    {
        header.mouseDown(at(x, x));
        header.mouseUp(at(x, x));
    }
    [[nodiscard]] int leftOf(Column column) const
    {
        for (const auto& span : columns.layout(330))
            if (span.column == column)
                return span.x;
        return -1;
    }

    ListColumns columns;
    ListHeader header{columns};
    int changes = 0;
};

} // namespace

TEST_CASE("a click on a header sorts by it")
{
    Header header;
    header.click(header.leftOf(Column::length) + 20);
    CHECK(header.columns.order() == ListOrder{Column::length, false});
    header.click(10);
    CHECK(header.columns.order() == ListOrder{Column::name, false});
    CHECK(header.changes == 2);
}

TEST_CASE("the left edge of a column follows the hand and does not sort")
{
    Header header;
    const auto edge = header.leftOf(Column::waveform);
    header.header.mouseDown(header.at(edge + 1, edge + 1));
    header.header.mouseDrag(header.at(edge - 39, edge + 1));
    header.header.mouseUp(header.at(edge - 39, edge + 1));
    CHECK(header.leftOf(Column::waveform) == edge - 40);
    CHECK_FALSE(header.columns.order().column);
    header.header.mouseDoubleClick(header.at(edge - 40, edge - 40));
    CHECK(header.leftOf(Column::waveform) == edge);
}

TEST_CASE("the menu offers every column but the name")
{
    Header header;
    auto menu = header.header.columnMenu();
    int items = 0;
    for (juce::PopupMenu::MenuItemIterator at(menu); at.next();)
        items += at.getItem().isSectionHeader ? 0 : 1;
    CHECK(items == static_cast<int>(columnCount) - 1);
}
