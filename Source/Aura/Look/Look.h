#pragma once

#include "Aura/Look/Palette.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** How controls are drawn: colours by role, Inter or else the system's sans, focus rings, hairlines of one physical
    pixel. Owned by Aura, used on the message thread. */
class Look final : public juce::LookAndFeel_V4
{
public:
    static constexpr float radius = 4;

    explicit Look(const Palette&);

    /** The one in use by a component; every component of the window stands below one. */
    [[nodiscard]] static const Look& of(const juce::Component&);

    [[nodiscard]] const Palette& colours() const { return palette; }
    [[nodiscard]] juce::Font body() const { return font(13); }
    [[nodiscard]] juce::Font label() const { return font(11); }
    [[nodiscard]] juce::Font strong(float height) const;
    [[nodiscard]] juce::Font font(float height) const;

    /** A ring just inside the area, for what has the keyboard. */
    void drawFocusRing(juce::Graphics&, juce::Rectangle<int> area) const;

    juce::Typeface::Ptr getTypefaceForFont(const juce::Font&) override;
    void drawButtonBackground(juce::Graphics&, juce::Button&, const juce::Colour&, bool over, bool down) override;
    juce::Font getTextButtonFont(juce::TextButton&, int) override { return body(); }
    void drawLinearSlider(juce::Graphics&, int x, int y, int width, int height, float position, float, float,
                          juce::Slider::SliderStyle, juce::Slider&) override;
    int getSliderThumbRadius(juce::Slider&) override { return 8; }
    void drawScrollbar(juce::Graphics&, juce::ScrollBar&, int x, int y, int width, int height, bool isVertical,
                       int thumbStart, int thumbSize, bool over, bool down) override;
    int getDefaultScrollbarWidth() override { return 10; }
    void fillTextEditorBackground(juce::Graphics&, int width, int height, juce::TextEditor&) override;
    void drawTextEditorOutline(juce::Graphics&, int width, int height, juce::TextEditor&) override;
    void drawMenuBarBackground(juce::Graphics&, int width, int height, bool, juce::MenuBarComponent&) override;
    void drawMenuBarItem(juce::Graphics&, int width, int height, int index, const juce::String&, bool over, bool open,
                         bool overBar, juce::MenuBarComponent&) override;
    juce::Font getMenuBarFont(juce::MenuBarComponent&, int, const juce::String&) override { return body(); }
    juce::Font getPopupMenuFont() override { return body(); }
    void drawPopupMenuBackground(juce::Graphics&, int width, int height) override;
    juce::Rectangle<int> getTooltipBounds(const juce::String&, juce::Point<int>, juce::Rectangle<int>) override;
    void drawTooltip(juce::Graphics&, const juce::String&, int width, int height) override;
    juce::Font getLabelFont(juce::Label&) override { return body(); }
    void drawFileBrowserRow(juce::Graphics&, int width, int height, const juce::File&, const juce::String& name,
                            juce::Image*, const juce::String& size, const juce::String& time, bool isFolder,
                            bool isSelected, int, juce::DirectoryContentsDisplayComponent&) override;
    juce::Font getAlertWindowMessageFont() override { return body(); }
    juce::Font getAlertWindowTitleFont() override { return strong(16); }
    juce::Font getAlertWindowFont() override { return body(); }

private:
    void setControlColours();
    [[nodiscard]] juce::TextLayout tooltipLayout(const juce::String&) const;

    const Palette& palette;
    juce::String family;
};

/** Whether it and all around it are visible. JUCE's isShowing() also asks the display whether the window is minimised,
    and waits for the answer. */
[[nodiscard]] bool isShown(const juce::Component&);

/** Fills a line of exactly one physical pixel at the upper or left edge of a coordinate. */
void drawHorizontalHairline(juce::Graphics&, float y, float left, float right);
void drawVerticalHairline(juce::Graphics&, float x, float top, float bottom);

/** Text whose figures are all equally wide, so that running numbers stand still. Returns its width. */
float drawFigures(juce::Graphics&, const juce::String&, juce::Rectangle<float> area, juce::Justification);
[[nodiscard]] float widthOfFigures(const juce::Font&, const juce::String&);

/** UTF-8 as Loophole's own text and paths have it; bytes that are none show as �. */
[[nodiscard]] juce::String toText(const std::string&);
[[nodiscard]] juce::String elidedInMiddle(const juce::String&, const juce::Font&, double width);

} // namespace loophole::aura
