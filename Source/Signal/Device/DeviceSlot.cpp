#include "Signal/Device/DeviceSlot.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace loophole::signal
{
namespace
{

std::string rateWarning(const DeviceStatus& status, SampleRate wanted)
{
    return status.backend + ' ' + status.name + " runs at " + std::to_string(status.sampleRate) +
           " Hz and the session at " + std::to_string(wanted.hz()) +
           " Hz: the mix is converted. Set the device to the session's rate to play it unchanged.";
}

} // namespace

void DeviceSlot::open(DeviceThread& thread, const std::string& configuredName, const DeviceRequest& wanted)
{
    drop(thread);
    request = wanted;
    auto found = DeviceOrder::from(thread, configuredName, backends);
    if (!found.ok())
    {
        tell(thread, DeviceFailed{found.failure()});
        return;
    }
    order = std::move(found).value();
    settle(thread, startFirst(thread, 0, usableCount()), {});
}

void DeviceSlot::replace(DeviceThread& thread, const std::string& reason, std::size_t firstRank)
{
    drop(thread);
    settle(thread, startFirst(thread, std::min(firstRank, usableCount()), usableCount()), reason);
}

void DeviceSlot::improve(DeviceThread& thread)
{
    const auto end = device != nullptr ? std::min(rank, usableCount()) : usableCount();
    auto better = startFirst(thread, 0, end);
    if (better.ok())
    {
        settle(thread, std::move(better), {});
        return;
    }
    // A better one that opened but would not start has stopped the present one on the way.
    if (device != nullptr && adapter != nullptr)
        (void) device->start(thread, *adapter);
    tell(thread, NothingBetter{});
}

void DeviceSlot::close(DeviceThread& thread)
{
    drop(thread);
    tell(thread, DeviceClosed{});
}

void DeviceSlot::crank(DeviceThread& thread, std::int64_t frames)
{
    if (device != nullptr)
        device->crank(thread, frames);
}

Outcome<OpenedDevice> DeviceSlot::startFirst(DeviceThread& thread, std::size_t begin, std::size_t end)
{
    return openFirst(thread, order, begin, end, request, backends,
                     [&](OutputDevice& opened, const DeviceFormat&) { return takeOver(thread, opened); });
}

Outcome<void> DeviceSlot::takeOver(DeviceThread& thread, OutputDevice& opened)
{
    // The callback is not to run on two threads at once.
    if (device != nullptr)
        device->stop(thread);
    nextAdapter = std::make_unique<DeviceRateAdapter>(callback, request.rate);
    return opened.start(thread, *nextAdapter);
}

void DeviceSlot::settle(DeviceThread& thread, Outcome<OpenedDevice>&& outcome, const std::string& reason)
{
    if (!outcome.ok())
    {
        auto failure = outcome.failure();
        if (!isFallbackAllowed())
            failure.why += "; LOOPHOLE_ALLOW_FALLBACK=0 forbids any other";
        tell(thread, DeviceFailed{std::move(failure)});
        return;
    }
    auto opened = std::move(outcome).value();
    device = std::move(opened.device);
    adapter = std::move(nextAdapter);
    rank = opened.rank;

    DeviceStarted started{device->status(), device->capabilities(), device->progress(), rank};
    if (rank > 0 && !reason.empty())
        started.status.warnings.push_back(reason);
    std::move(opened.warnings.begin(), opened.warnings.end(), std::back_inserter(started.status.warnings));
    if (opened.format.rate != request.rate)
        started.status.warnings.push_back(rateWarning(started.status, request.rate));
    tell(thread, std::move(started));
}

void DeviceSlot::drop(DeviceThread& thread)
{
    if (device != nullptr)
        device->stop(thread);
    device.reset();
    adapter.reset();
}

void DeviceSlot::tell(DeviceThread& thread, DeviceEvent&& event)
{
    [[maybe_unused]] const bool fits = events.trySend(thread, std::move(event));
    assert(fits);
}

std::size_t DeviceSlot::usableCount() const
{
    return isFallbackAllowed() ? order.choices.size() : order.countWithoutFallback();
}

} // namespace loophole::signal
