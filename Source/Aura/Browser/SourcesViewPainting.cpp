#include "Aura/Browser/RowPainter.h"
#include "Aura/Browser/SourcesView.h"

namespace loophole::aura
{
namespace
{

constexpr int iconSize = 14;

Icon iconOf(const SourceRow& row)
{
    switch (row.scope.kind)
    {
    case BrowserScope::Kind::folder:
    case BrowserScope::Kind::place:
        return row.isAway ? Icon::missing : Icon::folder;
    case BrowserScope::Kind::library:
        return Icon::audioFile;
    case BrowserScope::Kind::search:
        return Icon::search;
    case BrowserScope::Kind::recents:
        return Icon::loop;
    case BrowserScope::Kind::favourites:
    case BrowserScope::Kind::collection:
        break;
    }
    return Icon::none;
}

} // namespace

void SourcesView::paintChevron(juce::Graphics& g, const SourceRow& row, juce::Rectangle<int> area) const
{
    if (!row.canExpand)
        return;
    juce::Path chevron;
    chevron.addTriangle(-2.5f, -3.5f, 2.5f, 0, -2.5f, 3.5f);
    const auto centre = area.getCentre().toFloat();
    auto turn = juce::AffineTransform::rotation(row.isExpanded ? juce::MathConstants<float>::halfPi : 0);
    g.setColour(Look::of(*this).colours().textQuiet);
    g.fillPath(chevron, turn.translated(centre));
}

void SourcesView::paintHeading(juce::Graphics& g, const SourceRow& row, juce::Rectangle<int> area) const
{
    const auto& look = Look::of(*this);
    paintChevron(g, row, area.removeFromLeft(chevronWidth));
    g.setColour(look.colours().textQuiet);
    g.setFont(look.strong(11));
    g.drawText(toText(row.text), row.canExpand ? area : area.withLeft(8), juce::Justification::centredLeft, true);
}

void SourcesView::paintScope(juce::Graphics& g, const SourceRow& row, juce::Rectangle<int> area, bool isSelected) const
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    area.removeFromLeft(row.depth * indent);
    paintChevron(g, row, area.removeFromLeft(chevronWidth));
    const auto icon = area.removeFromLeft(iconSize);
    if (row.scope.kind == BrowserScope::Kind::collection)
        paintCollection(g, look, icon.withSizeKeepingCentre(13, 14), row.scope.collection);
    else if (row.scope.kind == BrowserScope::Kind::favourites)
    {
        juce::Path star;
        star.addStar(icon.getCentre().toFloat(), 5, 3, 7);
        g.setColour(colours.warning);
        g.fillPath(star);
    }
    else
        drawIcon(g, iconOf(row), icon.toFloat(), row.isAway ? colours.fault : colours.textQuiet);
    area.removeFromLeft(6);
    area.removeFromRight(8);
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    auto figure = row.files ? juce::String(static_cast<juce::int64>(*row.files)) : juce::String();
    if (row.state == LibraryPlace::State::scanning)
        figure = juce::String::fromUTF8("scanning\u2026");
    else if (row.isAway)
        figure = "offline";
    if (figure.isNotEmpty())
        area.removeFromRight(
            static_cast<int>(drawFigures(g, figure, area.toFloat(), juce::Justification::centredRight)) + 8);
    g.setFont(look.body());
    g.setColour(isSelected ? colours.textStrong : row.isAway ? colours.textQuiet : colours.textNormal);
    g.drawText(elidedInMiddle(toText(row.text), g.getCurrentFont(), area.getWidth()), area,
               juce::Justification::centredLeft, false);
}

void SourcesView::paintListBoxItem(int row, juce::Graphics& g, int width, int height, bool isSelected)
{
    const auto* painted = at(row);
    if (painted == nullptr)
        return;
    const auto& look = Look::of(*this);
    if (isSelected)
    {
        g.setColour(look.colours().accent.withAlpha(0.16f));
        g.fillRect(0, 0, width, height);
    }
    const auto area = juce::Rectangle<int>(width, height).withTrimmedLeft(4);
    if (painted->kind == SourceRow::Kind::heading)
        return paintHeading(g, *painted, area);
    if (painted->kind == SourceRow::Kind::scope)
        return paintScope(g, *painted, area, isSelected);
    g.setColour(look.colours().textQuiet);
    g.setFont(look.label());
    g.drawText(toText(painted->text), area.withTrimmedLeft(painted->depth * indent + chevronWidth),
               juce::Justification::centredLeft, true);
}

void SourcesView::paint(juce::Graphics& g)
{
    g.fillAll(Look::of(*this).colours().panel);
}

void SourcesView::paintOverChildren(juce::Graphics& g)
{
    if (!list.hasKeyboardFocus(true))
        return;
    g.setColour(Look::of(*this).colours().accent);
    g.drawRect(getLocalBounds(), 1);
}

} // namespace loophole::aura
