#include "Aura/Mixer/MixerPanel.h"

namespace loophole::aura
{
namespace
{

constexpr int scrollBarHeight = 10;
constexpr double wheelPixels = 320;

} // namespace

MixerPanel::MixerPanel(AuraContext& context) : context(context), master(context)
{
    setTitle("Mixer");
    setMouseClickGrabsKeyboardFocus(false);
    stripArea.setInterceptsMouseClicks(false, true);
    scrollBar.addListener(this);
    for (auto* child : std::initializer_list<juce::Component*>{&stripArea, &master, &scrollBar})
        addAndMakeVisible(child);
    context.model.add(*this);
}

MixerPanel::~MixerPanel()
{
    context.model.remove(*this);
}

void MixerPanel::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    g.fillAll(look.colours().window);
    if (context.model.session().tracks.empty())
    {
        g.setColour(look.colours().textQuiet);
        g.setFont(look.body());
        g.drawText("Tracks appear here with their faders.", stripArea.getBounds(), juce::Justification::centred, true);
    }
    g.setColour(look.colours().hairline);
    drawVerticalHairline(g, static_cast<float>(master.getX()) - 1, 0, static_cast<float>(getHeight()));
}

void MixerPanel::resized()
{
    auto area = getLocalBounds();
    master.setBounds(area.removeFromRight(MixerStrip::width));
    area.removeFromRight(1);
    const auto total = static_cast<int>(context.model.session().tracks.size()) * MixerStrip::width;
    scrollBar.setVisible(total > area.getWidth());
    if (scrollBar.isVisible())
        scrollBar.setBounds(area.removeFromBottom(scrollBarHeight));
    stripArea.setBounds(area);
    master.setBounds(master.getBounds().withHeight(area.getHeight()));
    showStrips();
}

void MixerPanel::showStrips()
{
    const auto& session = context.model.session();
    const auto& tracks = session.tracks;
    const auto total = static_cast<int>(tracks.size()) * MixerStrip::width;
    scrollX = std::clamp(scrollX, 0, std::max(0, total - stripArea.getWidth()));
    scrollBar.setRangeLimits(0, std::max(total, stripArea.getWidth()), juce::dontSendNotification);
    scrollBar.setCurrentRange(scrollX, stripArea.getWidth(), juce::dontSendNotification);
    std::size_t used = 0;
    for (auto number = static_cast<std::size_t>(scrollX / MixerStrip::width); number < tracks.size(); ++number, ++used)
    {
        const auto x = static_cast<int>(number) * MixerStrip::width - scrollX;
        if (x >= stripArea.getWidth())
            break;
        if (used == strips.size())
        {
            strips.push_back(std::make_unique<MixerStrip>(context));
            stripArea.addAndMakeVisible(*strips.back());
        }
        strips[used]->setVisible(true);
        strips[used]->setBounds(x, 0, MixerStrip::width, stripArea.getHeight());
        strips[used]->showTrack(tracks[number], number);
    }
    for (auto i = used; i < strips.size(); ++i)
        strips[i]->setVisible(false);
    if (const auto* bus = findBus(session, "Master"); bus != nullptr)
        master.showMaster(*bus);
    else
        master.showMaster(Bus{{}, "Master", 0, false, {}, 2, nullptr});
    master.resized();
    repaint();
}

void MixerPanel::frame()
{
    for (auto& strip : strips)
        if (strip->isShowing())
            strip->frame();
    master.frame();
}

void MixerPanel::scrollBarMoved(juce::ScrollBar*, double start)
{
    scrollX = juce::roundToInt(start);
    showStrips();
}

void MixerPanel::mouseWheelMove(const juce::MouseEvent&, const juce::MouseWheelDetails& wheel)
{
    const auto turn = wheel.deltaX != 0 ? wheel.deltaX : wheel.deltaY;
    scrollX -= juce::roundToInt(static_cast<double>(turn) * wheelPixels);
    showStrips();
}

} // namespace loophole::aura
