#pragma once

#include "Aura/Browser/ListColumns.h"
#include "Aura/Look/Look.h"

#include <functional>

namespace loophole::aura
{

/** The line above the list: a click on a column sorts, its left edge is dragged to resize it, a right click chooses
    columns. Message thread. */
class ListHeader final : public juce::Component, public juce::SettableTooltipClient
{
public:
    static constexpr int height = 20;

    explicit ListHeader(ListColumns&);

    /** As far as the list below is scrolled sideways, and as wide as its rows. */
    void follow(int scrolledBy, int rowWidth);
    /** The user has changed the columns or the order. */
    std::function<void()> onChange;
    [[nodiscard]] juce::PopupMenu columnMenu();

    void paint(juce::Graphics&) override;
    void mouseMove(const juce::MouseEvent&) override;
    void mouseDown(const juce::MouseEvent&) override;
    void mouseDrag(const juce::MouseEvent&) override;
    void mouseUp(const juce::MouseEvent&) override;
    void mouseDoubleClick(const juce::MouseEvent&) override;

private:
    [[nodiscard]] std::optional<Column> edgeAt(int x) const;
    [[nodiscard]] std::optional<Column> columnAt(int x) const;
    void changed();

    ListColumns& columns;
    int scrolled = 0;
    int width = 0;
    std::optional<Column> dragged;
    int widthBefore = 0;
    bool wasDragged = false;
};

} // namespace loophole::aura
