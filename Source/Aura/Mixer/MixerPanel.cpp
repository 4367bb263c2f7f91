#include "Aura/Mixer/MixerPanel.h"

namespace loophole::aura
{
namespace
{

constexpr int scrollBarHeight = 10;
constexpr double wheelPixels = 320;

} // namespace

MixerPanel::MixerPanel(AuraContext& context) : context(context), master(context), loudness(context)
{
    setOpaque(true);
    setTitle("Mixer");
    setMouseClickGrabsKeyboardFocus(false);
    stripArea.setInterceptsMouseClicks(false, true);
    scrollBar.addListener(this);
    for (auto* child : std::initializer_list<juce::Component*>{&stripArea, &master, &loudness, &scrollBar})
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

int MixerPanel::contentWidth() const
{
    return static_cast<int>(context.model.session().tracks.size() + buses.size()) * MixerStrip::width;
}

void MixerPanel::resized()
{
    buses.clear();
    for (const auto& bus : context.model.session().buses)
        if (bus.name != "Master")
            buses.push_back(bus);
    auto area = getLocalBounds();
    loudness.setBounds(area.removeFromRight(LoudnessView::width));
    master.setBounds(area.removeFromRight(MixerStrip::width));
    area.removeFromRight(1);
    scrollBar.setVisible(contentWidth() > area.getWidth());
    if (scrollBar.isVisible())
        scrollBar.setBounds(area.removeFromBottom(scrollBarHeight));
    stripArea.setBounds(area);
    showStrips();
}

MixerStrip& MixerPanel::stripAt(std::size_t place)
{
    if (place == strips.size())
    {
        strips.push_back(std::make_unique<MixerStrip>(context));
        stripArea.addAndMakeVisible(*strips.back());
    }
    return *strips[place];
}

void MixerPanel::showStrips()
{
    const auto& session = context.model.session();
    const auto& tracks = session.tracks;
    const auto total = contentWidth();
    scrollX = std::clamp(scrollX, 0, std::max(0, total - stripArea.getWidth()));
    scrollBar.setRangeLimits(0, std::max(total, stripArea.getWidth()), juce::dontSendNotification);
    scrollBar.setCurrentRange(scrollX, stripArea.getWidth(), juce::dontSendNotification);
    std::size_t used = 0;
    for (auto number = static_cast<std::size_t>(scrollX / MixerStrip::width); number < tracks.size() + buses.size();
         ++number, ++used)
    {
        const auto x = static_cast<int>(number) * MixerStrip::width - scrollX;
        if (x >= stripArea.getWidth())
            break;
        auto& strip = stripAt(used);
        strip.setVisible(true);
        strip.setBounds(x, 0, MixerStrip::width, stripArea.getHeight());
        if (number < tracks.size())
            strip.showTrack(tracks[number], number);
        else
            strip.showBus(buses[number - tracks.size()]);
    }
    for (auto i = used; i < strips.size(); ++i)
        strips[i]->setVisible(false);
    const auto* bus = findBus(session, "Master");
    master.showBus(bus != nullptr ? *bus : Bus{{}, "Master", 0, false, {}, 2, nullptr});
    repaint();
}

void MixerPanel::frame()
{
    if (!isShown(*this))
        return;
    for (auto& strip : strips)
        if (strip->isVisible())
            strip->frame();
    master.frame();
    loudness.frame();
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
