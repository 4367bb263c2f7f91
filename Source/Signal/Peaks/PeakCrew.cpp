#include "Signal/Peaks/PeakCrew.h"

#include "Signal/Peaks/LowPriority.h"

#include <algorithm>

namespace loophole::signal
{

PeakCrew::PeakCrew(const PeakBuilder& builder, int threads, Sink sink)
    : builder(builder), threadCount(std::max(1, threads)), sink(std::move(sink))
{
    for (int i = 0; i < threadCount; ++i)
        this->threads.emplace_back([this] { run(); });
}

PeakCrew::~PeakCrew()
{
    {
        const std::lock_guard lock(mutex);
        stopping = true;
        waiting.clear();
        for (auto& job : running)
            job.cancelled = true;
    }
    changed.notify_all();
    for (auto& thread : threads)
        thread.join();
}

void PeakCrew::request(AssetId asset, std::filesystem::path path)
{
    {
        const std::lock_guard lock(mutex);
        cancelLocked(asset);
        waiting.push_back({asset, std::move(path)});
    }
    changed.notify_one();
}

void PeakCrew::cancel(AssetId asset)
{
    const std::lock_guard lock(mutex);
    cancelLocked(asset);
}

void PeakCrew::cancelLocked(AssetId asset)
{
    std::erase_if(waiting, [&](const auto& request) { return request.asset == asset; });
    for (auto& job : running)
        if (job.request.asset == asset)
            job.cancelled = true;
}

bool PeakCrew::waitForJob(DiskThread&, JobPlace& job)
{
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return stopping || !waiting.empty(); });
    if (stopping)
        return false;
    job = running.emplace(running.end());
    job->request = std::move(waiting.front());
    waiting.pop_front();
    job->threads = std::max(1, threadCount / static_cast<int>(running.size() + waiting.size()));
    return true;
}

void PeakCrew::run()
{
    auto thread = DiskThread::mint();
    lowerPriorityOfThisThread();
    for (JobPlace job; waitForJob(thread, job);)
    {
        PeakBuilder::Options options;
        options.threads = job->threads;
        options.cancelled = &job->cancelled;
        auto outcome = builder.build(thread, job->request.path, options);
        const auto asset = job->request.asset;
        const bool wanted = !job->cancelled;
        {
            const std::lock_guard lock(mutex);
            running.erase(job);
        }
        if (wanted)
            sink(thread, asset, std::move(outcome));
    }
}

} // namespace loophole::signal
