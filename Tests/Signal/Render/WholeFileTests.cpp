#include "Signal/Render/WholeFile.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::span<const std::byte> asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

std::size_t entriesOf(const std::filesystem::path& folder)
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

std::string whyRefused(DiskThread& thread, const std::filesystem::path& target)
{
    const auto file = WholeFile::create(thread, target);
    REQUIRE_FALSE(file.ok());
    CHECK(file.failure().what == target.string());
    return file.failure().why;
}

} // namespace

TEST_CASE("a file appears under its name only when it is committed, and whole")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto file = WholeFile::create(thread, folder / "out").value();
    REQUIRE(file->writeAt(thread, 4, asBytes("tail")).ok());
    REQUIRE(file->writeAt(thread, 0, asBytes("head")).ok());
    CHECK_FALSE(std::filesystem::exists(folder / "out"));
    REQUIRE(file->commit(thread).ok());
    CHECK(readFile(folder / "out") == "headtail");
    CHECK(entriesOf(folder.path()) == 1);
}

TEST_CASE("a file that is given up leaves nothing, and what stood there stays")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "out", "old");
    {
        auto file = WholeFile::create(thread, folder / "out").value();
        REQUIRE(file->writeAt(thread, 0, asBytes("new and longer")).ok());
    }
    CHECK(readFile(folder / "out") == "old");
    CHECK(entriesOf(folder.path()) == 1);
}

TEST_CASE("a replaced file keeps its permissions, and a link goes on pointing to it")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "real", "old");
    std::filesystem::permissions(folder / "real", std::filesystem::perms(0640));
    std::filesystem::create_symlink("real", folder / "link");
    auto file = WholeFile::create(thread, folder / "link").value();
    REQUIRE(file->writeAt(thread, 0, asBytes("new")).ok());
    REQUIRE(file->commit(thread).ok());
    CHECK(std::filesystem::is_symlink(folder / "link"));
    CHECK(readFile(folder / "real") == "new");
    CHECK(std::filesystem::status(folder / "real").permissions() == std::filesystem::perms(0640));
    CHECK(entriesOf(folder.path()) == 2);
}

TEST_CASE("targets that are no files and folders that are not there are refused at once")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(whyRefused(thread, folder.path()) == "is a folder");
    CHECK(whyRefused(thread, folder / "pipe") == "is not a regular file");
    CHECK(whyRefused(thread, "/dev/null") == "is not a regular file");
    CHECK(whyRefused(thread, folder / "absent" / "out") == "cannot be written: no such file or directory");
    CHECK(whyRefused(thread, "") == "is not the name of a file");
    CHECK(whyRefused(thread, folder / "out" / "") == "is not the name of a file");
    CHECK(entriesOf(folder.path()) == 1);
}

TEST_CASE("a name as long as a name may be can be written")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto target = folder / std::string(255, 'n');
    auto file = WholeFile::create(thread, target).value();
    REQUIRE(file->commit(thread).ok());
    CHECK(std::filesystem::file_size(target) == 0);
}
