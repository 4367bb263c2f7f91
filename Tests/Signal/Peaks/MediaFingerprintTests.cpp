#include "Signal/Peaks/MediaFingerprint.h"

#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

MediaFingerprint fingerprint(const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    const auto file = MediaFile::open(thread, path);
    REQUIRE(file.ok());
    const auto result = fingerprintOf(thread, *file.value());
    REQUIRE(result.ok());
    return result.value();
}

ContentKey wholeHash(const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    const auto file = MediaFile::open(thread, path);
    REQUIRE(file.ok());
    const auto result = hashOfAll(thread, *file.value(), nullptr);
    REQUIRE(result.ok());
    return result.value();
}

void changeByte(const std::filesystem::path& path, std::int64_t at)
{
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(at);
    file.put('#');
}

} // namespace

TEST_CASE("a fingerprint does not depend on the path but on the content")
{
    const TemporaryFolder folder;
    writeBytes(folder / "a", std::string(100'000, 'a'));
    std::filesystem::copy(folder / "a", folder / "b");
    CHECK(fingerprint(folder / "a").content == fingerprint(folder / "b").content);
    changeByte(folder / "b", 50'000);
    CHECK(fingerprint(folder / "a").content != fingerprint(folder / "b").content);
    writeBytes(folder / "c", std::string(100'001, 'a'));
    CHECK(fingerprint(folder / "a").content != fingerprint(folder / "c").content);
}

TEST_CASE("the beginning, the end and a stretch in the middle of a large file count")
{
    const TemporaryFolder folder;
    constexpr std::int64_t size = 8 << 20;
    const std::string zeros(static_cast<std::size_t>(size), '\0');
    writeBytes(folder / "a", zeros);
    const auto plain = fingerprint(folder / "a").content;
    for (const auto at : {std::int64_t{0}, size - 1, std::int64_t{65'535}, std::int64_t{65'536}, size - 65'537})
    {
        writeBytes(folder / "b", zeros);
        changeByte(folder / "b", at);
        CAPTURE(at);
        CHECK(fingerprint(folder / "b").content != plain);
    }
    auto stretch = zeros;
    stretch.replace(3'000'000, 8192, std::string(8192, 'x'));
    writeBytes(folder / "b", stretch);
    CHECK(fingerprint(folder / "b").content != plain);
}

TEST_CASE("the time of modification is told in nanoseconds")
{
    const TemporaryFolder folder;
    writeBytes(folder / "a", "a");
    const auto before = fingerprint(folder / "a");
    const auto time = std::filesystem::last_write_time(folder / "a");
    std::filesystem::last_write_time(folder / "a", time + std::chrono::nanoseconds(1000));
    const auto after = fingerprint(folder / "a");
    CHECK(after.content == before.content);
    CHECK(after.modified == before.modified + 1000);
}

TEST_CASE("the hash of a whole file sees every byte and can be stopped")
{
    const TemporaryFolder folder;
    writeBytes(folder / "a", std::string(5 << 20, 'a'));
    std::filesystem::copy(folder / "a", folder / "b");
    CHECK(wholeHash(folder / "a") == wholeHash(folder / "b"));
    changeByte(folder / "b", 2'345'678);
    CHECK(wholeHash(folder / "a") != wholeHash(folder / "b"));
    auto thread = DiskThread::mint();
    const auto file = MediaFile::open(thread, folder / "a");
    const std::atomic<bool> cancelled{true};
    const auto stopped = hashOfAll(thread, *file.value(), &cancelled);
    REQUIRE_FALSE(stopped.ok());
    CHECK(stopped.failure().why == "cancelled");
}

TEST_CASE("a file that has vanished has no fingerprint")
{
    const TemporaryFolder folder;
    writeBytes(folder / "a", "a");
    auto thread = DiskThread::mint();
    const auto file = MediaFile::open(thread, folder / "a");
    std::filesystem::remove(folder / "a");
    CHECK_FALSE(fingerprintOf(thread, *file.value()).ok());
}
