#include "Signal/Codec/MediaFile.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

#include <array>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::string whyRefused(DiskThread& thread, const std::filesystem::path& path)
{
    const auto opened = MediaFile::open(thread, path);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.failure().what == path.string());
    return opened.failure().why;
}

} // namespace

TEST_CASE("what is no regular file is refused with its reason and without waiting")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);

    CHECK(whyRefused(thread, folder / "absent.wav") == "no such file or directory");
    CHECK(whyRefused(thread, folder.path()) == "is a folder");
    CHECK(whyRefused(thread, folder / "pipe") == "is not a regular file");
    CHECK(whyRefused(thread, "/dev/null") == "is not a regular file");
    CHECK(whyRefused(thread, "") == "no such file or directory");
}

TEST_CASE("a read returns fewer bytes than asked only at the end of the file")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto content = countingBytes(1000);
    writeFile(folder / "bytes", content);
    const auto file = MediaFile::open(thread, folder / "bytes").value();
    REQUIRE(file->size() == 1000);

    std::array<std::byte, 300> bytes{};
    const auto textAt = [&](std::int64_t offset)
    {
        const auto count = file->readAt(thread, offset, bytes);
        REQUIRE(count.ok());
        return std::string(reinterpret_cast<const char*>(bytes.data()), count.value());
    };
    CHECK(textAt(0) == content.substr(0, 300));
    CHECK(textAt(555) == content.substr(555, 300));
    CHECK(textAt(900) == content.substr(900));
    CHECK(textAt(1000).empty());
    CHECK(textAt(std::int64_t{1} << 40).empty());
}

TEST_CASE("a read that the system refuses names the file")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "bytes", "abc");
    const auto file = MediaFile::open(thread, folder / "bytes").value();
    std::array<std::byte, 3> bytes{};
    const auto count = file->readAt(thread, -1, bytes);
    REQUIRE_FALSE(count.ok());
    CHECK(count.failure().what == (folder / "bytes").string());
    CHECK(count.failure().why == "cannot be read: invalid argument");
}

TEST_CASE("a name of any bytes opens, and the descriptor does not reach started programs")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = folder / std::string("t\xFF\xC3 \n-\x80.wav");
    writeFile(path, "abc");
    const auto file = MediaFile::open(thread, path);
    REQUIRE(file.ok());

    bool isFound = false;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    {
        std::error_code gone;
        if (std::filesystem::read_symlink(entry.path(), gone) != path)
            continue;
        isFound = true;
        CHECK((fcntl(std::stoi(entry.path().filename().string()), F_GETFD) & FD_CLOEXEC) != 0);
    }
    CHECK(isFound);
}

TEST_CASE("the time that a thread waits for media is counted for that thread alone")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    std::ofstream(folder / "a.wav") << std::string(1 << 20, 'x');
    const auto file = MediaFile::open(thread, folder / "a.wav");
    REQUIRE(file.ok());
    const auto before = MediaFile::timeWaited(thread);
    std::vector<std::byte> bytes(1 << 20);
    REQUIRE(file.value()->readAt(thread, 0, bytes).ok());
    const auto after = MediaFile::timeWaited(thread);
    CHECK(after > before);
    Instant elsewhere{-1};
    std::thread(
        [&]
        {
            auto other = DiskThread::mint();
            elsewhere = MediaFile::timeWaited(other);
        })
        .join();
    CHECK(elsewhere == Instant(0));
    CHECK(MediaFile::timeWaited(thread) == after);
}
