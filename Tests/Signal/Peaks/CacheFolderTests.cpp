#include "Signal/Peaks/CacheFolder.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Writes `bytes` bytes, last used `secondsAgo`. */
void put(const std::filesystem::path& file, std::size_t bytes, int secondsAgo)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << std::string(bytes, 'x');
    std::filesystem::last_write_time(file,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::seconds(secondsAgo));
}

} // namespace

TEST_CASE("a file is named by content and time of change")
{
    const CacheFolder cache("/cache", {".a"}, 1000);
    MediaFingerprint medium;
    medium.content.bytes[15] = 0x2a;
    medium.modified = 255;
    CHECK(cache.pathOf(medium, ".a") == "/cache/0000000000000000000000000000002a-00000000000000ff.a");
}

TEST_CASE("the least recently used files go, and only those of the folder's kinds")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const CacheFolder cache(folder.path(), {".a", ".b"}, 10'000);
    put(folder / "old.a", 4096, 300);
    put(folder / "below" / "used.b", 4096, 200);
    put(folder / "new.a", 4096, 100);
    put(folder / "other.c", 4096, 400);
    CacheFolder::markUsed(thread, folder / "old.a");
    CHECK(cache.makeRoom(thread, folder / "new.a") == 8192);
    CHECK(std::filesystem::exists(folder / "old.a"));
    CHECK_FALSE(std::filesystem::exists(folder / "below" / "used.b"));
    CHECK(std::filesystem::exists(folder / "new.a"));
    CHECK(std::filesystem::exists(folder / "other.c"));
}

TEST_CASE("the newest file stays even if it is larger than the folder may be")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const CacheFolder cache(folder.path(), {".a"}, 10);
    put(folder / "old.a", 4096, 300);
    put(folder / "new.a", 4096, 400);
    cache.makeRoom(thread, folder / "new.a");
    CHECK(cache.files(thread).size() == 1);
    CHECK(std::filesystem::exists(folder / "new.a"));
}
