#pragma once

#include "Aura/Browser/FileRow.h"
#include "Aura/Browser/ListColumns.h"
#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraContext.h"

namespace loophole::aura
{

/** The colour of a collection, 1 … 7. */
[[nodiscard]] juce::Colour collectionColour(const Palette&, int number);
/** A filled tag with the number in it, so that it is not told by its colour alone. */
void paintCollection(juce::Graphics&, const Look&, juce::Rectangle<int>, int number);

/** Draws rows of the list of files, column by column. */
class RowPainter
{
public:
    RowPainter(AuraContext& context, const Look& look) : context(context), look(look) {}

    void paint(juce::Graphics&, const FileRow&, const std::vector<ListColumns::Span>&, int height, bool isSelected);
    /** A row that has not arrived: a quiet line, so that fast scrolling shows that there is something. */
    void paintAbsent(juce::Graphics&, const std::vector<ListColumns::Span>&, int height);

private:
    void paintName(juce::Graphics&, const FileRow&, const AudioAsset*, juce::Rectangle<int>, bool isSelected);
    void paintMarks(juce::Graphics&, const FileRow&, juce::Rectangle<int>&);
    void paintColumn(juce::Graphics&, const FileRow&, const AudioAsset*, Column, juce::Rectangle<int>, bool isSelected);

    AuraContext& context;
    const Look& look;
};

} // namespace loophole::aura
