#include "Aura/Browser/ListHeader.h"

#include "Aura/Look/Icons.h"

namespace loophole::aura
{
namespace
{

constexpr int edgeReach = 4;

} // namespace

ListHeader::ListHeader(ListColumns& toShow) : columns(toShow)
{
    setTitle("Columns");
    setTooltip("Click to sort, drag an edge to resize, right-click to choose columns");
}

void ListHeader::follow(int scrolledBy, int rowWidth)
{
    if (scrolled == scrolledBy && width == rowWidth)
        return;
    scrolled = scrolledBy;
    width = rowWidth;
    repaint();
}

void ListHeader::changed()
{
    repaint();
    if (onChange)
        onChange();
}

std::optional<Column> ListHeader::edgeAt(int x) const
{
    for (const auto& span : columns.layout(width))
        if (span.column != Column::name && std::abs(x + scrolled - span.x) <= edgeReach)
            return span.column;
    return std::nullopt;
}

std::optional<Column> ListHeader::columnAt(int x) const
{
    for (const auto& span : columns.layout(width))
        if (x + scrolled >= span.x && x + scrolled < span.x + span.width)
            return span.column;
    return std::nullopt;
}

void ListHeader::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.panel);
    g.setFont(look.label());
    for (const auto& span : columns.layout(width))
    {
        juce::Rectangle<int> area(span.x - scrolled, 0, span.width, getHeight());
        if (span.column != Column::name)
        {
            g.setColour(colours.hairline);
            drawVerticalHairline(g, static_cast<float>(area.getX()), 4, static_cast<float>(getHeight() - 4));
        }
        area = area.reduced(8, 0);
        const auto isSorted = columns.order().column == span.column;
        g.setColour(isSorted ? colours.textStrong : colours.textQuiet);
        const juce::String name(kindOf(span.column).name);
        const auto textWidth = look.label().getStringWidth(name);
        if (isSorted && area.getWidth() >= textWidth + 14)
            drawIcon(g, columns.order().isDescending ? Icon::chevronDown : Icon::chevronUp,
                     area.withLeft(area.getX() + textWidth + 2).withWidth(12).toFloat(), colours.accent);
        else if (isSorted)
        {
            g.setColour(colours.accent);
            g.fillRect(area.withTop(getHeight() - 2));
            g.setColour(colours.textStrong);
        }
        g.drawText(name, area.expanded(4, 0).withTrimmedLeft(4), juce::Justification::centredLeft, false);
    }
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, static_cast<float>(getHeight() - 1), 0, static_cast<float>(getWidth()));
}

void ListHeader::mouseMove(const juce::MouseEvent& event)
{
    setMouseCursor(edgeAt(event.x) ? juce::MouseCursor::LeftRightResizeCursor : juce::MouseCursor::NormalCursor);
}

void ListHeader::mouseDown(const juce::MouseEvent& event)
{
    dragged.reset();
    wasDragged = event.mods.isPopupMenu();
    if (event.mods.isPopupMenu())
        return columnMenu().showMenuAsync(juce::PopupMenu::Options().withMousePosition());
    dragged = edgeAt(event.x);
    if (dragged)
        widthBefore = columns.width(*dragged);
}

void ListHeader::mouseDrag(const juce::MouseEvent& event)
{
    if (!dragged)
        return;
    wasDragged = true;
    columns.resize(*dragged, widthBefore - event.getDistanceFromDragStartX());
    changed();
}

void ListHeader::mouseUp(const juce::MouseEvent& event)
{
    if (const auto column = columnAt(event.x); column && !dragged && !wasDragged)
    {
        columns.clicked(*column);
        changed();
    }
    dragged.reset();
}

void ListHeader::mouseDoubleClick(const juce::MouseEvent& event)
{
    if (const auto column = edgeAt(event.x))
    {
        columns.resize(*column, kindOf(*column).usualWidth);
        changed();
    }
}

juce::PopupMenu ListHeader::columnMenu()
{
    juce::PopupMenu menu;
    menu.addSectionHeader("Columns");
    for (std::size_t number = 1; number < columnCount; ++number)
    {
        const auto column = static_cast<Column>(number);
        const auto isShown = columns.isShown(column);
        menu.addItem(kindOf(column).name, true, isShown,
                     [safe = juce::Component::SafePointer<ListHeader>(this), column, isShown]
                     {
                         if (safe == nullptr)
                             return;
                         safe->columns.show(column, !isShown);
                         safe->changed();
                     });
    }
    return menu;
}

} // namespace loophole::aura
