#include "Signal/Peaks/PeakCrew.h"

#include "Support/PeakReference.h"
#include "Support/SignalReader.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <latch>
#include <map>
#include <semaphore>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Media by file name, a crew for them, and what it has told so far. */
struct Yard
{
    Yard() : store(folder / "peaks"), builder(store, opener()) {}

    MediaOpener opener()
    {
        return [this](DiskThread&, const std::filesystem::path& path) -> Outcome<std::unique_ptr<MediaReader>>
        { return std::unique_ptr<MediaReader>(std::make_unique<SignalReader>(media.at(path.filename().string()))); };
    }
    std::filesystem::path add(const std::string& name, std::int64_t frames)
    {
        media[name].signal = makeNoise(1, frames, media.size());
        writeBytes(folder / name, "bytes of " + name);
        return folder / name;
    }
    PeakCrew::Sink sink()
    {
        return [this](DiskThread&, AssetId asset, Outcome<BuiltPeaks> built)
        {
            const std::lock_guard lock(mutex);
            if (built)
                peaks[asset] = built.value().peaks;
            else
                failures[asset] = built.failure().why;
            changed.notify_all();
        };
    }
    void waitForResults(std::size_t count)
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return peaks.size() + failures.size() >= count; });
    }

    TemporaryFolder folder;
    std::map<std::string, SignalMedium> media;
    PeakStore store;
    PeakBuilder builder;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<AssetId, std::shared_ptr<const PeakCache>> peaks;
    std::map<AssetId, std::string> failures;
};

} // namespace

TEST_CASE("a crew gives every medium its peaks and tells which have none")
{
    Yard yard;
    std::vector<std::filesystem::path> paths;
    for (int i = 0; i < 12; ++i)
        paths.push_back(yard.add("medium" + std::to_string(i), 20'000 + i));
    yard.media["medium5"].unreadable = FramePosition(10);
    PeakCrew crew(yard.builder, 2, yard.sink());
    for (std::uint32_t i = 0; i < 12; ++i)
        crew.request(AssetId{i + 1}, paths[i]);
    yard.waitForResults(12);
    CHECK(yard.failures == std::map<AssetId, std::string>{{AssetId{6}, "cannot be read"}});
    for (std::uint32_t i = 0; i < 12; ++i)
        if (i != 5)
            CHECK(yard.peaks.at(AssetId{i + 1})->length() == FrameCount(20'000 + i));
}

TEST_CASE("a lone file gets all of the crew's threads, and files of a queue one each")
{
    Yard yard;
    const auto path = yard.add("long", 4 * PeakLayout::stretchFrames);
    PeakCrew crew(yard.builder, 3, yard.sink());
    crew.request(AssetId{1}, path);
    yard.waitForResults(1);
    CHECK(yard.media["long"].opened == 3);
}

TEST_CASE("a cancelled request is never told, whether it waits or runs")
{
    Yard yard;
    const auto blocked = yard.add("blocked", 100'000);
    const auto waiting = yard.add("waiting", 1000);
    const auto wanted = yard.add("wanted", 1000);
    std::latch started{1};
    std::binary_semaphore mayGoOn{0};
    std::atomic<bool> isFirst{true};
    yard.media["blocked"].beforeRead = [&](FramePosition)
    {
        if (isFirst.exchange(false))
        {
            started.count_down();
            mayGoOn.acquire();
        }
    };
    PeakCrew crew(yard.builder, 1, yard.sink());
    crew.request(AssetId{1}, blocked);
    crew.request(AssetId{2}, waiting);
    crew.request(AssetId{3}, wanted);
    started.wait();
    crew.cancel(AssetId{1});
    crew.cancel(AssetId{2});
    mayGoOn.release();
    yard.waitForResults(1);
    CHECK(yard.peaks.count(AssetId{3}) == 1);
    CHECK(yard.peaks.size() == 1);
    CHECK(yard.failures.empty());
    CHECK(yard.media["blocked"].reads == 1);
    CHECK(yard.media["waiting"].opened == 0);
}

TEST_CASE("a crew that is dismissed stops what it is doing")
{
    Yard yard;
    const auto path = yard.add("long", 2'000'000);
    std::latch started{1};
    std::atomic<bool> isFirst{true};
    yard.media["long"].beforeRead = [&](FramePosition)
    {
        if (isFirst.exchange(false))
            started.count_down();
    };
    {
        PeakCrew crew(yard.builder, 1, yard.sink());
        crew.request(AssetId{1}, path);
        started.wait();
    }
    CHECK(yard.failures.empty());
    for (const auto& entry : std::filesystem::directory_iterator(yard.store.folder()))
        CHECK(entry.path().extension() == ".peaks");
}
