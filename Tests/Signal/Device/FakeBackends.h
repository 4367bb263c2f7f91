#pragma once

#include "Signal/Device/DeviceBackends.h"
#include "Signal/Device/DeviceWorker.h"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace loophole::signal
{

/** What the fake devices of a test are told and tell. Keys are choices as toString() writes them. */
struct FakeSystem
{
    std::map<std::string, std::string> broken;      ///< cannot be opened, and why
    std::map<std::string, std::string> unstartable; ///< opens, then does not start, and why
    std::map<std::string, int> rates;               ///< runs at its own rate
    std::set<std::string> definedPcms;
    std::vector<DeviceListing> listings;
    std::vector<std::string> events; ///< "open jack", "start jack", "stop jack" …
    std::map<std::string, class FakeDevice*> running;
};

class FakeDevice final : public OutputDevice
{
public:
    FakeDevice(FakeSystem& system, DeviceChoice choice) : system(system), choice(std::move(choice)) {}
    ~FakeDevice() override { stopAtLast(); }

    [[nodiscard]] DeviceCapabilities capabilities() const override { return {}; }

    /** One callback of `frames` stereo frames; returns them, [channel][frame]. */
    std::vector<std::vector<float>> callBack(int frames)
    {
        std::vector<std::vector<float>> planes(2, std::vector<float>(static_cast<std::size_t>(frames)));
        float* channels[] = {planes[0].data(), planes[1].data()};
        auto thread = AudioThread::mint();
        counted().callbacks++;
        callback->render(thread, {channels, 2, frames});
        return planes;
    }
    void vanish() { counted().isLost = true; }
    void reportXrun() { counted().xruns++; }

protected:
    Outcome<DeviceFormat> connect(const DeviceRequest& request) override
    {
        system.events.push_back("open " + name());
        if (const auto found = system.broken.find(name()); found != system.broken.end())
            return Failure{name(), found->second};
        const auto rate = system.rates.contains(name()) ? SampleRate(system.rates[name()]) : request.rate;
        return DeviceFormat{rate, request.blockFrames, request.channels};
    }
    Outcome<void> run(RenderCallback& newCallback, const DeviceFormat& format) override
    {
        system.events.push_back("start " + name());
        if (const auto found = system.unstartable.find(name()); found != system.unstartable.end())
            return Failure{name(), found->second};
        newCallback.prepare(format.rate, format.blockFrames, format.channels);
        callback = &newCallback;
        system.running[name()] = this;
        return {};
    }
    void halt() override
    {
        system.events.push_back("stop " + name());
        system.running.erase(name());
    }
    [[nodiscard]] std::string backendName() const override { return describe({choice.kind, {}}); }
    [[nodiscard]] std::string deviceName() const override { return name(); }

private:
    [[nodiscard]] std::string name() const { return toString(choice); }

    FakeSystem& system;
    DeviceChoice choice;
    RenderCallback* callback = nullptr;
};

class FakeBackends final : public DeviceBackends
{
public:
    explicit FakeBackends(FakeSystem& system) : system(system) {}
    [[nodiscard]] std::vector<DeviceListing> list(DeviceThread&) override { return system.listings; }
    [[nodiscard]] bool definesAlsaPcm(DeviceThread&, std::string_view name) override
    {
        return system.definedPcms.contains(std::string(name));
    }
    [[nodiscard]] std::unique_ptr<OutputDevice> make(const DeviceChoice& choice) override
    {
        return std::make_unique<FakeDevice>(system, choice);
    }

private:
    FakeSystem& system;
};

/** Does its jobs when the test says so. */
class CrankedWorker final : public DeviceWorker
{
public:
    void post(Job job) override { jobs.push_back(std::move(job)); }
    void doAll()
    {
        auto thread = DeviceThread::mint();
        for (; !jobs.empty(); jobs.pop_front())
            jobs.front()(thread);
    }
    [[nodiscard]] std::size_t waiting() const { return jobs.size(); }

private:
    std::deque<Job> jobs;
};

} // namespace loophole::signal
