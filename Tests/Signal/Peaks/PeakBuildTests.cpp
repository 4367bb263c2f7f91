#include "Signal/Peaks/PeakBuild.h"

#include "Support/PeakReference.h"
#include "Support/SignalReader.h"
#include "Support/TemporaryFolder.h"
#include "Support/VirtualClock.h"

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
        writer =
            PeakCacheWriter::create(thread, folder / "peaks", PeakLayout(1, FrameCount(frames)), medium.rate).value();
        build = std::make_unique<PeakBuild>(path, seeksAreExpensive, *writer, threads);
    }

    DiskThread thread = DiskThread::mint();
    TemporaryFolder folder;
    std::filesystem::path path = "Tape.wav";
    SignalMedium medium;
    std::vector<std::int64_t> beganAt;
    PeakBuild::Slice slice;
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
    bench.build->work(bench.thread, reader, bench.slice);
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
            bench.build->work(thread, reader, {});
        });
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader, bench.slice);
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
    bench.build->work(bench.thread, reader, bench.slice);
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
    bench.slice.cancelled = &isCancelled;
    bench.slice.progress = [&](double) { isCancelled = true; };
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader, bench.slice);

    const auto finished = bench.build->finish(bench.thread);
    REQUIRE_FALSE(finished.ok());
    CHECK(finished.failure().what == "Tape.wav");
    CHECK(finished.failure().why == "cancelled");
    CHECK(bench.beganAt == std::vector<std::int64_t>{0});
}

TEST_CASE("a thread comes back once no more stretches are left than it was told, and takes the rest when told so")
{
    Bench bench(4 * stretch, true, 1);
    SignalReader reader(bench.medium);
    bench.slice.untilLeft = 1;
    bench.build->work(bench.thread, reader, bench.slice);
    CHECK(bench.build->stretchesLeft() == 1);
    CHECK(bench.beganAt == std::vector<std::int64_t>{0, 1, 2});
    bench.slice.untilLeft = 0;
    bench.build->work(bench.thread, reader, bench.slice);
    CHECK(bench.beganAt == std::vector<std::int64_t>{0, 1, 2, 3});
    CHECK(bench.build->finish(bench.thread).ok());
}

TEST_CASE("progress rises to one")
{
    Bench bench(2 * stretch + 1, false, 1);
    std::vector<double> told;
    bench.slice.progress = [&](double share) { told.push_back(share); };
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader, bench.slice);
    CHECK(std::ranges::is_sorted(told));
    CHECK(told.back() == 1.0);
}

TEST_CASE("a build that was left goes on where it was and measures nothing twice")
{
    Bench bench(4 * stretch + 5, GENERATE(false, true), 2);
    const VirtualClock clock;
    bench.slice.clock = &clock;
    bench.slice.until = clock.now(); // over as soon as one stretch is measured
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader, bench.slice);
    CHECK(bench.build->progress() == Approx(0.2));
    CHECK_FALSE(bench.build->finish(bench.thread).ok());

    // Given up in the middle of a stretch, which then is to be measured again.
    std::atomic<bool> isCancelled{false};
    bench.medium.beforeRead = [&](FramePosition start) { isCancelled = start.value() > stretch + 100'000; };
    bench.build->work(bench.thread, reader, {&isCancelled, nullptr, Instant::max(), nullptr});
    CHECK(bench.build->progress() == Approx(0.2));
    CHECK(bench.build->hasWorkLeft());

    std::vector<std::int64_t> resumed;
    bench.medium.beforeRead = [&](FramePosition start) { resumed.push_back(start.value() / stretch); };
    bench.build->work(bench.thread, reader, {});
    CHECK(std::ranges::count(resumed, 0) == 0);
    CHECK_FALSE(bench.build->hasWorkLeft());
    REQUIRE(bench.build->finish(bench.thread).ok());
    const auto& signal = bench.medium.signal;
    const auto& peaks = *bench.writer->peaks();
    for (int level = 0; level < peaks.levelCount(); ++level)
        CHECK(areSamePeaks(peaks.peaks(0, level), plainPeaks(signal.channels[0], peaks.framesPerPeak(level).value())));
}

TEST_CASE("what was measured can be read while the rest is not, and not a peak more")
{
    Bench bench(3 * stretch, false, 1);
    bench.build->lookAt({FramePosition(stretch + 1), FrameCount(1)});
    const VirtualClock clock;
    SignalReader reader(bench.medium);
    bench.build->work(bench.thread, reader, {nullptr, &clock, clock.now(), nullptr});
    CHECK(bench.beganAt == std::vector<std::int64_t>{1});

    const auto& peaks = *bench.writer->peaks();
    const auto each = stretch / PeakLayout::finestFrames;
    CHECK(peaks.holds(0, 0, each, 2 * each));
    CHECK(peaks.holds(0, PeakLayout::stretchLevel, 1, 2));
    CHECK_FALSE(peaks.holds(0, 0, each - 1, each));
    CHECK_FALSE(peaks.holds(0, 0, each, 2 * each + 1));
    const auto wanted = plainPeaks(bench.medium.signal.channels[0], PeakLayout::finestFrames);
    CHECK(areSamePeaks(peaks.peaks(0, 0).subspan(static_cast<std::size_t>(each), static_cast<std::size_t>(each)),
                       std::span(wanted).subspan(static_cast<std::size_t>(each), static_cast<std::size_t>(each))));
}
