#include "Signal/Device/DeviceWatchdog.h"

#include <algorithm>
#include <utility>

namespace loophole::signal
{
namespace
{

using namespace std::chrono_literals;

/** A device that has played and then kept silent for this long has stopped; far above any block and any late wake-up.
 */
constexpr Instant longestPause = 1s;
/** Sound servers may take their time before the first callback. */
constexpr Instant longestStart = 2s;
/** One that stops sooner is not tried again at once: it would fail for ever in turns. */
constexpr Instant stableAfter = 5s;
constexpr Instant firstLookAfter = 1s;
constexpr Instant longestLookInterval = 30s;

} // namespace

DeviceWatchdog::DeviceWatchdog(const Clock& clock, DeviceWorker& worker, DeviceBackends& backends,
                               RenderCallback& callback, std::function<void(const std::string&)> log)
    : clock(clock), worker(worker), log(std::move(log)), slot(std::make_shared<DeviceSlot>(backends, callback))
{
}

DeviceWatchdog::~DeviceWatchdog()
{
    if (now != State::closed)
        post([](DeviceSlot& present, DeviceThread& thread) { present.close(thread); });
}

void DeviceWatchdog::open(SignalThread&, const std::string& configuredName, const DeviceRequest& request)
{
    leaveDevice();
    now = State::opening;
    lookInterval = firstLookAfter;
    lossCount = earlierXruns = earlierCallbacks = 0;
    said.clear();
    post([configuredName, request](DeviceSlot& present, DeviceThread& thread)
         { present.open(thread, configuredName, request); });
}

void DeviceWatchdog::close(SignalThread&)
{
    if (now == State::closed || now == State::closing)
        return;
    now = State::closing;
    post([](DeviceSlot& present, DeviceThread& thread) { present.close(thread); });
}

bool DeviceWatchdog::crank(SignalThread&, std::int64_t frames)
{
    if (now != State::playing || current.capabilities.keepsRealTime || frames <= 0 ||
        current.progress->frames.load(std::memory_order_acquire) < crankedFrames)
        return false;
    crankedFrames += static_cast<std::uint64_t>(frames);
    post([frames](DeviceSlot& present, DeviceThread& thread) { present.crank(thread, frames); });
    return true;
}

void DeviceWatchdog::step(SignalThread& thread)
{
    DeviceEvent event;
    while (slot->tryReceive(thread, event))
        std::visit([this](auto& happened) { handle(std::move(happened)); }, event);

    // One job at a time: a replacement that was posted behind a look would drop what the look has found.
    if (isLooking)
        return;
    if (now == State::playing)
        watchProgress();
    if ((now == State::playing && current.rank > 0) || now == State::silent)
        lookForBetter();
}

std::optional<DeviceStatus> DeviceWatchdog::takeChange(SignalThread&)
{
    return std::exchange(hasChanged, false) ? std::optional(current.status) : std::nullopt;
}

std::uint64_t DeviceWatchdog::xruns(SignalThread&) const
{
    return earlierXruns + (current.progress ? current.progress->xruns.load(std::memory_order_relaxed) : 0);
}

std::uint64_t DeviceWatchdog::callbacks(SignalThread&) const
{
    return earlierCallbacks + (current.progress ? current.progress->callbacks.load(std::memory_order_relaxed) : 0);
}

void DeviceWatchdog::handle(DeviceStarted&& started)
{
    isLooking = false;
    if (now == State::closing)
        return;
    leaveDevice();
    current = std::move(started);
    now = State::playing;
    hasChanged = true;
    startedAt = progressedAt = clock.now();
    seenCallbacks = 0;
    nextLook = startedAt + lookInterval;
    sayOnce(current.status.warnings);
}

void DeviceWatchdog::handle(DeviceFailed&& failed)
{
    isLooking = false;
    lastFailure = std::move(failed.failure);
    if (now == State::closing)
        return;
    if (now == State::opening && earlierCallbacks == 0 && lossCount == 0)
    {
        now = State::refused;
        return;
    }
    leaveDevice();
    now = State::silent;
    current.status = {"none", "", 0, 0, 0, {lastFailure.message()}};
    hasChanged = true;
    nextLook = clock.now() + lookInterval;
    sayOnce(current.status.warnings);
}

void DeviceWatchdog::handle(NothingBetter&&)
{
    isLooking = false;
}

void DeviceWatchdog::handle(DeviceClosed&&)
{
    isLooking = false;
    leaveDevice();
    now = State::closed;
}

void DeviceWatchdog::watchProgress()
{
    const auto time = clock.now();
    const auto callbacks = current.progress->callbacks.load(std::memory_order_relaxed);
    if (callbacks != seenCallbacks)
    {
        seenCallbacks = callbacks;
        progressedAt = time;
    }
    if (current.rank == 0 && time - startedAt >= stableAfter)
    {
        lookInterval = firstLookAfter;
        said.clear(); // whatever happens next is news again
    }
    const auto block =
        Instant(current.status.blockFrames * Instant(1s).count() / std::max(1, current.status.sampleRate));
    const auto limit = std::max(callbacks == 0 ? longestStart : longestPause, 4 * block);
    const bool isLost = current.progress->isLost.load(std::memory_order_acquire);
    const bool isRealTime = current.capabilities.keepsRealTime;
    if (isLost || (isRealTime && time - progressedAt >= limit))
        replaceLostDevice();
}

void DeviceWatchdog::replaceLostDevice()
{
    ++lossCount;
    now = State::opening;
    const auto& status = current.status;
    const auto reason =
        status.backend + ' ' + status.name + " has stopped calling back. Playback goes on where it was.";
    log(reason);
    said.insert(reason);
    const auto firstRank = clock.now() - startedAt >= stableAfter ? 0 : current.rank + 1;
    post([reason, firstRank](DeviceSlot& present, DeviceThread& thread)
         { present.replace(thread, reason, firstRank); });
}

void DeviceWatchdog::lookForBetter()
{
    if (clock.now() < nextLook)
        return;
    lookInterval = std::min(lookInterval * 2, longestLookInterval);
    nextLook = clock.now() + lookInterval;
    isLooking = true;
    post([](DeviceSlot& present, DeviceThread& thread) { present.improve(thread); });
}

void DeviceWatchdog::leaveDevice()
{
    if (current.progress != nullptr)
    {
        earlierXruns += current.progress->xruns.load(std::memory_order_relaxed);
        earlierCallbacks += current.progress->callbacks.load(std::memory_order_relaxed);
    }
    current = {};
    crankedFrames = 0;
}

void DeviceWatchdog::sayOnce(const std::vector<std::string>& warnings)
{
    for (const auto& warning : warnings)
        if (said.insert(warning).second)
            log(warning);
}

void DeviceWatchdog::post(std::function<void(DeviceSlot&, DeviceThread&)> job)
{
    worker.post([job = std::move(job), present = slot](DeviceThread& thread) { job(*present, thread); });
}

} // namespace loophole::signal
