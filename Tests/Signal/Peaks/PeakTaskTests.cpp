#include "Signal/Peaks/PeakTask.h"

#include "Support/PeakReference.h"
#include "Support/SignalReader.h"
#include "Support/TemporaryFolder.h"
#include "Support/VirtualClock.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** A task for three stretches of noise. */
struct Rig
{
    explicit Rig(bool seeksAreExpensive)
    {
        writeBytes(path, "the medium's bytes");
        medium.signal = makeNoise(1, 3 * PeakLayout::stretchFrames, 5);
        medium.seeksAreExpensive = seeksAreExpensive;
        const auto file = MediaFile::open(thread, path).value();
        const OpenMedia open = [this](DiskThread&, const std::filesystem::path&)
        { return Outcome<std::unique_ptr<MediaReader>>(std::make_unique<SignalReader>(medium)); };
        task = PeakTask::begin(thread, store, open, {path, file, fingerprintOf(thread, *file).value(), {}, {}},
                               std::make_unique<SignalReader>(medium), {}, 2)
                   .value();
    }

    DiskThread thread = DiskThread::mint();
    TemporaryFolder folder;
    std::filesystem::path path = folder / "medium.wav";
    SignalMedium medium;
    PeakStore store{folder / "peaks"};
    std::shared_ptr<PeakTask> task;
};

} // namespace

TEST_CASE("a compressed medium is hashed when nothing is left to measure, an uncompressed one never")
{
    const auto isCompressed = GENERATE(false, true);
    Rig rig(isCompressed);
    rig.task->work(rig.thread, {});
    CHECK_FALSE(rig.task->hasWorkLeft());
    const auto built = rig.task->finish(rig.thread);
    REQUIRE(built.ok());
    CHECK(built.value().peaks->fullHash().isNone() != isCompressed);
    CHECK(built.value().peaks == rig.task->peaks());
}

TEST_CASE("a task keeps its readers from slice to slice and opens new ones after a rest")
{
    Rig rig(false);
    const VirtualClock clock;
    const PeakBuild::Slice slice{nullptr, &clock, clock.now(), nullptr};
    rig.task->work(rig.thread, slice);
    rig.task->work(rig.thread, slice);
    CHECK(rig.medium.opened == 1);
    CHECK(rig.task->progress() == Approx(2.0 / 3));
    rig.task->rest();
    rig.task->work(rig.thread, slice);
    CHECK(rig.medium.opened == 2);
    CHECK(rig.task->finish(rig.thread).ok());
}

TEST_CASE("a task that was left in the middle cannot be finished and leaves nothing")
{
    Rig rig(false);
    const VirtualClock clock;
    rig.task->work(rig.thread, {nullptr, &clock, clock.now(), nullptr});
    const auto unfinished = rig.task->finish(rig.thread);
    REQUIRE_FALSE(unfinished.ok());
    CHECK(unfinished.failure().why == "cancelled");
    rig.task.reset();
    CHECK(std::filesystem::is_empty(rig.store.folder()));
}
