#include "Signal/Peaks/PeakStore.h"

#include "Signal/Peaks/PeakCacheWriter.h"
#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <chrono>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

MediaFingerprint fingerprint(std::uint8_t content, std::int64_t modified = 1000)
{
    MediaFingerprint result;
    result.content.bytes[3] = content;
    result.modified = modified;
    return result;
}

/** Keeps peaks of 10,000 silent frames, 2.6 kB, for a content. */
std::shared_ptr<const PeakCache> keepSilence(DiskThread& thread, PeakStore& store, const MediaFingerprint& medium)
{
    auto writer = PeakCacheWriter::create(thread, store.folder(), {1, FrameCount(10'000)}, SampleRate(48000));
    REQUIRE(writer.ok());
    const auto& layout = writer.value()->layout();
    for (int level = 0; level < layout.levelCount(); ++level)
    {
        const std::vector<Peak> silence(static_cast<std::size_t>(layout.peakCount(level)));
        REQUIRE(writer.value()->writePiece(thread, level, 0, 0, silence).ok());
    }
    REQUIRE(writer.value()->finish(thread, medium.content, {}).ok());
    REQUIRE(store.keep(thread, medium, *writer.value()).ok());
    return writer.value()->peaks();
}

std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    return files;
}

/** Makes everything in the folder as if it had been used so long ago. */
void age(const std::filesystem::path& folder, std::chrono::seconds by)
{
    for (const auto& file : filesIn(folder))
        std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) - by);
}

} // namespace

TEST_CASE("what is kept is found again, also by another store on the same folder")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    PeakStore store(folder / "peaks");
    CHECK(store.find(thread, fingerprint(1)) == nullptr);
    const auto kept = keepSilence(thread, store, fingerprint(1));
    CHECK(store.find(thread, fingerprint(1)) == kept);
    CHECK(store.find(thread, fingerprint(2)) == nullptr);
    CHECK(store.find(thread, fingerprint(1, 2000)) == nullptr);
    PeakStore other(folder / "peaks");
    const auto found = other.find(thread, fingerprint(1));
    REQUIRE(found != nullptr);
    CHECK(found->length() == FrameCount(10'000));
}

TEST_CASE("a damaged peak file is removed and not found")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    {
        PeakStore store(folder / "peaks");
        keepSilence(thread, store, fingerprint(1));
    }
    const auto file = filesIn(folder / "peaks").at(0);
    writeBytes(file, "damaged");
    PeakStore store(folder / "peaks");
    CHECK(store.find(thread, fingerprint(1)) == nullptr);
    CHECK(filesIn(folder / "peaks").empty());
}

TEST_CASE("a peak file under another content's name is not taken for it")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    PeakStore store(folder / "peaks");
    keepSilence(thread, store, fingerprint(1));
    const auto first = filesIn(folder / "peaks").at(0);
    keepSilence(thread, store, fingerprint(2));
    for (const auto& file : filesIn(folder / "peaks"))
        if (file != first)
        {
            std::filesystem::remove(file);
            std::filesystem::copy(first, file);
        }
    PeakStore fresh(folder / "peaks");
    CHECK(fresh.find(thread, fingerprint(1)) != nullptr);
    CHECK(fresh.find(thread, fingerprint(2)) == nullptr);
}

TEST_CASE("media that look the same but have another time are told, and share one file when adopted")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    PeakStore store(folder / "peaks");
    const auto kept = keepSilence(thread, store, fingerprint(1, 1000));
    CHECK(store.findSimilar(thread, fingerprint(1, 1000)).empty());
    CHECK(store.findSimilar(thread, fingerprint(2, 2000)).empty());
    const auto similar = store.findSimilar(thread, fingerprint(1, 2000));
    REQUIRE(similar.size() == 1);
    CHECK(similar[0].peaks == kept);
    store.adopt(thread, fingerprint(1, 2000), similar[0]);
    CHECK(store.find(thread, fingerprint(1, 2000)) == kept);
    CHECK(PeakStore(folder / "peaks").find(thread, fingerprint(1, 2000)) != nullptr);
    const auto files = filesIn(folder / "peaks");
    REQUIRE(files.size() == 2);
    CHECK(std::filesystem::equivalent(files[0], files[1]));
    CHECK(store.findSimilar(thread, fingerprint(1, 3000)).size() == 1);
}

TEST_CASE("the least recently used files go when the store is full")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    // A peak file of 10,000 frames takes one page of 4 KiB on disk: room for three.
    PeakStore store(folder / "peaks", 3 * 4096);
    for (std::uint8_t content = 1; content <= 3; ++content)
    {
        keepSilence(thread, store, fingerprint(content));
        age(folder / "peaks", std::chrono::seconds(100));
    }
    CHECK(store.find(thread, fingerprint(1)) != nullptr);
    keepSilence(thread, store, fingerprint(4));
    PeakStore fresh(folder / "peaks");
    CHECK(fresh.find(thread, fingerprint(1)) != nullptr);
    CHECK(fresh.find(thread, fingerprint(2)) == nullptr);
    CHECK(fresh.find(thread, fingerprint(3)) != nullptr);
    CHECK(fresh.find(thread, fingerprint(4)) != nullptr);
}

TEST_CASE("the newest file is kept even where it alone is more than the store may hold")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    PeakStore store(folder / "peaks", 100);
    keepSilence(thread, store, fingerprint(1));
    keepSilence(thread, store, fingerprint(2));
    CHECK(filesIn(folder / "peaks").size() == 1);
    CHECK(PeakStore(folder / "peaks").find(thread, fingerprint(2)) != nullptr);
}

TEST_CASE("what a killed writer left is removed an hour later and not before")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    PeakStore store(folder / "peaks");
    std::filesystem::create_directories(folder / "peaks");
    const auto old = folder / "peaks" / (std::string("1-1") + CacheFolder::unfinishedSuffix);
    const auto young = folder / "peaks" / (std::string("2-1") + CacheFolder::unfinishedSuffix);
    writeBytes(old, "x");
    age(folder / "peaks", std::chrono::hours(2));
    writeBytes(young, "x");
    keepSilence(thread, store, fingerprint(1));
    CHECK_FALSE(std::filesystem::exists(old));
    CHECK(std::filesystem::exists(young));
}

TEST_CASE("peaks that turn out to be damaged when they are read are neither shared nor found again")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto signal = makeNoise(2, 2 * PeakLayout::stretchFrames, 3);
    const auto medium = fingerprint(1);
    auto bytes = peakFileBytes(signal, SampleRate(48000), medium.content);
    bytes[bytes.size() - 5] = static_cast<char>(bytes[bytes.size() - 5] ^ 4);
    const CacheFolder names(folder / "peaks" / medium.content.hex().substr(0, 2), {}, 0);
    std::filesystem::create_directories(names.path());
    writeBytes(names.pathOf(medium, ".peaks"), bytes);

    PeakStore store(folder / "peaks");
    const auto shown = store.find(thread, medium);
    REQUIRE(shown != nullptr);
    CHECK(store.find(thread, medium) == shown);
    const auto each = PeakLayout::stretchFrames / PeakLayout::finestFrames;
    CHECK(shown->holds(1, 0, 0, each));
    CHECK_FALSE(shown->isDamaged());
    CHECK_FALSE(shown->holds(1, 0, each, 2 * each));
    CHECK(shown->isDamaged());
    CHECK(store.find(thread, medium) == nullptr);
    CHECK(filesIn(folder / "peaks").empty());
}

TEST_CASE("two stores on one folder remove each other's least recently used and keep what they show")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    PeakStore one(folder / "peaks", 10'000);
    PeakStore other(folder / "peaks", 10'000);
    const auto shown = keepSilence(thread, one, fingerprint(1));
    age(folder / "peaks", std::chrono::seconds(100));
    for (std::uint8_t content = 2; content <= 5; ++content)
    {
        keepSilence(thread, other, fingerprint(content));
        age(folder / "peaks", std::chrono::seconds(100));
    }
    CHECK(filesIn(folder / "peaks").size() < 5);
    CHECK(PeakStore(folder / "peaks").find(thread, fingerprint(1)) == nullptr);
    CHECK(PeakStore(folder / "peaks").find(thread, fingerprint(5)) != nullptr);
    CHECK(shown->holds(0, 0, 0, shown->peakCount(0)));
}
