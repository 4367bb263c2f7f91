#include "Aura/Browser/RowPainter.h"

#include "Aura/Browser/RowTexts.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Waveform/FileWaveform.h"

#include <array>

namespace loophole::aura
{
namespace
{

constexpr int iconSize = 14;
constexpr int tagWidth = 13;
/** In the column of names; the column of colours shows all. */
constexpr int mostTagsByName = 3;
constexpr int margin = 8;

bool isInCollection(const FileRow& row, int number)
{
    return (row.collections >> (number - 1) & 1) != 0;
}

void paintStar(juce::Graphics& g, juce::Rectangle<float> area, bool isFilled)
{
    juce::Path star;
    star.addStar(area.getCentre(), 5, area.getHeight() * 0.22f, area.getHeight() * 0.5f);
    if (isFilled)
        g.fillPath(star);
    else
        g.strokePath(star, juce::PathStrokeType(1));
}

bool isOfFigures(Column column)
{
    return column != Column::type && column != Column::tags && column != Column::folder && column != Column::key;
}

} // namespace

juce::Colour collectionColour(const Palette& colours, int number)
{
    // Of the track colours those that the names fit: red, orange, yellow, green, blue, purple.
    constexpr std::array tracks{0, 1, 2, 4, 7, 9};
    return number >= 1 && number <= 6 ? colours.track(tracks[static_cast<std::size_t>(number) - 1]) : colours.textQuiet;
}

void paintCollection(juce::Graphics& g, const Look& look, juce::Rectangle<int> area, int number)
{
    g.setColour(collectionColour(look.colours(), number));
    g.fillRoundedRectangle(area.toFloat(), 3);
    g.setColour(look.colours().onBright);
    g.setFont(look.label());
    g.drawText(juce::String(number), area, juce::Justification::centred, false);
}

void RowPainter::paint(juce::Graphics& g, const FileRow& row, const std::vector<ListColumns::Span>& spans, int height,
                       bool isSelected)
{
    const auto* asset = row.isFolder ? nullptr : context.model.assetAt(row.path);
    for (const auto& span : spans)
    {
        const juce::Rectangle<int> area(span.x, 0, span.width, height);
        if (span.column == Column::name)
            paintName(g, row, asset, area, isSelected);
        else
            paintColumn(g, row, asset, span.column, area.withTrimmedRight(margin), isSelected);
    }
}

void RowPainter::paintAbsent(juce::Graphics& g, const std::vector<ListColumns::Span>& spans, int height)
{
    g.setColour(look.colours().hairline);
    const auto middle = static_cast<float>(height) / 2;
    for (const auto& span : spans)
        drawHorizontalHairline(g, middle, static_cast<float>(span.x + margin),
                               static_cast<float>(span.x + span.width - margin));
}

void RowPainter::paintName(juce::Graphics& g, const FileRow& row, const AudioAsset* asset, juce::Rectangle<int> area,
                           bool isSelected)
{
    const auto& colours = look.colours();
    area = area.withTrimmedLeft(margin).withTrimmedRight(4);
    const auto status = statusOf(row, asset);
    if (row.isFolder)
        drawIcon(g, Icon::folder, area.removeFromLeft(iconSize).toFloat(), colours.textQuiet);
    else if (status.icon != Icon::none)
        drawIcon(g, status.icon, area.removeFromLeft(iconSize).toFloat(),
                 status.icon == Icon::cloud     ? colours.cloud
                 : status.icon == Icon::pending ? colours.pending
                                                : colours.fault);
    if (row.isFolder || status.icon != Icon::none)
        area.removeFromLeft(6);
    paintMarks(g, row, area);
    g.setFont(look.body());
    g.setColour(status.icon != Icon::none && !isSelected ? colours.textQuiet
                : isSelected                             ? colours.textStrong
                                                         : colours.textNormal);
    g.drawText(elidedInMiddle(toText(textOf(row, Column::name)), g.getCurrentFont(), area.getWidth()), area,
               juce::Justification::centredLeft, false);
}

void RowPainter::paintMarks(juce::Graphics& g, const FileRow& row, juce::Rectangle<int>& area)
{
    int shown = 0;
    for (int number = 7; number >= 1; --number)
        if (isInCollection(row, number) && ++shown <= mostTagsByName)
            paintCollection(
                g, look, area.removeFromRight(tagWidth + 2).withTrimmedLeft(2).withSizeKeepingCentre(13, 14), number);
    if (row.isFavourite)
    {
        g.setColour(look.colours().warning);
        paintStar(g, area.removeFromRight(iconSize).toFloat().withSizeKeepingCentre(13, 13), true);
    }
    if (shown > 0 || row.isFavourite)
        area.removeFromRight(4);
}

void RowPainter::paintColumn(juce::Graphics& g, const FileRow& row, const AudioAsset* asset, Column column,
                             juce::Rectangle<int> area, bool isSelected)
{
    const auto& colours = look.colours();
    if (row.isFolder && column != Column::folder)
        return;
    if (column == Column::waveform)
    {
        const auto body = isSelected ? colours.accent : colours.textQuiet;
        if (asset != nullptr && asset->offlineStatus == OfflineStatus::present)
            return paintFileWaveform(g, context, *asset, area.reduced(0, 4), body, colours, false);
        g.setColour(body.withAlpha(0.35f));
        return drawHorizontalHairline(g, static_cast<float>(area.getCentreY()), static_cast<float>(area.getX()),
                                      static_cast<float>(area.getRight()));
    }
    if (column == Column::rating)
    {
        g.setColour(row.rating > 0 ? colours.warning : colours.hairline);
        for (int star = 1; star <= 5; ++star)
            paintStar(g, area.removeFromLeft(11).toFloat().withSizeKeepingCentre(10, 10), star <= row.rating);
        return;
    }
    if (column == Column::collections)
    {
        for (int number = 1; number <= 7; ++number)
            if (isInCollection(row, number))
                paintCollection(g, look, area.removeFromLeft(tagWidth + 2).withSizeKeepingCentre(13, 14), number);
        return;
    }
    g.setFont(look.label());
    g.setColour(isSelected ? colours.textNormal : colours.textQuiet);
    const auto text = toText(textOf(row, column));
    if (isOfFigures(column))
        drawFigures(g, text, area.toFloat(), juce::Justification::centredRight);
    else
        g.drawText(elidedInMiddle(text, g.getCurrentFont(), area.getWidth()), area, juce::Justification::centredLeft,
                   false);
}

} // namespace loophole::aura
