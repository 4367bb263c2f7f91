#pragma once

#include "Core/Ids.h"
#include "Signal/Peaks/PeakBuilder.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace loophole::signal
{

/**
    Gives media their peaks in the background. Owns the threads that do so, all of low priority: as many files at once
    as there are threads, and several threads a file when fewer files are waiting. What is asked for is done in order.
    Every function but the sink may be called on any thread and never waits for a disk.
*/
class PeakCrew
{
public:
    /** Called on one of the crew's threads, once for each request that was not cancelled. Must not throw. */
    using Sink = std::function<void(DiskThread&, AssetId, Outcome<BuiltPeaks>)>;

    /** `builder` must outlive the crew. */
    PeakCrew(const PeakBuilder& builder, int threads, Sink);
    /** Cancels everything and waits for the chunks that are being read. */
    ~PeakCrew();
    PeakCrew(const PeakCrew&) = delete;
    PeakCrew& operator=(const PeakCrew&) = delete;

    /** A request for an asset replaces its earlier one. */
    void request(AssetId, std::filesystem::path);
    void cancel(AssetId);

private:
    struct Request
    {
        AssetId asset;
        std::filesystem::path path;
    };
    struct Job
    {
        Request request;
        int threads = 1;
        std::atomic<bool> cancelled{false};
    };
    using JobPlace = std::list<Job>::iterator;

    void run();
    [[nodiscard]] bool waitForJob(DiskThread&, JobPlace&);
    void cancelLocked(AssetId);

    const PeakBuilder& builder;
    const int threadCount;
    const Sink sink;
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Request> waiting;
    std::list<Job> running; ///< a list, so that a job stays in its place while others come and go
    bool stopping = false;
    std::vector<std::thread> threads;
};

} // namespace loophole::signal
