#include "Signal/Proxy/ProxyStore.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

MediaFingerprint mediumOf(std::uint8_t content, std::int64_t modified = 1000)
{
    MediaFingerprint result;
    result.content.bytes[3] = content;
    result.modified = modified;
    return result;
}

/** Keeps 8 KiB of `letter` as the proxy of a medium. */
StoredProxy keepLetters(DiskThread& thread, const ProxyStore& store, const MediaFingerprint& medium, char letter,
                        const std::filesystem::path& original, ProxyQuality quality = ProxyQuality::draft)
{
    const auto place = store.placeFor(thread, medium, quality);
    REQUIRE(place.ok());
    std::ofstream(place.value()) << std::string(8192, letter);
    const auto file = MediaFile::open(thread, place.value());
    REQUIRE(file.ok());
    const auto fingerprint = fingerprintOf(thread, *file.value());
    REQUIRE(fingerprint.ok());
    ProxyRecord record;
    record.quality = static_cast<std::uint32_t>(quality);
    record.originalContent = medium.content;
    record.originalModified = medium.modified;
    record.original = {48'000, 2, 4096};
    record.proxy = {24'000, 2, 2048};
    record.proxyContent = fingerprint.value().content;
    record.proxyBytes = 8192;
    auto kept = store.keep(thread, original, record);
    REQUIRE(kept.ok());
    return kept.value();
}

void age(const std::filesystem::path& file, int seconds)
{
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) - std::chrono::seconds(seconds));
}

std::size_t fileCount(const std::filesystem::path& folder)
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

} // namespace

TEST_CASE("a proxy is found by its medium and quality, also by another store on the same folder")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const ProxyStore store(folder / "proxies");
    CHECK(store.isEmpty(thread));
    CHECK_FALSE(store.find(thread, mediumOf(1), ProxyQuality::draft));
    const auto kept = keepLetters(thread, store, mediumOf(1), 'a', "/media/a.wav");
    CHECK_FALSE(store.isEmpty(thread));

    const ProxyStore other(folder / "proxies");
    const auto found = other.find(thread, mediumOf(1), ProxyQuality::draft);
    REQUIRE(found);
    CHECK(found->file == kept.file);
    CHECK(found->record.original == SoundShape{48'000, 2, 4096});
    CHECK_FALSE(store.find(thread, mediumOf(1), ProxyQuality::opus));
    CHECK_FALSE(store.find(thread, mediumOf(2), ProxyQuality::draft));
}

TEST_CASE("the proxy of a medium that has changed is not found")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const ProxyStore store(folder.path());
    (void) keepLetters(thread, store, mediumOf(1, 1000), 'a', "/media/a.wav");
    CHECK_FALSE(store.find(thread, mediumOf(1, 2000), ProxyQuality::draft));
}

TEST_CASE("the proxy of a medium that is gone is found by the path where it lay")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const ProxyStore store(folder.path());
    const auto kept = keepLetters(thread, store, mediumOf(1), 'a', "/media/x/../a.wav");
    const auto found = store.findByPath(thread, "/media/a.wav");
    REQUIRE(found);
    CHECK(found->file == kept.file);
    CHECK_FALSE(store.findByPath(thread, "/media/b.wav"));
}

TEST_CASE("a path leads to the proxy that was made from it last")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const ProxyStore store(folder.path());
    (void) keepLetters(thread, store, mediumOf(1), 'a', "/media/a.wav");
    const auto later = keepLetters(thread, store, mediumOf(2), 'b', "/media/a.wav");
    CHECK(store.findByPath(thread, "/media/a.wav")->file == later.file);
    store.remember(thread, "/media/a.wav", later); // again
    CHECK(store.findByPath(thread, "/media/a.wav")->file == later.file);
}

TEST_CASE("of a path with two proxies the draft is heard")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const ProxyStore store(folder.path());
    (void) keepLetters(thread, store, mediumOf(1), 'o', "/media/a.wav", ProxyQuality::opus);
    CHECK(store.findByPath(thread, "/media/a.wav")->quality() == ProxyQuality::opus);
    (void) keepLetters(thread, store, mediumOf(1), 'd', "/media/a.wav", ProxyQuality::draft);
    CHECK(store.findByPath(thread, "/media/a.wav")->quality() == ProxyQuality::draft);
}

TEST_CASE("a proxy that was damaged or cut short is removed and not found")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const ProxyStore store(folder.path());
    const auto kept = keepLetters(thread, store, mediumOf(1), 'a', "/media/a.wav");
    const auto spoil = GENERATE(as<std::string>{}, "byte", "length", "record");
    if (spoil == "byte")
        std::fstream(kept.file, std::ios::in | std::ios::out).seekp(5000).put('b');
    else if (spoil == "length")
        std::filesystem::resize_file(kept.file, 8000);
    else
        std::filesystem::resize_file(kept.file.native() + ".record", 50);
    CHECK_FALSE(store.find(thread, mediumOf(1), ProxyQuality::draft));
    CHECK_FALSE(store.findByPath(thread, "/media/a.wav"));
}

TEST_CASE("proxies beyond the capacity go, the one unused for longest first, with their records and paths")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const ProxyStore store(folder.path(), 20'000);
    const auto first = keepLetters(thread, store, mediumOf(1), 'a', "/media/a.wav");
    const auto second = keepLetters(thread, store, mediumOf(2), 'b', "/media/b.wav");
    age(first.file, 100);
    age(second.file, 200);
    CHECK(store.find(thread, mediumOf(1), ProxyQuality::draft));
    (void) keepLetters(thread, store, mediumOf(3), 'c', "/media/c.wav");

    CHECK(store.find(thread, mediumOf(1), ProxyQuality::draft));
    CHECK_FALSE(store.find(thread, mediumOf(2), ProxyQuality::draft));
    CHECK_FALSE(store.findByPath(thread, "/media/b.wav"));
    CHECK(store.find(thread, mediumOf(3), ProxyQuality::draft));
    CHECK(fileCount(folder.path()) == 6); // two proxies, two records, two paths
}
