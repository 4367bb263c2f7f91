#include "Aura/Look/Look.h"

#include "Aura/Look/Icons.h"
#include "Aura/Look/NameElision.h"

namespace loophole::aura
{
namespace
{

constexpr float tooltipPadding = 8;
constexpr float widestTooltip = 420;

} // namespace

Look::Look(const Palette& palette) : palette(palette)
{
    family = juce::Font::findAllTypefaceNames().contains("Inter") ? juce::String("Inter")
                                                                  : juce::Font::getDefaultSansSerifFontName();
    setDefaultSansSerifTypefaceName(family);
    setControlColours();
}

void Look::setControlColours()
{
    auto& p = palette;
    setColourScheme(
        {p.window, p.panel, p.raised, p.hairline, p.textNormal, p.accent, p.onBright, p.accent, p.textStrong});
    setColour(juce::TextButton::buttonColourId, p.raised);
    setColour(juce::TextButton::textColourOffId, p.textStrong);
    setColour(juce::TextButton::textColourOnId, p.onBright);
    setColour(juce::TextEditor::backgroundColourId, p.window);
    setColour(juce::TextEditor::textColourId, p.textStrong);
    setColour(juce::TextEditor::highlightColourId, p.accent.withAlpha(0.35f));
    setColour(juce::TextEditor::highlightedTextColourId, p.textStrong);
    setColour(juce::CaretComponent::caretColourId, p.accent);
    setColour(juce::Label::textColourId, p.textNormal);
    setColour(juce::Label::textWhenEditingColourId, p.textStrong);
    setColour(juce::Label::backgroundWhenEditingColourId, p.window);
    setColour(juce::Label::outlineWhenEditingColourId, p.accent);
    setColour(juce::ListBox::backgroundColourId, p.panel);
    setColour(juce::PopupMenu::backgroundColourId, p.raised);
    setColour(juce::PopupMenu::textColourId, p.textStrong);
    setColour(juce::PopupMenu::highlightedBackgroundColourId, p.accent.withAlpha(0.25f));
    setColour(juce::PopupMenu::highlightedTextColourId, p.textStrong);
    setColour(juce::AlertWindow::backgroundColourId, p.panel);
    setColour(juce::AlertWindow::textColourId, p.textStrong);
    setColour(juce::AlertWindow::outlineColourId, p.hairline);
    setColour(juce::ResizableWindow::backgroundColourId, p.window);
    setColour(juce::DirectoryContentsDisplayComponent::textColourId, p.textStrong);
    setColour(juce::DirectoryContentsDisplayComponent::highlightColourId, p.accent.withAlpha(0.25f));
    setColour(juce::DirectoryContentsDisplayComponent::highlightedTextColourId, p.textStrong);
}

const Look& Look::of(const juce::Component& component)
{
    const auto* look = dynamic_cast<const Look*>(&component.getLookAndFeel());
    jassert(look != nullptr);
    return *look;
}

juce::Font Look::font(float height) const
{
    // Heights are those of LOOK's design units: the size of the em, not of JUCE's line.
    return juce::Font(family, height, juce::Font::plain).withPointHeight(height);
}

juce::Font Look::strong(float height) const
{
    return juce::Font(family, height, juce::Font::bold).withPointHeight(height);
}

juce::Typeface::Ptr Look::getTypefaceForFont(const juce::Font& font)
{
    return LookAndFeel_V4::getTypefaceForFont(font);
}

void Look::drawFocusRing(juce::Graphics& g, juce::Rectangle<int> area) const
{
    g.setColour(palette.accent);
    g.drawRoundedRectangle(area.toFloat().reduced(0.75f), radius, 1.5f);
}

void Look::drawButtonBackground(juce::Graphics& g, juce::Button& button, const juce::Colour&, bool over, bool down)
{
    const auto area = button.getLocalBounds().toFloat().reduced(0.5f);
    auto ground = button.getToggleState() ? palette.accent : palette.raised;
    if (down || over)
        ground = ground.interpolatedWith(palette.textStrong, down ? 0.18f : 0.08f);
    g.setColour(ground.withMultipliedAlpha(button.isEnabled() ? 1.0f : 0.5f));
    g.fillRoundedRectangle(area, radius);
    g.setColour(palette.hairline);
    g.drawRoundedRectangle(area, radius, 1);
    if (button.hasKeyboardFocus(false))
        drawFocusRing(g, button.getLocalBounds());
}

void Look::drawLinearSlider(juce::Graphics& g, int x, int y, int width, int height, float position, float, float,
                            juce::Slider::SliderStyle style, juce::Slider& slider)
{
    const auto isVertical = style == juce::Slider::LinearVertical;
    const auto isBipolar = slider.getMinimum() < 0 && slider.getMaximum() == -slider.getMinimum();
    const auto area = juce::Rectangle<int>(x, y, width, height).toFloat();
    const auto emphasis = slider.isMouseOverOrDragging() ? palette.textStrong : palette.textNormal;
    const auto centre = isVertical ? area.getCentreX() : area.getCentreY();
    constexpr auto thickness = 3.0f;

    g.setColour(palette.hairline);
    if (isVertical)
        g.fillRoundedRectangle(centre - thickness / 2, area.getY(), thickness, area.getHeight(), thickness / 2);
    else
        g.fillRoundedRectangle(area.getX(), centre - thickness / 2, area.getWidth(), thickness, thickness / 2);

    const auto origin = isVertical ? area.getBottom() : isBipolar ? area.getCentreX() : area.getX();
    g.setColour(slider.isEnabled() ? palette.accent.withAlpha(0.8f) : palette.textQuiet);
    if (isVertical)
        g.fillRoundedRectangle(centre - thickness / 2, position, thickness, origin - position, thickness / 2);
    else
        g.fillRoundedRectangle(juce::jmin(origin, position), centre - thickness / 2, std::abs(position - origin),
                               thickness, thickness / 2);

    g.setColour(emphasis);
    if (isVertical)
        g.fillRoundedRectangle(centre - 9, position - 4, 18, 8, 2);
    else
        g.fillRoundedRectangle(position - 2.5f, centre - 6, 5, 12, 2);
    if (slider.hasKeyboardFocus(true))
        drawFocusRing(g, slider.getLocalBounds());
}

void Look::drawScrollbar(juce::Graphics& g, juce::ScrollBar&, int x, int y, int width, int height, bool isVertical,
                         int thumbStart, int thumbSize, bool over, bool down)
{
    if (thumbSize <= 0)
        return;
    auto thumb = isVertical ? juce::Rectangle<int>(x, thumbStart, width, thumbSize)
                            : juce::Rectangle<int>(thumbStart, y, thumbSize, height);
    g.setColour(palette.textQuiet.withAlpha(down ? 0.9f : over ? 0.7f : 0.45f));
    g.fillRoundedRectangle(thumb.toFloat().reduced(2), 3);
}

void Look::fillTextEditorBackground(juce::Graphics& g, int width, int height, juce::TextEditor& editor)
{
    g.setColour(editor.findColour(juce::TextEditor::backgroundColourId));
    g.fillRoundedRectangle(juce::Rectangle<int>(width, height).toFloat().reduced(0.5f), radius);
}

void Look::drawTextEditorOutline(juce::Graphics& g, int width, int height, juce::TextEditor& editor)
{
    const auto focused = editor.hasKeyboardFocus(true);
    g.setColour(focused ? palette.accent : palette.hairline);
    g.drawRoundedRectangle(juce::Rectangle<int>(width, height).toFloat().reduced(focused ? 0.75f : 0.5f), radius,
                           focused ? 1.5f : 1.0f);
}

void Look::drawMenuBarBackground(juce::Graphics& g, int width, int height, bool, juce::MenuBarComponent&)
{
    g.fillAll(palette.panel);
    g.setColour(palette.hairline);
    drawHorizontalHairline(g, static_cast<float>(height) - 1, 0, static_cast<float>(width));
}

void Look::drawMenuBarItem(juce::Graphics& g, int width, int height, int, const juce::String& text, bool over,
                           bool open, bool, juce::MenuBarComponent& bar)
{
    if (over || open)
    {
        g.setColour(palette.raised);
        g.fillRoundedRectangle(juce::Rectangle<int>(width, height).toFloat().reduced(1, 2), radius);
    }
    g.setColour(over || open ? palette.textStrong : bar.isEnabled() ? palette.textNormal : palette.textQuiet);
    g.setFont(body());
    g.drawText(text, 0, 0, width, height, juce::Justification::centred, false);
}

void Look::drawPopupMenuBackground(juce::Graphics& g, int width, int height)
{
    g.fillAll(palette.raised);
    g.setColour(palette.hairline);
    g.drawRect(0, 0, width, height);
}

void Look::drawFileBrowserRow(juce::Graphics& g, int width, int height, const juce::File&, const juce::String& name,
                              juce::Image*, const juce::String& size, const juce::String& time, bool isFolder,
                              bool isSelected, int, juce::DirectoryContentsDisplayComponent&)
{
    if (isSelected)
        g.fillAll(palette.accent.withAlpha(0.2f));
    auto area = juce::Rectangle<int>(width, height).reduced(8, 0);
    drawIcon(g, isFolder ? Icon::folder : Icon::audioFile, area.removeFromLeft(14).toFloat(), palette.textNormal);
    area.removeFromLeft(8);
    g.setFont(label());
    g.setColour(palette.textQuiet);
    if (!isFolder)
    {
        g.drawText(time, area.removeFromRight(104), juce::Justification::centredRight, true);
        g.drawText(size, area.removeFromRight(72), juce::Justification::centredRight, true);
    }
    g.setFont(body());
    g.setColour(isSelected ? palette.textStrong : palette.textNormal);
    g.drawText(elidedInMiddle(name, body(), area.getWidth()), area, juce::Justification::centredLeft, false);
}

juce::TextLayout Look::tooltipLayout(const juce::String& text) const
{
    juce::AttributedString attributed;
    attributed.append(text, label(), palette.textStrong);
    juce::TextLayout layout;
    layout.createLayoutWithBalancedLineLengths(attributed, widestTooltip);
    return layout;
}

juce::Rectangle<int> Look::getTooltipBounds(const juce::String& text, juce::Point<int> at, juce::Rectangle<int> parent)
{
    const auto layout = tooltipLayout(text);
    const auto width = juce::roundToInt(std::ceil(layout.getWidth() + 2 * tooltipPadding));
    const auto height = juce::roundToInt(std::ceil(layout.getHeight() + 2 * tooltipPadding - 4));
    const auto x = at.x > parent.getCentreX() ? at.x - width - 8 : at.x + 16;
    const auto y = at.y > parent.getCentreY() ? at.y - height - 8 : at.y + 16;
    return juce::Rectangle<int>(x, y, width, height).constrainedWithin(parent);
}

void Look::drawTooltip(juce::Graphics& g, const juce::String& text, int width, int height)
{
    const juce::Rectangle<int> area(width, height);
    g.fillAll(palette.raised);
    g.setColour(palette.hairline);
    g.drawRect(area);
    tooltipLayout(text).draw(g, area.toFloat().reduced(tooltipPadding, tooltipPadding - 2));
}

bool isShown(const juce::Component& component)
{
    const auto* parent = component.getParentComponent();
    return component.isVisible() && (parent == nullptr || isShown(*parent));
}

void drawHorizontalHairline(juce::Graphics& g, float y, float left, float right)
{
    const auto scale = g.getInternalContext().getPhysicalPixelScaleFactor();
    g.fillRect(juce::Rectangle<float>(left, std::round(y * scale) / scale, right - left, 1 / scale));
}

void drawVerticalHairline(juce::Graphics& g, float x, float top, float bottom)
{
    const auto scale = g.getInternalContext().getPhysicalPixelScaleFactor();
    g.fillRect(juce::Rectangle<float>(std::round(x * scale) / scale, top, 1 / scale, bottom - top));
}

namespace
{

/** Calls place(character, x, width) along a line in which every figure has the same width; returns the line's. */
template <class Place>
float placeFigures(const juce::Font& font, const juce::String& text, Place place)
{
    const auto figure = font.getStringWidthFloat("0");
    auto x = 0.0f;
    for (auto at = text.getCharPointer(); !at.isEmpty(); ++at)
    {
        const auto character = juce::String::charToString(*at);
        const auto width = juce::CharacterFunctions::isDigit(*at) ? figure : font.getStringWidthFloat(character);
        place(character, x, width);
        x += width;
    }
    return x;
}

} // namespace

float widthOfFigures(const juce::Font& font, const juce::String& text)
{
    return placeFigures(font, text, [](const juce::String&, float, float) {});
}

float drawFigures(juce::Graphics& g, const juce::String& text, juce::Rectangle<float> area, juce::Justification where)
{
    const auto font = g.getCurrentFont();
    const auto width = widthOfFigures(font, text);
    const auto left = where.appliedToRectangle(juce::Rectangle<float>(width, area.getHeight()), area).getX();
    const auto baseline = std::round(area.getCentreY() + font.getAscent() - font.getHeight() / 2);
    juce::GlyphArrangement glyphs;
    placeFigures(font, text,
                 [&](const juce::String& character, float x, float cell)
                 {
                     const auto own = font.getStringWidthFloat(character);
                     glyphs.addLineOfText(font, character, left + x + (cell - own) / 2, baseline);
                 });
    glyphs.draw(g);
    return width;
}

juce::String toText(const std::string& bytes)
{
    const auto* begin = bytes.data();
    if (juce::CharPointer_UTF8::isValidString(begin, static_cast<int>(bytes.size())))
        return juce::String::fromUTF8(begin, static_cast<int>(bytes.size()));
    juce::String text;
    for (const auto byte : bytes)
        text += static_cast<unsigned char>(byte) < 0x80
                    ? juce::String::charToString(static_cast<juce::juce_wchar>(byte))
                    : juce::String::charToString(0xFFFD);
    return text;
}

juce::String elidedInMiddle(const juce::String& name, const juce::Font& font, double width)
{
    return toText(elidedInMiddle(name.toStdString(), width,
                                 [&](const std::string& text)
                                 { return static_cast<double>(font.getStringWidthFloat(toText(text))); }));
}

} // namespace loophole::aura
