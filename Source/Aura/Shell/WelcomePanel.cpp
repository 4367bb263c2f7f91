#include "Aura/Shell/WelcomePanel.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/KeyMap.h"

namespace loophole::aura
{
namespace
{

constexpr int headHeight = 64;
constexpr int choiceHeight = 36;
constexpr int headingHeight = 28;
constexpr std::size_t mostRecent = 4;

} // namespace

WelcomePanel::Choice::Choice(const juce::String& name, juce::String quietText)
    : juce::Button(name), quiet(std::move(quietText))
{
    setMouseClickGrabsKeyboardFocus(false);
}

void WelcomePanel::Choice::paintButton(juce::Graphics& g, bool over, bool down)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto ground = isEnabled() ? colours.raised : colours.panel;
    g.setColour(over || down ? ground.interpolatedWith(colours.textStrong, down ? 0.16f : 0.07f) : ground);
    g.fillRoundedRectangle(getLocalBounds().toFloat().reduced(0, 2), Look::radius);
    auto area = getLocalBounds().reduced(12, 0);
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    const auto quietWidth = std::min(area.getWidth() / 2, g.getCurrentFont().getStringWidth(quiet) + 8);
    g.drawText(elidedInMiddle(quiet, g.getCurrentFont(), quietWidth), area.removeFromRight(quietWidth),
               juce::Justification::centredRight, false);
    g.setFont(look.body());
    g.setColour(isEnabled() ? colours.textStrong : colours.textQuiet);
    g.drawText(elidedInMiddle(getButtonText(), look.body(), area.getWidth()), area, juce::Justification::centredLeft,
               false);
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds().reduced(0, 2));
}

WelcomePanel::WelcomePanel(AuraContext& context, Actions given)
    : context(context),
      actions(std::move(given)),
      recent(context.preferences),
      openSession(juce::String::fromUTF8("Open a session\u2026"), context.keys.textOf(Command::openSession)),
      tryDemo("Try the demo session", "a whole song"),
      addSounds(juce::String::fromUTF8("Add a folder of sounds\u2026"), "to the browser")
{
    setTitle("Welcome");
    setInterceptsMouseClicks(false, true);
    openSession.onClick = [this] { this->context.commands.perform(Command::openSession); };
    tryDemo.onClick = [this] { actions.makeDemo(); };
    addSounds.onClick = [this] { chooseSounds(); };
    for (auto* choice : {&openSession, &tryDemo, &addSounds})
        addAndMakeVisible(choice);
    tryDemo.setVisible(actions.makeDemo != nullptr);
    context.model.add(*this);
}

WelcomePanel::~WelcomePanel()
{
    context.model.remove(*this);
}

bool WelcomePanel::isDue() const
{
    return context.model.session().tracks.empty() && context.model.recoveries().empty();
}

int WelcomePanel::wantedHeight() const
{
    const auto choices = (tryDemo.isVisible() ? 3 : 2) + static_cast<int>(recentChoices.size());
    return headHeight + choices * choiceHeight + (recentChoices.empty() ? 0 : headingHeight);
}

void WelcomePanel::setBusy(bool isBusy)
{
    tryDemo.setEnabled(!isBusy);
    tryDemo.setButtonText(isBusy ? juce::String::fromUTF8("The demo is being written\u2026")
                                 : juce::String("Try the demo session"));
}

void WelcomePanel::sessionChanged()
{
    if (const auto& document = context.model.shownSession().document;
        !document.empty() && context.model.sessionWasReplaced())
        recent.add(document);
}

void WelcomePanel::visibilityChanged()
{
    if (!isVisible())
        return;
    listRecent();
    setBounds(getBounds().withSizeKeepingCentre(getWidth(), wantedHeight()));
}

void WelcomePanel::listRecent()
{
    recentChoices.clear();
    for (const auto& document : recent.list())
    {
        if (recentChoices.size() == mostRecent)
            break;
        auto choice = std::make_unique<Choice>(toText(document.stem().string()),
                                               toText(document.parent_path().filename().string()));
        choice->setTooltip(toText(document.native()));
        choice->onClick = [this, document] { actions.open(document); };
        addAndMakeVisible(*choice);
        recentChoices.push_back(std::move(choice));
    }
    resized();
    repaint();
}

void WelcomePanel::chooseSounds()
{
    chooser = std::make_unique<juce::FileChooser>("Add a folder of sounds to the browser",
                                                  juce::File::getSpecialLocation(juce::File::userMusicDirectory));
    chooser->launchAsync(juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectDirectories,
                         [this](const juce::FileChooser& chosen)
                         {
                             if (chosen.getResult() != juce::File())
                                 actions.addSounds(chosen.getResult().getFullPathName().toStdString());
                         });
}

void WelcomePanel::resized()
{
    auto area = getLocalBounds().withTrimmedTop(headHeight);
    openSession.setBounds(area.removeFromTop(choiceHeight));
    if (tryDemo.isVisible())
        tryDemo.setBounds(area.removeFromTop(choiceHeight));
    addSounds.setBounds(area.removeFromTop(choiceHeight));
    recentTop = area.getY();
    area.removeFromTop(headingHeight);
    for (auto& choice : recentChoices)
        choice->setBounds(area.removeFromTop(choiceHeight));
}

void WelcomePanel::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    auto area = getLocalBounds();
    auto head = area.removeFromTop(headHeight).withTrimmedBottom(12);
    g.setFont(look.strong(16));
    g.setColour(colours.textStrong);
    g.drawText("An empty session", head.removeFromTop(28), juce::Justification::centred, false);
    g.setFont(look.body());
    g.setColour(colours.textQuiet);
    g.drawText("Drop audio files or a session here, or", head, juce::Justification::centred, true);
    if (recentChoices.empty())
        return;
    g.setFont(look.label());
    g.drawText("RECENT", juce::Rectangle<int>(0, recentTop, getWidth(), headingHeight).withTrimmedLeft(2),
               juce::Justification::centredLeft, false);
}

} // namespace loophole::aura
