#include "Signal/Peaks/PeakBuild.h"

#include "Support/PeakReference.h"
#include "Support/SignalReader.h"
#include "Support/TemporaryFolder.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto stretch = PeakLayout::stretchFrames;

/** A build of `frames` frames of noise; `beganAt` tells which stretches were begun, in that order. */
struct Bench
{
    Bench(std::int64_t frames, bool seeksAreExpensive, int threads)
    {
        medium.signal = makeNoise(1, frames, 5);
        medium.beforeRead = [this](FramePosition start)
        {
            if (start.value() % stretch == 0)
                beganAt.push_back(start.value() / stretch);
        };
        options.threads = threads;
        writer =
            PeakCacheWriter::create(thread, folder / "peaks", PeakLayout(1, FrameCount(frames)), medium.rate).value();
        build = std::make_unique<PeakBuild>(path, seeksAreExpensive, *writer, options);
    }

    DiskThread thread = DiskThread::mint();
    TemporaryFolder folder;
    std::filesystem::path path = "Tape.wav";
    SignalMedium medium;
    std::vector<std::int64_t> beganAt;
    PeakBuilder::Options options;
    std::unique_ptr<PeakCacheWriter> writer;
    std::unique_ptr<PeakBuild> build;
};

} // namespace

TEST_CASE("no more threads are called than there are stretches to share")
{
    CHECK(Bench(stretch + 1, false, 8).build->usefulThreads() == 2);
    CHECK(Bench(5 * stretch, false, 2).build->usefulThreads() == 2);
    CHECK(Bench(0, false, 8).build->usefulThreads() == 1);
}

TEST_CASE("a thread that works alone takes every stretch once, in the order of the file")
{
    const auto seeksAreExpensive = GENERATE(false, true);
    Bench bench(3 * stretch + 77, seeksAreExpensive, 2);
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader);
    CHECK(bench.beganAt == std::vector<std::int64_t>{0, 1, 2, 3});
    CHECK(bench.build->finish(bench.thread).ok());
}

TEST_CASE("threads with readers of their own share the stretches and miss none")
{
    Bench bench(4 * stretch, false, 2);
    SignalMedium second;
    second.signal = bench.medium.signal;
    std::vector<std::int64_t> begunBySecond;
    second.beforeRead = [&](FramePosition start)
    {
        if (start.value() % stretch == 0)
            begunBySecond.push_back(start.value() / stretch);
    };
    std::thread other(
        [&]
        {
            auto thread = DiskThread::mint();
            SignalReader reader(second);
            bench.build->work(thread, reader);
        });
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader);
    other.join();

    auto all = bench.beganAt;
    all.insert(all.end(), begunBySecond.begin(), begunBySecond.end());
    std::ranges::sort(all);
    CHECK(all == std::vector<std::int64_t>{0, 1, 2, 3});
    CHECK(bench.build->finish(bench.thread).ok());
}

TEST_CASE("the first failure stops the build and is its outcome")
{
    Bench bench(4 * stretch, false, 1);
    bench.medium.unreadable = FramePosition(stretch + 5);
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader);
    bench.build->fail({"later", "not told"});

    const auto finished = bench.build->finish(bench.thread);
    REQUIRE_FALSE(finished.ok());
    CHECK(finished.failure().why == "cannot be read");
    CHECK(bench.beganAt == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("a cancelled build names the medium and begins no further stretch")
{
    Bench bench(4 * stretch, false, 1);
    std::atomic<bool> isCancelled{false};
    bench.options.cancelled = &isCancelled;
    bench.options.progress = [&](double) { isCancelled = true; };
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader);

    const auto finished = bench.build->finish(bench.thread);
    REQUIRE_FALSE(finished.ok());
    CHECK(finished.failure().what == "Tape.wav");
    CHECK(finished.failure().why == "cancelled");
    CHECK(bench.beganAt == std::vector<std::int64_t>{0});
}

TEST_CASE("progress rises to one")
{
    Bench bench(2 * stretch + 1, false, 1);
    std::vector<double> told;
    bench.options.progress = [&](double share) { told.push_back(share); };
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader);
    CHECK(std::ranges::is_sorted(told));
    CHECK(told.back() == 1.0);
}
