#include "Aura/Browser/BrowserPanel.h"
#include "Aura/Preferences/Preferences.h"

namespace loophole::aura
{
namespace
{

constexpr int barHeight = 28;
constexpr int fieldHeight = 26;
constexpr int infoHeight = 20;
constexpr int widthForLeft = 500;
constexpr int heightForAbove = 700;
constexpr int leftWidth = 190;
constexpr int aboveHeight = 220;
/** With all that stands above it, and three rows. */
constexpr int leastListHeight = 174;

} // namespace

void BrowserPanel::uncoverList()
{
    if (std::exchange(coversList, false))
        resized();
}

BrowserPanel::Sources BrowserPanel::sourcesPlace() const
{
    if (coversList)
        return Sources::over;
    if (!showsSources)
        return Sources::hidden;
    return getWidth() >= widthForLeft      ? Sources::left
           : getHeight() >= heightForAbove ? Sources::above
                                           : Sources::hidden;
}

void BrowserPanel::toggleSources()
{
    const auto hasRoom = getWidth() >= widthForLeft || getHeight() >= heightForAbove;
    if (hasRoom)
    {
        showsSources = !showsSources;
        context.preferences.set("browser.sources", showsSources);
    }
    else
        coversList = !coversList;
    resized();
    if (sources.isVisible())
        sources.focus();
    else
        list.focus();
}

void BrowserPanel::resized()
{
    const auto place = sourcesPlace();
    auto area = getLocalBounds();
    // A low window has rows rather than a picture of one of them.
    const auto previewHeight = std::min(PreviewPane::heightIn(getHeight()), area.getHeight() - leastListHeight);
    preview.setVisible(previewHeight >= PreviewPane::leastHeight);
    if (preview.isVisible())
        preview.setBounds(area.removeFromBottom(previewHeight));
    auto bar = area.removeFromTop(barHeight + 8).reduced(8, 4);
    sourcesButton.setBounds(bar.removeFromLeft(barHeight));
    upButton.setBounds(bar.removeFromLeft(barHeight));
    bar.removeFromLeft(4);
    crumbs.setBounds(bar);
    sourcesButton.setToggleState(place != Sources::hidden, juce::dontSendNotification);
    sources.setVisible(place != Sources::hidden);
    sources.setChoosesAtOnce(place == Sources::left || place == Sources::above);
    list.setVisible(place != Sources::over);
    searchField.setVisible(place != Sources::over);
    if (place == Sources::over)
        return sources.setBounds(area);
    if (place == Sources::left)
        sources.setBounds(area.removeFromLeft(leftWidth).withTrimmedRight(1));
    else if (place == Sources::above)
        sources.setBounds(area.removeFromTop(aboveHeight).withTrimmedBottom(4));
    layOutList(area);
}

void BrowserPanel::layOutList(juce::Rectangle<int> area)
{
    searchField.setBounds(area.removeFromTop(fieldHeight).reduced(8, 0));
    infoArea = area.removeFromTop(infoHeight).reduced(8, 0);
    list.setBounds(area);
}

void BrowserPanel::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    if (sourcesPlace() == Sources::left)
        drawVerticalHairline(g, static_cast<float>(sources.getRight()), static_cast<float>(sources.getY()),
                             static_cast<float>(sources.getBottom()));
    if (!list.isVisible())
        return;
    g.setColour(info.isFault ? colours.fault : colours.textQuiet);
    g.setFont(look.label());
    g.drawText(toText(info.text), infoArea, juce::Justification::centredLeft, true);
}

void BrowserPanel::paintOverChildren(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    if (list.isVisible() && !info.invitation.empty())
    {
        g.setColour(look.colours().textQuiet);
        g.setFont(look.body());
        g.drawFittedText(toText(info.invitation), list.getBounds().reduced(16).withTrimmedTop(24).removeFromTop(64),
                         juce::Justification::centred, 4);
    }
    if (isDropping)
    {
        g.setColour(look.colours().accent);
        g.drawRect(getLocalBounds(), 2);
    }
}

} // namespace loophole::aura
