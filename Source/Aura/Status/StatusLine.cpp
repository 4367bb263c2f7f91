#include "Aura/Status/StatusLine.h"

#include "Aura/Look/Look.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

constexpr int iconSize = 14;
constexpr Instant informationTime = std::chrono::seconds(10);
constexpr Instant lookInterval = std::chrono::milliseconds(250);
constexpr int workWidth = 340;

} // namespace

StatusLine::StatusLine(AuraContext& context)
    : context(context), missing(context.model, *this), giveUp(Icon::close, "Give up what is under way", "Give this up")
{
    setOpaque(true);
    giveUp.onClick = [this]
    {
        if (work.empty())
            return;
        for (const auto& message : work.front().cancel)
            this->context.model.send(message);
        if (work.front().giveUp)
            this->context.commands.perform(*work.front().giveUp);
    };
    addChildComponent(giveUp);
    setTitle("Status");
    setMouseClickGrabsKeyboardFocus(false);
    context.model.add(*this);
}

StatusLine::~StatusLine()
{
    context.model.remove(*this);
}

bool StatusLine::hasNotice() const
{
    const auto& notices = context.model.notices();
    return !notices.empty() &&
           (notices.front().kind != Notice::Kind::information || context.model.noticeAge() < informationTime);
}

void StatusLine::frame()
{
    if (std::exchange(hadNotice, hasNotice()) != hadNotice)
        repaint();
    if (context.model.now() < nextLook)
        return;
    nextLook = context.model.now() + lookInterval;
    const auto wasIdle = work.empty();
    work = longWork(context.model);
    giveUp.setVisible(!work.empty() && work.front().canBeGivenUp());
    if (!work.empty() || !wasIdle)
    {
        resized();
        repaint();
    }
}

void StatusLine::resized()
{
    giveUp.setBounds(workArea().removeFromRight(getHeight()).reduced(2));
}

/** To the left of what is missing. */
juce::Rectangle<int> StatusLine::workArea() const
{
    if (work.empty())
        return {};
    return getLocalBounds()
        .withTrimmedRight(missingArea().getWidth())
        .removeFromRight(std::min(getWidth() / 2, workWidth));
}

void StatusLine::paintWork(juce::Graphics& g) const
{
    if (work.empty())
        return;
    const auto& colours = Look::of(*this).colours();
    const auto& first = work.front();
    auto area = workArea().withTrimmedRight(giveUp.isVisible() ? getHeight() : 0).reduced(8, 0);
    const auto line = area.removeFromBottom(4).removeFromTop(2).toFloat();
    g.setColour(colours.hairline);
    g.fillRect(line);
    g.setColour(colours.accent);
    if (first.share >= 0)
        g.fillRect(line.withWidth(line.getWidth() * static_cast<float>(std::min(1.0, first.share))));
    const auto text =
        toText(first.text) + (work.size() > 1 ? ", and " + juce::String(work.size() - 1) + " more" : juce::String());
    g.setColour(colours.textNormal);
    g.drawText(text, area, juce::Justification::centredLeft, true);
}

StatusLine::Sentence StatusLine::sentence() const
{
    const auto& colours = Look::of(*this).colours();
    const auto& model = context.model;
    if (hasNotice())
    {
        const auto& notice = model.notices().front();
        const auto icon = notice.kind == Notice::Kind::fault     ? Icon::fault
                          : notice.kind == Notice::Kind::warning ? Icon::warning
                                                                 : Icon::information;
        const auto colour = icon == Icon::fault     ? colours.fault
                            : icon == Icon::warning ? colours.warning
                                                    : colours.textNormal;
        return {icon, colour, toText(notice.text)};
    }
    if (const auto& device = model.device(); device && !device->warnings.empty())
        return {Icon::warning, colours.warning, toText(device->warnings.front())};
    if (model.session().tracks.empty())
        return {Icon::none, colours.textQuiet, "Ready"};
    std::size_t clips = 0;
    for (const auto& track : model.session().tracks)
        clips += track->clips.size();
    const auto counted = [](std::size_t count, const char* what)
    { return juce::String(static_cast<int>(count)) + ' ' + what + (count == 1 ? "" : "s"); };
    return {Icon::none, colours.textQuiet,
            counted(model.session().tracks.size(), "track") + ", " + counted(clips, "clip") + ", " +
                counted(model.session().assets.size(), "file")};
}

juce::String StatusLine::missingText() const
{
    const auto absent = context.model.absentAssets();
    const auto inCloud = static_cast<int>(std::ranges::count(absent, OfflineStatus::cloud, &AudioAsset::offlineStatus));
    const auto missing = static_cast<int>(absent.size()) - inCloud;
    const auto counted = [](int count, const char* what)
    { return juce::String(count) + (count == 1 ? " file " : " files ") + what; };
    if (missing > 0 && inCloud > 0)
        return counted(missing, "missing") + ", " + juce::String(inCloud) + " in the cloud";
    return missing > 0 ? counted(missing, "missing") : inCloud > 0 ? counted(inCloud, "in the cloud") : juce::String();
}

juce::Rectangle<int> StatusLine::missingArea() const
{
    const auto text = missingText();
    if (text.isEmpty())
        return {};
    const auto width = Look::of(*this).label().getStringWidth(text) + iconSize + 24;
    return getLocalBounds().removeFromRight(std::min(getWidth() / 2, width));
}

void StatusLine::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, 0, 0, static_cast<float>(getWidth()));
    g.setFont(look.label());

    const auto absent = missingArea();
    if (!absent.isEmpty())
    {
        auto area = absent.reduced(8, 0);
        drawIcon(g, Icon::missing, area.removeFromLeft(iconSize).toFloat(), colours.fault);
        area.removeFromLeft(6);
        g.setColour(colours.fault);
        g.drawText(elidedInMiddle(missingText(), g.getCurrentFont(), area.getWidth()), area,
                   juce::Justification::centredLeft, false);
    }
    paintWork(g);
    auto area = getLocalBounds().withTrimmedRight(absent.getWidth() + workArea().getWidth()).reduced(8, 0);
    const auto now = sentence();
    if (now.icon != Icon::none)
    {
        drawIcon(g, now.icon, area.removeFromLeft(iconSize).toFloat(), now.colour);
        area.removeFromLeft(6);
    }
    g.setColour(now.colour);
    g.drawText(now.text, area, juce::Justification::centredLeft, true);
}

juce::String StatusLine::getTooltip()
{
    if (missingArea().contains(getMouseXYRelative()))
        return "Click to see which files are missing, and to find them";
    return sentence().text + (context.model.notices().size() > 1 ? "\nClick to see what was said before" : "");
}

void StatusLine::mouseUp(const juce::MouseEvent& event)
{
    missingArea().contains(event.getPosition()) ? showMissing() : showNotices();
}

void StatusLine::showMissing()
{
    missing.menu().showMenuAsync(juce::PopupMenu::Options().withTargetScreenArea(localAreaToGlobal(missingArea())));
}

void StatusLine::showNotices()
{
    constexpr std::size_t mostShown = 16;
    const auto& notices = context.model.notices();
    if (notices.size() < 2)
        return;
    juce::PopupMenu menu;
    menu.addSectionHeader("Said before, newest first");
    for (std::size_t i = 0; i < std::min(notices.size(), mostShown); ++i)
        menu.addItem(toText(notices[i].text), false, false, [] {});
    menu.showMenuAsync(juce::PopupMenu::Options().withTargetComponent(this));
}

} // namespace loophole::aura
