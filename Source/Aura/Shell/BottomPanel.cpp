#include "Aura/Shell/BottomPanel.h"

#include "Aura/Shell/Commands.h"

namespace loophole::aura
{
namespace
{

Command toggleOf(BottomPanel::Page page)
{
    switch (page)
    {
    case BottomPanel::Page::diagnostics:
        return Command::toggleDiagnostics;
    case BottomPanel::Page::history:
        return Command::toggleHistory;
    case BottomPanel::Page::mixer:
        break;
    }
    return Command::toggleMixer;
}

} // namespace

BottomPanel::BottomPanel(AuraContext& context)
    : mixerTab("Mixer", context.keys, Command::toggleMixer),
      diagnosticsTab("Diagnostics", context.keys, Command::toggleDiagnostics),
      historyTab("History", context.keys, Command::toggleHistory),
      fold(Icon::chevronDown, "Fold away", "Fold this panel away"),
      mixer(context),
      diagnostics(context),
      history(context)
{
    setOpaque(true);
    setMouseClickGrabsKeyboardFocus(false);
    mixerTab.onClick = [this] { show(Page::mixer); };
    diagnosticsTab.onClick = [this] { show(Page::diagnostics); };
    historyTab.onClick = [this] { show(Page::history); };
    fold.onClick = [this, &commands = context.commands] { commands.perform(toggleOf(shown)); };
    for (auto* child : std::initializer_list<juce::Component*>{&mixerTab, &diagnosticsTab, &historyTab, &fold})
        addAndMakeVisible(child);
    addChildComponent(mixer);
    addChildComponent(diagnostics);
    addChildComponent(history);
    show(Page::mixer);
}

void BottomPanel::show(Page page)
{
    shown = page;
    mixer.setVisible(page == Page::mixer);
    diagnostics.setVisible(page == Page::diagnostics);
    history.setVisible(page == Page::history);
    mixerTab.setToggleState(page == Page::mixer, juce::dontSendNotification);
    diagnosticsTab.setToggleState(page == Page::diagnostics, juce::dontSendNotification);
    historyTab.setToggleState(page == Page::history, juce::dontSendNotification);
    setTitle(page == Page::mixer ? "Mixer" : page == Page::history ? "History" : "Diagnostics");
}

void BottomPanel::frame()
{
    if (shown == Page::mixer)
        mixer.frame();
}

void BottomPanel::paint(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, tabHeight - 1, 0, static_cast<float>(getWidth()));
}

void BottomPanel::resized()
{
    auto area = getLocalBounds();
    auto top = area.removeFromTop(tabHeight);
    fold.setBounds(top.removeFromRight(tabHeight + 4).reduced(2));
    mixerTab.setBounds(top.removeFromLeft(72));
    diagnosticsTab.setBounds(top.removeFromLeft(104));
    historyTab.setBounds(top.removeFromLeft(80));
    mixer.setBounds(area);
    diagnostics.setBounds(area);
    history.setBounds(area);
}

void BottomPanel::Tab::paintButton(juce::Graphics& g, bool over, bool)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.setFont(look.body());
    g.setColour(getToggleState() || over ? colours.textStrong : colours.textQuiet);
    g.drawText(getButtonText(), getLocalBounds(), juce::Justification::centred, false);
    if (getToggleState())
    {
        g.setColour(colours.accent);
        g.fillRect(getLocalBounds().removeFromBottom(2).reduced(12, 0));
    }
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds().reduced(2));
}

} // namespace loophole::aura
