#include "Signal/Device/NullDevice.h"

#include "Core/Limits.h"
#include "Signal/Device/RealtimePriority.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <vector>

namespace loophole::signal
{
namespace
{

using std::chrono::nanoseconds;

nanoseconds durationOf(std::int64_t frames, int rate)
{
    // Whole seconds apart from the rest: frames · 10⁹ would overflow after two days at 48 kHz.
    return nanoseconds(frames / rate * 1'000'000'000 + frames % rate * 1'000'000'000 / rate);
}

nanoseconds monotonicNow()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return nanoseconds(std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec);
}

void sleepUntil(nanoseconds deadline)
{
    const timespec time{static_cast<time_t>(deadline.count() / 1'000'000'000),
                        static_cast<long>(deadline.count() % 1'000'000'000)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nullptr) == EINTR)
    {
    }
}

/** A pause as of a suspended machine is not caught up: the callbacks would come in a burst of that length. */
constexpr nanoseconds longestCatchUp{500'000'000};

} // namespace

NullDevice::~NullDevice()
{
    stopAtLast();
}

DeviceCapabilities NullDevice::capabilities() const
{
    return {.isAudible = false, .keepsRealTime = true, .choosesRate = true, .choosesBlock = true, .canVanish = false};
}

Outcome<DeviceFormat> NullDevice::connect(const DeviceRequest& request)
{
    return DeviceFormat{SampleRate(std::clamp(request.rate.hz(), limits::lowestSampleRate, limits::highestSampleRate)),
                        std::max(1, request.blockFrames), std::clamp(request.channels, 1, limits::maxChannels)};
}

Outcome<void> NullDevice::run(RenderCallback& callback, const DeviceFormat& format)
{
    renderer.prepare(callback, format);
    isStopping = false;
    thread = std::thread([this, format] { keepTime(format); });
    return {};
}

void NullDevice::halt()
{
    isStopping = true;
    thread.join();
}

void NullDevice::keepTime(const DeviceFormat& format)
{
    auto audioThread = AudioThread::mint();
    counted().isRealtimeScheduled = tryRealtimePriority();

    std::vector<std::vector<float>> planes(static_cast<std::size_t>(format.channels),
                                           std::vector<float>(static_cast<std::size_t>(format.blockFrames)));
    std::vector<float*> channels;
    for (auto& plane : planes)
        channels.push_back(plane.data());

    const auto block = durationOf(format.blockFrames, format.rate.hz());
    auto origin = monotonicNow();
    std::int64_t frames = 0;
    while (!isStopping)
    {
        renderer.render(audioThread, channels.data(), format.channels, format.blockFrames);
        frames += format.blockFrames;
        const auto deadline = origin + durationOf(frames, format.rate.hz());
        const auto lateness = monotonicNow() - deadline;
        if (lateness > block)
            counted().xruns.fetch_add(1, std::memory_order_relaxed);
        if (lateness > longestCatchUp)
            origin += lateness;
        sleepUntil(deadline);
    }
}

} // namespace loophole::signal
