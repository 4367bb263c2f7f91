#pragma once

#include "Signal/Device/DeviceBackends.h"
#include "Signal/Device/NullDevice.h"

#include <atomic>
#include <memory>
#include <random>

namespace loophole::testing
{

/** Keeps real time for a while, at a rate and block of its own, and is lost then, as a cable that somebody pulls. */
class FleetingDevice final : public signal::NullDevice
{
public:
    FleetingDevice(signal::DeviceFormat format, std::uint64_t lifeInCallbacks)
        : format(format), calls(counted(), lifeInCallbacks)
    {
    }
    ~FleetingDevice() override { stopAtLast(); }

    [[nodiscard]] signal::DeviceCapabilities capabilities() const override
    {
        return {
            .isAudible = false, .keepsRealTime = true, .choosesRate = false, .choosesBlock = false, .canVanish = true};
    }

protected:
    Outcome<signal::DeviceFormat> connect(const signal::DeviceRequest&) override { return format; }
    Outcome<void> run(signal::RenderCallback& callback, const signal::DeviceFormat& running) override
    {
        calls.callback = &callback;
        return NullDevice::run(calls, running);
    }

private:
    struct CountedCalls final : signal::RenderCallback
    {
        CountedCalls(signal::DeviceProgress& progress, std::uint64_t left) : progress(progress), left(left) {}
        void prepare(SampleRate rate, int frames, int channels) override { callback->prepare(rate, frames, channels); }
        void render(AudioThread& thread, signal::OutputBlock block) noexcept override
        {
            callback->render(thread, block);
            if (left > 0 && --left == 0)
                progress.isLost.store(true, std::memory_order_release);
        }
        signal::DeviceProgress& progress;
        std::uint64_t left;
        signal::RenderCallback* callback = nullptr;
    };

    signal::DeviceFormat format;
    CountedCalls calls;
};

/** A system whose devices come and go: each that is asked for is another one, and one in four cannot be opened. */
class FleetingBackends final : public signal::DeviceBackends
{
public:
    FleetingBackends(std::uint32_t seed, std::atomic<int>& made) : random(seed), made(made) {}

    [[nodiscard]] std::vector<signal::DeviceListing> list(DeviceThread&) override { return {}; }
    [[nodiscard]] bool definesAlsaPcm(DeviceThread&, std::string_view) override { return true; }
    [[nodiscard]] std::unique_ptr<signal::OutputDevice> make(const signal::DeviceChoice& choice) override
    {
        if (choice.kind != signal::DeviceKind::null && random() % 4 == 0)
            return std::make_unique<Refusing>();
        constexpr int rates[] = {44100, 48000, 96000};
        constexpr int blocks[] = {64, 128, 441, 512, 1024};
        ++made;
        const signal::DeviceFormat format{SampleRate(rates[random() % 3]), blocks[random() % 5],
                                          1 + static_cast<int>(random() % 4)};
        const auto seconds = 0.3 + 0.1 * static_cast<double>(random() % 20);
        return std::make_unique<FleetingDevice>(
            format, static_cast<std::uint64_t>(seconds * format.rate.hz() / format.blockFrames));
    }

private:
    class Refusing final : public signal::OutputDevice
    {
    public:
        [[nodiscard]] signal::DeviceCapabilities capabilities() const override { return {}; }

    protected:
        Outcome<signal::DeviceFormat> connect(const signal::DeviceRequest&) override
        {
            return Failure{"the device", "is in use"};
        }
        Outcome<void> run(signal::RenderCallback&, const signal::DeviceFormat&) override { return {}; }
        void halt() override {}
        [[nodiscard]] std::string backendName() const override { return "Refusing"; }
        [[nodiscard]] std::string deviceName() const override { return "refusing"; }
    };

    std::mt19937 random;
    std::atomic<int>& made;
};

} // namespace loophole::testing
