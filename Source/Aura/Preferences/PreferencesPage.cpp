#include "Aura/Preferences/PreferencesPage.h"

#include "Aura/Preferences/PreferenceNames.h"
#include "Aura/Preferences/Preferences.h"
#include "Aura/Shell/Commands.h"

namespace loophole::aura
{
namespace
{

constexpr int cardWidth = 720;
constexpr int cardHeight = 480;
constexpr int tabWidth = 152;
constexpr int tabHeight = 32;
constexpr int headHeight = 56;
constexpr int margin = 24;

} // namespace

PreferencesPage::ThemePage::ThemePage(AuraContext& context) : context(context)
{
    theme.addItem("Dark", 1);
    theme.addItem("Light", 2);
    theme.onChange = [this]
    {
        const auto isLight = this->context.preferences.text(preference::theme) == "light";
        if (isLight != (theme.getSelectedId() == 2))
            this->context.commands.perform(Command::toggleLight);
    };
    addRow("Colours", theme);
    showChoice();
}

void PreferencesPage::ThemePage::showChoice()
{
    theme.setSelectedId(context.commands.isTicked(Command::toggleLight) ? 2 : 1, juce::dontSendNotification);
}

PreferencesPage::PreferencesPage(AuraContext& context)
    : sound(context),
      storage(context),
      theme(context),
      keys(context),
      close(Icon::close, "Close preferences", "Close (Escape)")
{
    setTitle("Preferences");
    setFocusContainerType(FocusContainerType::keyboardFocusContainer);
    setMouseClickGrabsKeyboardFocus(false);
    const std::pair<const char*, juce::Component*> named[] = {
        {"Sound", &sound}, {"Memory and disk", &storage}, {"Appearance", &theme}, {"Keys", &keys}};
    for (const auto& [name, page] : named)
    {
        auto tab = std::make_unique<juce::TextButton>(name);
        tab->setWantsKeyboardFocus(true);
        tab->setMouseClickGrabsKeyboardFocus(false);
        tab->onClick = [this, place = pages.size()] { show(place); };
        addAndMakeVisible(*tab);
        addChildComponent(*page);
        page->setMouseClickGrabsKeyboardFocus(false);
        pages.emplace_back(std::move(tab), page);
    }
    close.onClick = [this] { setVisible(false); };
    addAndMakeVisible(close);
    show(0);
}

void PreferencesPage::show(std::size_t page)
{
    if (page >= pages.size())
        return;
    shown = page;
    for (std::size_t i = 0; i < pages.size(); ++i)
    {
        pages[i].first->setToggleState(i == shown, juce::dontSendNotification);
        pages[i].second->setVisible(i == shown && isVisible());
    }
}

/** A page asks for what it shows whenever it appears. */
void PreferencesPage::visibilityChanged()
{
    show(shown);
    if (isVisible())
        pages[shown].first->grabKeyboardFocus();
}

juce::Rectangle<int> PreferencesPage::card() const
{
    return getLocalBounds().withSizeKeepingCentre(std::min(getWidth() - 2 * margin, cardWidth),
                                                  std::min(getHeight() - 2 * margin, cardHeight));
}

void PreferencesPage::mouseDown(const juce::MouseEvent& event)
{
    if (!card().contains(event.getPosition()))
        setVisible(false);
}

void PreferencesPage::resized()
{
    auto area = card().reduced(margin, 0);
    close.setBounds(area.removeFromTop(headHeight).removeFromRight(32).withSizeKeepingCentre(28, 28));
    area.removeFromBottom(margin);
    auto tabs = area.removeFromLeft(tabWidth);
    for (auto& [tab, page] : pages)
    {
        tab->setBounds(tabs.removeFromTop(tabHeight));
        tabs.removeFromTop(4);
        page->setBounds(area.withTrimmedLeft(margin));
    }
}

void PreferencesPage::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.window.withAlpha(0.7f));
    const auto page = card().toFloat();
    g.setColour(colours.panel);
    g.fillRoundedRectangle(page, 2 * Look::radius);
    g.setColour(colours.hairline);
    g.drawRoundedRectangle(page.reduced(0.5f), 2 * Look::radius, 1);
    g.setFont(look.strong(16));
    g.setColour(colours.textStrong);
    g.drawText("Preferences", card().reduced(margin, 0).removeFromTop(headHeight), juce::Justification::centredLeft,
               false);
}

} // namespace loophole::aura
