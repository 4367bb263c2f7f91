#include "Aura/Preferences/SoundPage.h"

#include "Aura/Preferences/PreferenceNames.h"
#include "Aura/Preferences/Preferences.h"

#include <algorithm>
#include <array>

namespace loophole::aura
{
namespace
{

constexpr std::array<int, 8> blocks{32, 64, 128, 256, 512, 1024, 2048, 4096};
constexpr std::array<std::pair<const char*, const char*>, 3> mixFormats{
    {{"16", "WAV, 16 bits"}, {"24", "WAV, 24 bits"}, {"32f", "WAV, 32 bits, floating point"}}};

} // namespace

SoundPage::SoundPage(AuraContext& context) : context(context)
{
    devices = {{"", "Automatic: JACK, PulseAudio, ALSA"},
               {"safe", "Safe mode, with a buffer of 100 ms"},
               {"null", "Silent, by a clock"}};
    standing = devices.size();
    device.setTooltip("What the session is heard through");
    block.setTooltip("Frames of a callback: small ones answer sooner, large ones ask less of the machine");
    again.setTooltip("List the devices anew");
    for (const auto frames : blocks)
        block.addItem(juce::String(frames) + " frames", frames);
    device.onChange = [this] { choose(); };
    block.onChange = [this] { choose(); };
    again.onClick = [this] { this->context.model.send(ListDevices{}); };
    addRow("Device", device, again, 96, [this] { return deviceText(); });
    addRow("Block", block, [this] { return latencyText(); });
    setUpMixFormat();
    addRow("Exported mixes", mixFormat);
    showChoice();
    context.model.add(*this);
}

void SoundPage::setUpMixFormat()
{
    const auto chosen = context.preferences.text(preference::mixBits, preference::defaultMixBits);
    for (std::size_t i = 0; i < mixFormats.size(); ++i)
    {
        mixFormat.addItem(mixFormats[i].second, static_cast<int>(i) + 1);
        if (chosen == mixFormats[i].first)
            mixFormat.setSelectedId(static_cast<int>(i) + 1, juce::dontSendNotification);
    }
    mixFormat.setTooltip("What File, Export mix writes. No dither is added");
    mixFormat.onChange = [this]
    {
        context.preferences.set(preference::mixBits,
                                mixFormats[static_cast<std::size_t>(mixFormat.getSelectedItemIndex())].first);
    };
}

SoundPage::~SoundPage()
{
    context.model.remove(*this);
}

void SoundPage::visibilityChanged()
{
    if (!isVisible())
        return;
    showChoice();
    context.model.send(ListDevices{});
}

void SoundPage::devicesListed(const DevicesListed& listed)
{
    devices.resize(standing);
    devices.insert(devices.end(), listed.devices.begin(), listed.devices.end());
    showChoice();
}

void SoundPage::showChoice()
{
    const auto& chosen = context.model.chosenDevice().device;
    if (std::ranges::find(devices, chosen, &DevicesListed::Device::name) == devices.end())
        devices.push_back({chosen, chosen + " (not there now)"});
    device.clear(juce::dontSendNotification);
    for (std::size_t i = 0; i < devices.size(); ++i)
    {
        const auto& one = devices[i];
        device.addItem(toText(one.description.empty() ? one.name : one.description), static_cast<int>(i) + 1);
        if (one.name == chosen)
            device.setSelectedId(static_cast<int>(i) + 1, juce::dontSendNotification);
    }
    const auto frames = context.model.chosenDevice().blockFrames;
    if (std::ranges::find(blocks, frames) == blocks.end() && block.indexOfItemId(frames) < 0)
        block.addItem(juce::String(frames) + " frames", frames);
    block.setSelectedId(frames, juce::dontSendNotification);
}

void SoundPage::choose()
{
    const auto& chosen = devices[static_cast<std::size_t>(std::max(0, device.getSelectedItemIndex()))];
    context.preferences.set(preference::device, chosen.name);
    context.preferences.set(preference::blockFrames, block.getSelectedId());
    context.model.choose({chosen.name, block.getSelectedId()});
}

juce::String SoundPage::deviceText() const
{
    const auto& now = context.model.device();
    if (!now)
        return "No device has been opened yet";
    if (now->backend.empty())
        return "Nothing plays";
    return "Now: " + toText(now->backend + (now->name.empty() || now->name == now->backend ? "" : ", " + now->name)) +
           ", " + juce::String(now->sampleRate) + " Hz, " + juce::String(now->outputChannels) +
           (now->outputChannels == 1 ? " channel" : " channels");
}

juce::String SoundPage::latencyText() const
{
    const auto& now = context.model.device();
    if (!now || now->sampleRate <= 0)
        return {};
    return "Now: " + juce::String(now->blockFrames) + " frames, " +
           juce::String(1000.0 * now->blockFrames / now->sampleRate, 1) + " ms";
}

void SoundPage::paint(juce::Graphics& g)
{
    PreferencesForm::paint(g);
    const auto& now = context.model.device();
    if (!now || now->warnings.empty())
        return;
    const auto& look = Look::of(*this);
    juce::AttributedString text;
    text.setLineSpacing(4);
    for (const auto& warning : now->warnings)
        text.append(toText(warning) + "\n", look.label(), look.colours().warning);
    text.draw(g, getLocalBounds().withTop(mixFormat.getBottom() + 16).toFloat());
}

} // namespace loophole::aura
