#include "Signal/Control/PeakService.h"

#include <algorithm>
#include <optional>

namespace loophole::signal
{

/** One medium's way to its peaks. The control thread's, but for `task` and `isStopped`, which its jobs share. */
struct PeakService::Work
{
    AssetId asset;
    std::filesystem::path path;
    std::shared_ptr<const PeakBuilder> builder; ///< with the store that `task` goes into
    bool isForced = false;
    Urgency urgency;
    FrameRange inView;
    std::shared_ptr<PeakTask> task; ///< once it has begun
    std::atomic<bool> isStopped{false};
    bool isLeft = false;
    Instant leftAt{};
    int jobs = 0; ///< waiting or running
    double told = -1;
    Instant toldAt{};
};

std::shared_ptr<const PeakBuilder> peakBuilderWithStore(const std::filesystem::path& folder, OpenMedia openMedia,
                                                        std::int64_t capacityBytes)
{
    struct WithStore
    {
        PeakStore store;
        PeakBuilder builder;
        WithStore(const std::filesystem::path& path, OpenMedia open, std::int64_t bytes)
            : store(path, bytes), builder(store, open)
        {
        }
    };
    auto whole = std::make_shared<WithStore>(folder, openMedia, capacityBytes);
    return {whole, &whole->builder};
}

/** A step on that way. Owns what it touches on the worker; the service only in finish(). */
class PeakService::Job : public DiskJob
{
public:
    Job(PeakService& service, WorkPointer work) : service(service), clock(service.clock), work(std::move(work)) {}

    void finish(SignalThread& thread) final
    {
        --work->jobs;
        const auto current = service.works.find(work->asset);
        if (current != service.works.end() && current->second == work)
            goOn(thread);
    }
    [[nodiscard]] std::size_t bytesRead() const final { return bytes; }

protected:
    virtual void goOn(SignalThread&) = 0;

    PeakService& service;
    const Clock& clock;
    WorkPointer work;
    std::size_t bytes = 0; ///< of samples that were measured: the pool finds out by them how many jobs do a device good
};

/** Looks in the cache; measures what is short at once. */
class PeakService::Beginning final : public Job
{
public:
    Beginning(PeakService& service, WorkPointer given, int threads) : Job(service, std::move(given))
    {
        options.force = work->isForced;
        options.threads = threads;
        options.cancelled = &work->isStopped;
    }

    void run(DiskThread& thread) override
    {
        result.emplace(work->builder->begin(thread, work->path, options, &clock));
        if (!*result || !result->value().task || !result->value().task->isShort())
            return;
        auto& beginning = result->value();
        beginning.task->work(thread, {options.cancelled, nullptr, Instant::max(), nullptr});
        bytes = static_cast<std::size_t>(beginning.task->bytesOfSamples());
        if (work->isStopped)
            return;
        if (auto built = beginning.task->finish(thread))
            beginning.found = std::move(built).value();
        else
            *result = built.failure();
    }

private:
    void goOn(SignalThread& thread) override { service.begun(thread, work, std::move(*result)); }

    PeakBuilder::Options options;
    std::optional<Outcome<PeakBuilder::Beginning>> result;
};

class PeakService::Slice final : public Job
{
public:
    using Job::Job;

    void run(DiskThread& thread) override
    {
        const auto before = work->task->progress();
        work->task->work(thread, {&work->isStopped, &clock, clock.now() + sliceTime, nullptr});
        const auto share = std::max(0.0, work->task->progress() - before);
        bytes = static_cast<std::size_t>(share * static_cast<double>(work->task->bytesOfSamples()));
    }

private:
    void goOn(SignalThread& thread) override { service.goOn(thread, work); }
};

class PeakService::Finishing final : public Job
{
public:
    using Job::Job;

    void run(DiskThread& thread) override { result.emplace(work->task->finish(thread)); }

private:
    void goOn(SignalThread& thread) override { service.tell(thread, work, std::move(*result)); }

    std::optional<Outcome<BuiltPeaks>> result;
};

PeakService::PeakService(const Clock& clockToUse, Disk& disk, CurrentMounts& currentMounts,
                         std::shared_ptr<const PeakBuilder> peakBuilder, FactSink& sink)
    : clock(clockToUse), workers(disk), mounts(currentMounts), builder(std::move(peakBuilder)), facts(sink)
{
}

PeakService::~PeakService()
{
    for (auto& [asset, work] : works)
        work->isStopped = true;
}

Urgency PeakService::urgencyOf(const RequestPeaks& request) const
{
    Urgency urgency;
    urgency.kind = !request.isVisible ? UrgencyClass::background
                   : request.isRow    ? UrgencyClass::anticipative
                                      : UrgencyClass::resident;
    urgency.deadline = -clock.now();
    return urgency;
}

void PeakService::submit(SignalThread& thread, const WorkPointer& work, std::unique_ptr<Job> job)
{
    ++work->jobs;
    workers.submit(thread, std::move(job), {work->urgency, mounts.deviceOf(work->path), {work->asset.value, 0}});
}

void PeakService::submitSlices(SignalThread& thread, const WorkPointer& work)
{
    while (work->jobs < work->task->usefulThreads())
        submit(thread, work, std::make_unique<Slice>(*this, work));
}

void PeakService::request(SignalThread& thread, const RequestPeaks& request, const std::filesystem::path& path)
{
    auto& work = works[request.asset];
    const auto urgency = urgencyOf(request);
    // One that was told to stop before it could begin gives nothing to go on with.
    if (!work || (work->isLeft && !work->task))
    {
        work = std::make_shared<Work>();
        work->asset = request.asset;
        work->path = path;
        work->builder = builder;
        work->isForced = request.isDamaged;
        work->urgency = urgency;
        work->inView = request.inView;
        submit(thread, work, std::make_unique<Beginning>(*this, work, workers.workerCount()));
        return;
    }
    if (request.isVisible || work->isLeft)
    {
        work->urgency = urgency;
        work->inView = request.inView;
        workers.reorder(thread, request.asset.value, urgency);
        if (work->task)
            work->task->lookAt(request.inView);
    }
    if (!work->isLeft)
        return;
    work->isLeft = false;
    work->isStopped = false;
    // Jobs that were told to stop and are not back yet go on with it when they are.
    if (work->jobs == 0)
        goOn(thread, work);
}

void PeakService::stop(SignalThread& thread, Work& work)
{
    work.isStopped = true;
    work.jobs -= static_cast<int>(workers.cancel(thread, work.asset.value, 1));
}

void PeakService::leave(SignalThread& thread, AssetId asset)
{
    const auto found = works.find(asset);
    if (found == works.end() || found->second->isLeft)
        return;
    const auto work = found->second;
    stop(thread, *work);
    work->isLeft = true;
    work->leftAt = clock.now();
    if (work->jobs == 0)
        goOn(thread, work);
    letGoOfOldest();
}

void PeakService::letGoOfOldest()
{
    const auto left = std::ranges::count_if(works, [](const auto& entry) { return entry.second->isLeft; });
    if (static_cast<std::size_t>(left) <= mostLeft)
        return;
    const auto oldest = std::ranges::min_element(
        works, {}, [](const auto& entry) { return entry.second->isLeft ? entry.second->leftAt : Instant::max(); });
    works.erase(oldest);
}

void PeakService::forget(SignalThread& thread, AssetId asset)
{
    const auto found = works.find(asset);
    if (found == works.end())
        return;
    stop(thread, *found->second);
    works.erase(found);
}

void PeakService::step(SignalThread& thread)
{
    workers.drain(thread);
}

void PeakService::begun(SignalThread& thread, const WorkPointer& work, Outcome<PeakBuilder::Beginning>&& outcome)
{
    if (outcome && outcome.value().found)
        return tell(thread, work, *outcome.value().found);
    if (outcome)
    {
        work->task = outcome.value().task;
        work->task->lookAt(work->inView);
    }
    else if (!work->isStopped)
        return tell(thread, work, outcome.failure());
    goOn(thread, work);
}

/** What a job leaves to be done. */
void PeakService::goOn(SignalThread& thread, const WorkPointer& work)
{
    if (work->isLeft && work->jobs == 0)
    {
        if (work->task)
            work->task->rest();
        else
            works.erase(work->asset);
    }
    if (work->isLeft || work->isStopped)
        return;
    tellPart(thread, *work);
    if (work->task->hasWorkLeft())
        submitSlices(thread, work);
    else if (work->jobs == 0)
        submit(thread, work, std::make_unique<Finishing>(*this, work));
}

void PeakService::tellPart(SignalThread& thread, Work& work)
{
    const auto progress = work.task->progress();
    const auto now = clock.now();
    if (progress <= work.told || progress == 1 || (work.told >= 0 && now - work.toldAt < toldEvery))
        return;
    work.told = progress;
    work.toldAt = now;
    facts.send(thread, PeaksReady{work.asset, work.task->peaks(), false, true, progress});
}

void PeakService::tell(SignalThread& thread, const WorkPointer& work, Outcome<BuiltPeaks>&& result)
{
    const auto asset = work->asset;
    works.erase(asset);
    if (result)
        facts.send(thread, PeaksReady{asset, result.value().peaks, result.value().fromCache});
    else
        facts.send(thread, PeaksFailed{asset, result.failure().why});
}

} // namespace loophole::signal
