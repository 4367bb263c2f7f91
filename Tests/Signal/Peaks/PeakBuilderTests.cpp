#include "Signal/Peaks/PeakBuilder.h"

#include "Support/FileSizeLimit.h"
#include "Support/PeakReference.h"
#include "Support/SignalReader.h"
#include "Support/TemporaryFolder.h"
#include "Support/VirtualClock.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <mutex>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** A folder with a file that stands for a medium, a store, and a builder that opens the medium for any path. */
struct Workshop
{
    Workshop() : store(folder / "peaks"), builder(store, opener()) { writeBytes(file, "the medium's bytes"); }

    OpenMedia opener()
    {
        return [this](DiskThread&, const std::filesystem::path&) -> Outcome<std::unique_ptr<MediaReader>>
        { return std::unique_ptr<MediaReader>(std::make_unique<SignalReader>(medium)); };
    }
    Outcome<BuiltPeaks> build(const PeakBuilder::Options& options = {}) { return builder.build(thread, file, options); }
    [[nodiscard]] std::size_t filesInStore() const
    {
        if (!std::filesystem::exists(store.folder()))
            return 0;
        const std::filesystem::recursive_directory_iterator entries(store.folder());
        return static_cast<std::size_t>(
            std::count_if(begin(entries), end(entries), [](const auto& entry) { return entry.is_regular_file(); }));
    }

    DiskThread thread = DiskThread::mint();
    TemporaryFolder folder;
    std::filesystem::path file = folder / "medium.wav";
    SignalMedium medium;
    PeakStore store;
    PeakBuilder builder;
};

void checkAgainstPlainLoop(const PeakCache& peaks, const TestSignal& signal)
{
    REQUIRE(peaks.channels() == signal.channelCount());
    REQUIRE(peaks.length() == FrameCount(signal.frames()));
    for (int channel = 0; channel < peaks.channels(); ++channel)
        for (int level = 0; level < peaks.levelCount(); ++level)
            CHECK(
                areSamePeaks(peaks.peaks(channel, level), plainPeaks(signal.channels[static_cast<std::size_t>(channel)],
                                                                     peaks.framesPerPeak(level).value())));
}

} // namespace

TEST_CASE("built peaks equal a plain loop's for every number of channels and odd lengths")
{
    for (int channels = 1; channels <= 8; ++channels)
        for (const std::int64_t frames : {0, 1, 63, 64, 65, 8191, 16385, 70'000})
        {
            Workshop workshop;
            workshop.medium.signal = makeNoise(channels, frames, static_cast<std::uint64_t>(frames + channels));
            const auto built = workshop.build();
            CAPTURE(channels, frames);
            REQUIRE(built.ok());
            CHECK_FALSE(built.value().fromCache);
            checkAgainstPlainLoop(*built.value().peaks, workshop.medium.signal);
        }
}

TEST_CASE("peaks over many stretches are the same from one thread and from several")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 3 * PeakLayout::stretchFrames + 12'345, 77);
    workshop.medium.seeksAreExpensive = GENERATE(false, true);
    const auto alone = workshop.build();
    REQUIRE(alone.ok());
    CHECK(workshop.medium.opened == 1);
    checkAgainstPlainLoop(*alone.value().peaks, workshop.medium.signal);
    PeakBuilder::Options options;
    options.force = true;
    options.threads = 3;
    const auto together = workshop.build(options);
    REQUIRE(together.ok());
    CHECK_FALSE(together.value().fromCache);
    CHECK(workshop.medium.opened <= 4); // a thread that finds nothing left opens nothing
    for (int level = 0; level < alone.value().peaks->levelCount(); ++level)
    {
        const auto one = alone.value().peaks->peaks(0, level);
        const auto other = together.value().peaks->peaks(0, level);
        CHECK(std::equal(one.begin(), one.end(), other.begin(), other.end()));
    }
}

TEST_CASE("a second build of the same medium reads nothing of it")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 10'000, 7);
    REQUIRE(workshop.build().ok());
    const int reads = workshop.medium.reads;
    const auto again = workshop.build();
    REQUIRE(again.ok());
    CHECK(again.value().fromCache);
    CHECK(workshop.medium.reads == reads);
    CHECK(workshop.medium.opened == 1);
}

TEST_CASE("the same content under a new name takes no decoding")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 10'000, 7);
    REQUIRE(workshop.build().ok());
    const int reads = workshop.medium.reads;
    std::filesystem::rename(workshop.file, workshop.folder / "renamed.wav");
    const auto renamed = workshop.builder.build(workshop.thread, workshop.folder / "renamed.wav", {});
    REQUIRE(renamed.ok());
    CHECK(renamed.value().fromCache);
    CHECK(workshop.medium.reads == reads);
}

TEST_CASE("a compressed copy with another time is proved by its bytes and takes no decoding")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 10'000, 7);
    workshop.medium.seeksAreExpensive = true;
    const auto first = workshop.build();
    REQUIRE(first.ok());
    CHECK_FALSE(first.value().peaks->fullHash().isNone());
    const int reads = workshop.medium.reads;
    const auto copy = workshop.folder / "copy.flac";
    std::filesystem::copy(workshop.file, copy);
    std::filesystem::last_write_time(copy, std::filesystem::last_write_time(copy) + std::chrono::seconds(5));
    const auto copied = workshop.builder.build(workshop.thread, copy, {});
    REQUIRE(copied.ok());
    CHECK(copied.value().fromCache);
    CHECK(copied.value().peaks == first.value().peaks);
    CHECK(workshop.medium.reads == reads);
    const int opened = workshop.medium.opened;
    CHECK(workshop.builder.build(workshop.thread, copy, {}).value().fromCache);
    CHECK(workshop.medium.opened == opened);
}

TEST_CASE("an uncompressed copy with another time is proved by its peaks and stored once")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 10'000, 7);
    const auto first = workshop.build();
    std::filesystem::last_write_time(workshop.file,
                                     std::filesystem::last_write_time(workshop.file) + std::chrono::seconds(5));
    const auto copied = workshop.build();
    REQUIRE(copied.ok());
    CHECK(copied.value().fromCache);
    CHECK(copied.value().peaks == first.value().peaks);
    const int reads = workshop.medium.reads;
    CHECK(workshop.build().value().fromCache);
    CHECK(workshop.medium.reads == reads);
}

TEST_CASE("a change that no probe sees is seen by the time of modification")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 10'000, 7);
    REQUIRE(workshop.build().ok());
    workshop.medium.signal.channels[0][5000] = 0.99f;
    std::filesystem::last_write_time(workshop.file,
                                     std::filesystem::last_write_time(workshop.file) + std::chrono::seconds(5));
    const auto changed = workshop.build();
    REQUIRE(changed.ok());
    CHECK_FALSE(changed.value().fromCache);
    checkAgainstPlainLoop(*changed.value().peaks, workshop.medium.signal);
}

TEST_CASE("force builds peaks that are there already")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 10'000, 7);
    REQUIRE(workshop.build().ok());
    PeakBuilder::Options options;
    options.force = true;
    const auto forced = workshop.build(options);
    REQUIRE(forced.ok());
    CHECK_FALSE(forced.value().fromCache);
    CHECK(workshop.medium.opened == 2);
}

TEST_CASE("a damaged cache is built again")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(2, 10'000, 7);
    REQUIRE(workshop.build().ok());
    for (const auto& entry : std::filesystem::recursive_directory_iterator(workshop.store.folder()))
        if (entry.is_regular_file())
            std::filesystem::resize_file(entry.path(), 640);
    PeakStore store(workshop.store.folder());
    const PeakBuilder builder(store, workshop.opener());
    const auto rebuilt = builder.build(workshop.thread, workshop.file, {});
    REQUIRE(rebuilt.ok());
    CHECK_FALSE(rebuilt.value().fromCache);
    checkAgainstPlainLoop(*rebuilt.value().peaks, workshop.medium.signal);
}

TEST_CASE("a medium that cannot be read has no peaks and leaves nothing")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 3 * PeakLayout::stretchFrames, 7);
    workshop.medium.unreadable = FramePosition(PeakLayout::stretchFrames + 5);
    PeakBuilder::Options options;
    options.threads = GENERATE(1, 2);
    const auto failed = workshop.build(options);
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.failure().why == "cannot be read");
    CHECK(workshop.filesInStore() == 0);
}

TEST_CASE("a disk that fills up while peaks are written leaves nothing")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 1'000'000, 7);
    const FileSizeLimit limit(100'000);
    const auto failed = workshop.build();
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.failure().why.find("cannot be written") != std::string::npos);
    CHECK(workshop.filesInStore() == 0);
}

TEST_CASE("a cancelled build stops at once and leaves nothing")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 3 * PeakLayout::stretchFrames, 7);
    std::atomic<bool> cancelled{false};
    workshop.medium.beforeRead = [&](FramePosition position)
    {
        if (position.value() >= 100'000)
            cancelled = true;
    };
    PeakBuilder::Options options;
    options.cancelled = &cancelled;
    const auto stopped = workshop.build(options);
    REQUIRE_FALSE(stopped.ok());
    CHECK(stopped.failure().why == "cancelled");
    CHECK(stopped.failure().what == workshop.file.string());
    CHECK(workshop.medium.reads == 8); // chunks of 16,384 frames up to the one that begins past 100,000
    CHECK(workshop.filesInStore() == 0);
}

TEST_CASE("a medium that changes while it is read is told and nothing of it is kept")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 50'000, 7);
    workshop.medium.beforeRead = [&](FramePosition) { writeBytes(workshop.file, "other bytes"); };
    const auto failed = workshop.build();
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.failure().why == "was changed while its peaks were computed");
    CHECK(workshop.filesInStore() == 0);
}

TEST_CASE("more channels than a peak file has are refused with the reason")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(9, 100, 7);
    const auto refused = workshop.build();
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().why == "has 9 channels, more than 8");
}

TEST_CASE("a missing file is told by its name")
{
    Workshop workshop;
    const auto missing = workshop.builder.build(workshop.thread, workshop.folder / "missing.wav", {});
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.failure().what == (workshop.folder / "missing.wav").string());
    CHECK(missing.failure().why == "no such file or directory");
}

TEST_CASE("progress grows to one")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(1, 3 * PeakLayout::stretchFrames, 7);
    std::vector<double> told;
    std::mutex mutex;
    PeakBuilder::Options options;
    options.threads = 2;
    options.progress = [&](double done)
    {
        const std::lock_guard lock(mutex);
        told.push_back(done);
    };
    REQUIRE(workshop.build(options).ok());
    REQUIRE(told.size() == 3);
    CHECK(*std::max_element(told.begin(), told.end()) == 1.0);
    CHECK(*std::min_element(told.begin(), told.end()) == Approx(1.0 / 3.0));
}

TEST_CASE("a long medium is sketched before it is measured, within its time")
{
    Workshop workshop;
    workshop.medium.signal = makeNoise(2, 3 * PeakLayout::stretchFrames, 7);
    const VirtualClock clock;
    const auto beginning = workshop.builder.begin(workshop.thread, workshop.file, {}, &clock);
    REQUIRE(beginning.ok());
    REQUIRE(beginning.value().task != nullptr);
    const auto shown = beginning.value().task->peaks();
    CHECK(shown->sketch().channels.size() == 2);
    CHECK_FALSE(shown->holds(0, 0, 0, 1));
    CHECK(workshop.medium.reads == 512);

    workshop.medium.signal = makeNoise(2, PeakTask::shortStretches * PeakLayout::stretchFrames, 7);
    const auto brief = workshop.builder.begin(workshop.thread, workshop.file, {}, &clock);
    REQUIRE(brief.ok());
    CHECK(brief.value().task->peaks()->sketch().isEmpty());
}
