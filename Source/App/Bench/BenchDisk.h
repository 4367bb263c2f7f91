#pragma once

#include "Signal/Codec/MediaReader.h"
#include "Signal/Disk/JobQueue.h"
#include "Signal/Stream/FactSink.h"

#include <memory>
#include <utility>
#include <vector>

/** What a stream engine stands on when only its own cost is to be measured. */
namespace loophole::bench
{

class SteppedClock final : public Clock
{
public:
    void advance(Instant time) { current += time; }
    [[nodiscard]] Instant now() const override { return current; }

private:
    Instant current{};
};

/** Runs jobs on the thread that measures, the most urgent first. */
class InlineDisk final : public signal::Disk
{
public:
    /** All that waits; the number of jobs. */
    int runAll()
    {
        int count = 0;
        for (; auto next = queue.tryTake([](const signal::JobOrder&) { return true; }); ++count)
        {
            next->job->run(diskThread);
            finished.push_back(std::move(next->job));
        }
        return count;
    }

    void submit(SignalThread&, std::unique_ptr<signal::DiskJob> job, signal::JobOrder order) override
    {
        queue.push(std::move(job), order);
    }
    void reorder(SignalThread&, std::uint64_t owner, signal::Urgency urgency) override
    {
        queue.reorder(owner, urgency);
    }
    std::size_t cancel(SignalThread&, std::uint64_t owner, std::uint32_t generation) override
    {
        return queue.cancel(owner, generation).size();
    }
    std::size_t drain(SignalThread& thread) override
    {
        const auto done = std::exchange(finished, {});
        for (const auto& job : done)
            job->finish(thread);
        return done.size();
    }
    bool waitForFinished(SignalThread&, Instant) override { return runAll() > 0; }
    [[nodiscard]] int workerCount() const override { return 64; }
    [[nodiscard]] signal::DiskStats stats(SignalThread&) const override { return {}; }
    [[nodiscard]] std::vector<signal::DeviceId> hungDevices(SignalThread&) const override { return {}; }

private:
    DiskThread diskThread = DiskThread::mint();
    signal::JobQueue queue;
    std::vector<std::unique_ptr<signal::DiskJob>> finished;
};

class DroppedFacts final : public signal::FactSink
{
public:
    void send(SignalThread&, SignalToPulse) override {}
};

/** A long mono medium whose reading costs nothing: the samples stay what they were. */
class CostlessReader final : public signal::MediaReader
{
public:
    [[nodiscard]] static Outcome<std::unique_ptr<signal::MediaReader>> open(DiskThread&, const std::filesystem::path&)
    {
        return std::unique_ptr<signal::MediaReader>(std::make_unique<CostlessReader>());
    }

    CostlessReader()
    {
        facts.sampleRate = SampleRate(48000);
        facts.channels = 1;
        facts.length = FrameCount(std::int64_t{1} << 24);
    }
    [[nodiscard]] const signal::MediaInfo& info() const override { return facts; }
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition, signal::PlanarSpan) override { return {}; }

private:
    signal::MediaInfo facts;
};

} // namespace loophole::bench
