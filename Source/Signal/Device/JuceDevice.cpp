#include "Signal/Device/JuceDevice.h"

#include "Core/Limits.h"
#include "Signal/Device/AlsaNames.h"
#include "Signal/Device/DeviceRenderer.h"

#include <algorithm>
#include <cmath>
#include <juce_audio_devices/juce_audio_devices.h>

namespace loophole::signal
{
namespace
{

/** 100 ms in one block, and JUCE keeps several of them. */
constexpr int blocksPerSecond = 10;

/** The platform's plain device type; those of other platforms are null. JUCE's JACK type needs a message loop. */
std::unique_ptr<juce::AudioIODeviceType> makeGenericType()
{
    using Type = juce::AudioIODeviceType;
    for (auto* make : {&Type::createAudioIODeviceType_ALSA, &Type::createAudioIODeviceType_CoreAudio,
                       &Type::createAudioIODeviceType_DirectSound})
        if (std::unique_ptr<Type> type{make()})
            return type;
    return nullptr;
}

/** JUCE reports the rate that it asked for, not the one it got: only one that the device lists may be asked for. */
double nearestRate(const juce::Array<double>& rates, double wanted)
{
    const auto* nearest =
        std::min_element(rates.begin(), rates.end(),
                         [wanted](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
    return nearest == rates.end() ? 0.0 : *nearest;
}

} // namespace

/** JUCE's device and its callback. */
class JuceDevice::Bridge final : public juce::AudioIODeviceCallback
{
public:
    explicit Bridge(DeviceProgress& progress) : progress(progress), renderer(progress) {}
    ~Bridge() override
    {
        device.reset();
        type.reset();
        silenceAlsa(); // JUCE has put libasound's own handler back
    }

    Outcome<DeviceFormat> connect(const DeviceRequest& request)
    {
        refreshAlsaConfiguration();
        type = makeGenericType();
        if (type == nullptr)
            return Failure{"Safe mode", "this build has no generic device"};
        type->scanForDevices();
        const auto names = type->getDeviceNames(false);
        if (names.isEmpty())
            return Failure{"Safe mode", "there is no output device"};
        device.reset(type->createDevice(names[type->getDefaultDeviceIndex(false)], {}));
        if (device == nullptr)
            return Failure{"Safe mode", "the default output device could not be created"};
        return open(request);
    }

    void start(RenderCallback& callback, const DeviceFormat& format)
    {
        renderer.prepare(callback, format);
        device->start(this);
    }
    void stop() { device->stop(); }

    [[nodiscard]] std::string name() const { return device != nullptr ? device->getName().toStdString() : "default"; }

    void audioDeviceIOCallbackWithContext(const float* const*, int, float* const* output, int channels, int frames,
                                          const juce::AudioIODeviceCallbackContext&) override
    {
        auto thread = AudioThread::mint(); // JUCE's callback is where the audio thread begins
        renderer.render(thread, output, channels, frames);
        // Here and nowhere else: JUCE counts on this thread, without atomics.
        progress.xruns.store(static_cast<std::uint64_t>(std::max(0, device->getXRunCount())),
                             std::memory_order_relaxed);
    }
    void audioDeviceAboutToStart(juce::AudioIODevice*) override {}
    void audioDeviceStopped() override {}
    void audioDeviceError(const juce::String&) override { progress.isLost.store(true, std::memory_order_release); }

private:
    Outcome<DeviceFormat> open(const DeviceRequest& request)
    {
        const auto rate = nearestRate(device->getAvailableSampleRates(), request.rate.hz());
        const auto most = std::min(limits::maxChannels, device->getOutputChannelNames().size());
        if (rate <= 0.0 || most < 1)
            return Failure{"Safe mode", "the default output device offers no rate or no channel"};
        const auto channels = std::clamp(request.channels, 1, most);
        juce::BigInteger outputs;
        outputs.setRange(0, channels, true);
        const auto block = static_cast<int>(rate) / blocksPerSecond;
        const auto error = device->open({}, outputs, rate, block);
        if (error.isNotEmpty())
            return Failure{"Safe mode", error.toStdString()};
        return DeviceFormat{SampleRate(static_cast<int>(rate)), block, channels};
    }

    DeviceProgress& progress;
    DeviceRenderer renderer;
    std::unique_ptr<juce::AudioIODeviceType> type;
    std::unique_ptr<juce::AudioIODevice> device;
};

JuceDevice::JuceDevice() = default;

JuceDevice::~JuceDevice()
{
    stopAtLast();
}

DeviceCapabilities JuceDevice::capabilities() const
{
    return {.isAudible = true, .keepsRealTime = true, .choosesRate = true, .choosesBlock = false, .canVanish = true};
}

Outcome<DeviceFormat> JuceDevice::connect(const DeviceRequest& request)
{
    bridge.reset(); // two devices at once would compete for one card
    bridge = std::make_unique<Bridge>(counted());
    auto opened = bridge->connect(request);
    if (!opened.ok())
        bridge.reset();
    return opened;
}

Outcome<void> JuceDevice::run(RenderCallback& callback, const DeviceFormat& format)
{
    bridge->start(callback, format);
    return {};
}

void JuceDevice::halt()
{
    bridge->stop();
}

std::string JuceDevice::deviceName() const
{
    return bridge != nullptr ? bridge->name() : "default";
}

} // namespace loophole::signal
