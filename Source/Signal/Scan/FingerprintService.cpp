#include "Signal/Scan/FingerprintService.h"

#include <algorithm>
#include <limits>

namespace loophole::signal
{
namespace
{

constexpr Urgency waitedFor{UrgencyClass::background, Instant::max(), 0, true};
constexpr Urgency behindEverything{UrgencyClass::idle, Instant::max(), std::numeric_limits<std::int64_t>::max(), true};
constexpr Instant lookInterval = std::chrono::milliseconds(100);
constexpr const char* unanswered = "its drive does not answer";

/** Tags of the pool's jobs are shared with everyone else. */
JobTag tagOf(RequestId request)
{
    return {std::uint64_t{0xF196} << 48 | request.value, 0};
}

} // namespace

class FingerprintService::Job final : public DiskJob
{
public:
    Job(std::shared_ptr<FingerprintService*> owner, RequestId request, std::unique_ptr<ContentReading> reading,
        std::int64_t bytes)
        : service(std::move(owner)),
          request(request),
          content(std::move(reading)),
          stepBytes(bytes),
          wasBegun(content->hasBegun())
    {
    }
    void run(DiskThread& thread) override
    {
        content->step(thread, stepBytes);
        bytesOfStep = content->lastBytes();
        failed = !content->result().error.empty();
    }
    void finish(SignalThread& thread) override
    {
        if (*service != nullptr)
            (*service)->finished(thread, request, std::move(content), wasBegun);
    }
    [[nodiscard]] std::size_t bytesRead() const override { return bytesOfStep; }
    [[nodiscard]] bool hasFailed() const override { return failed; }

private:
    std::shared_ptr<FingerprintService*> service;
    RequestId request;
    std::unique_ptr<ContentReading> content;
    std::int64_t stepBytes;
    bool wasBegun;
    std::size_t bytesOfStep = 0;
    bool failed = false;
};

FingerprintService::FingerprintService(Parts theParts)
    : parts(std::move(theParts)), self(std::make_shared<FingerprintService*>(this))
{
}

FingerprintService::~FingerprintService()
{
    *self = nullptr;
}

void FingerprintService::begin(SignalThread&, const FingerprintMedia& message)
{
    readings[message.request] = {parts.mounts.deviceOf(message.file), message.isWaitedFor,
                                 std::make_unique<ContentReading>(message, parts.rules)};
}

void FingerprintService::cancel(SignalThread& thread, RequestId request)
{
    const auto found = readings.find(request);
    if (found == readings.end())
        return;
    // A job that is dropped, or hangs, never says that it is done.
    parts.disk.cancel(thread, tagOf(request).owner, 1);
    if (found->second.content == nullptr && !found->second.isWaitedFor)
        --quietSteps;
    readings.erase(found);
}

bool FingerprintService::mayGoOn(const Reading& reading, Load load) const
{
    if (reading.content == nullptr)
        return false;
    if (reading.isWaitedFor)
        return true;
    const auto isFree = !load.isPlaying || (load.callback < nearLimit && !reading.content->isRemote());
    return isFree && quietSteps < mostQuiet;
}

void FingerprintService::submit(SignalThread& thread, RequestId request, Reading& reading)
{
    const auto bytes = reading.isWaitedFor ? waitedStep : quietStep;
    quietSteps += reading.isWaitedFor ? 0u : 1u;
    parts.disk.submit(thread, std::make_unique<Job>(self, request, std::move(reading.content), bytes),
                      {reading.isWaitedFor ? waitedFor : behindEverything, reading.device, tagOf(request)});
}

void FingerprintService::step(SignalThread& thread, Load load)
{
    if (readings.empty())
        return;
    giveUpHung(thread);
    for (auto& [request, reading] : readings)
        if (mayGoOn(reading, load))
            submit(thread, request, reading);
}

void FingerprintService::finished(SignalThread& thread, RequestId request, std::unique_ptr<ContentReading> content,
                                  bool wasBegun)
{
    const auto found = readings.find(request);
    if (found == readings.end())
        return;
    quietSteps -= found->second.isWaitedFor ? 0u : 1u;
    const auto& result = content->result();
    if (result.isComplete || !wasBegun)
        parts.facts.send(thread, result);
    if (result.isComplete)
        readings.erase(found);
    else
        found->second.content = std::move(content);
}

void FingerprintService::giveUpHung(SignalThread& thread)
{
    if (parts.clock.now() < nextLook)
        return;
    nextLook = parts.clock.now() + lookInterval;
    const auto hung = parts.disk.hungDevices(thread);
    std::vector<RequestId> lost;
    for (const auto& [request, reading] : readings)
        if (std::ranges::binary_search(hung, reading.device))
            lost.push_back(request);
    for (const auto request : lost)
    {
        cancel(thread, request);
        MediaFingerprinted answer;
        answer.request = request;
        answer.isComplete = answer.isUnanswered = true;
        answer.error = unanswered;
        parts.facts.send(thread, std::move(answer));
    }
}

} // namespace loophole::signal
