#include "Aura/Browser/BreadcrumbBar.h"

namespace loophole::aura
{
namespace
{

constexpr int padding = 5;
const juce::String ellipsis = juce::String::charToString(0x2026);

} // namespace

BreadcrumbBar::BreadcrumbBar(std::function<void(const BrowserScope&)> whereTo) : go(std::move(whereTo))
{
    setTitle("Where the browser is");
    setTooltip("Click a folder to go there, or beside them to type a path");
    editor.setTitle("Folder");
    editor.setIndents(6, 4);
    editor.setBorder({});
    editor.setSelectAllWhenFocused(true);
    editor.setEscapeAndReturnKeysConsumed(true);
    editor.onReturnKey = [this]
    {
        const std::filesystem::path typed = editor.getText().toStdString();
        endEditing();
        if (!typed.empty())
            go(BrowserScope::ofFolder(typed.lexically_normal()));
    };
    editor.onEscapeKey = [this] { endEditing(); };
    editor.onFocusLost = [this] { endEditing(); };
    addChildComponent(editor);
}

void BreadcrumbBar::lookAndFeelChanged()
{
    const auto& look = Look::of(*this);
    editor.applyFontToAllText(look.body());
    editor.applyColourToAllText(look.colours().textStrong);
    layOut();
}

void BreadcrumbBar::show(std::vector<Breadcrumb> next, const std::filesystem::path& typed)
{
    steps = std::move(next);
    path = typed;
    layOut();
    repaint();
}

void BreadcrumbBar::edit()
{
    editor.setVisible(true);
    lookAndFeelChanged();
    editor.setText(toText(path.string()), false);
    editor.grabKeyboardFocus();
    repaint();
}

void BreadcrumbBar::endEditing()
{
    editor.setVisible(false);
    repaint();
}

void BreadcrumbBar::layOut()
{
    const auto font = Look::of(*this).body();
    std::vector<double> widths;
    for (const auto& step : steps)
        widths.push_back(font.getStringWidthFloat(toText(step.text)) + 2 * padding + 6);
    spans.clear();
    const auto ellipsisWidth = font.getStringWidth(ellipsis) + padding;
    const auto first = steps.empty() ? 0 : stepsLeftOut(widths, getWidth(), ellipsisWidth);
    auto x = first > 0 ? ellipsisWidth : 0;
    for (auto at = first; at < steps.size(); ++at)
    {
        const auto width = std::min(static_cast<int>(widths[at]), std::max(0, getWidth() - x));
        spans.push_back({at, {x, 0, width, getHeight()}});
        x += width;
    }
}

std::optional<std::size_t> BreadcrumbBar::stepAt(int x) const
{
    for (const auto& span : spans)
        if (x >= span.area.getX() && x < span.area.getRight())
            return span.step;
    return std::nullopt;
}

void BreadcrumbBar::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.setFont(look.body());
    if (!spans.empty() && spans.front().step > 0)
    {
        g.setColour(colours.textQuiet);
        g.drawText(ellipsis, juce::Rectangle<int>(0, 0, spans.front().area.getX(), getHeight()),
                   juce::Justification::centred, false);
    }
    for (const auto& span : spans)
    {
        const auto isLast = span.step + 1 == steps.size();
        auto area = span.area;
        if (hovered == span.step && !isLast)
        {
            g.setColour(colours.raised);
            g.fillRoundedRectangle(area.reduced(0, 4).toFloat(), Look::radius);
        }
        if (!isLast)
        {
            juce::Path chevron;
            const auto edge = area.removeFromRight(6).getCentre().toFloat();
            chevron.startNewSubPath(edge.translated(-1.5f, -3));
            chevron.lineTo(edge.translated(1.5f, 0));
            chevron.lineTo(edge.translated(-1.5f, 3));
            g.setColour(colours.textQuiet);
            g.strokePath(chevron, juce::PathStrokeType(1));
        }
        g.setColour(isLast ? colours.textStrong : hovered == span.step ? colours.textNormal : colours.textQuiet);
        const auto text = toText(steps[span.step].text);
        area = area.reduced(padding, 0);
        g.drawText(elidedInMiddle(text, g.getCurrentFont(), area.getWidth() + 1), area,
                   juce::Justification::centredLeft, false);
    }
}

void BreadcrumbBar::resized()
{
    editor.setBounds(getLocalBounds().reduced(0, 2));
    layOut();
}

void BreadcrumbBar::mouseMove(const juce::MouseEvent& event)
{
    if (std::exchange(hovered, stepAt(event.x)) != stepAt(event.x))
        repaint();
}

void BreadcrumbBar::mouseExit(const juce::MouseEvent&)
{
    hovered.reset();
    repaint();
}

void BreadcrumbBar::mouseDown(const juce::MouseEvent& event)
{
    const auto step = stepAt(event.x);
    if (!step)
        return edit();
    go(BrowserScope(steps[*step].scope));
}

} // namespace loophole::aura
