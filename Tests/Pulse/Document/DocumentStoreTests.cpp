#include "Pulse/Document/DocumentStore.h"

#include "Support/FileBytes.h"
#include "Support/FileSizeLimit.h"
#include "Support/TemporaryFolder.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace loophole;
using loophole::testing::FileSizeLimit;
using loophole::testing::readFile;
using loophole::testing::TemporaryFolder;
using loophole::testing::writeFile;

namespace
{

/** The system's calls, counted, of which one fails. Short writes show that a save goes on where one ended. */
class FaultyCalls final : public FileCalls
{
public:
    int failAt = -1;
    int error = EIO;
    int count = 0;
    std::size_t longestWrite = 7;

    int open(const char* path, int flags, mode_t mode) override
    {
        return fails() ? -1 : FileCalls::open(path, flags, mode);
    }
    int status(int file, struct stat& result) override { return fails() ? -1 : FileCalls::status(file, result); }
    ssize_t read(int file, void* to, std::size_t bytes) override
    {
        return fails() ? -1 : FileCalls::read(file, to, std::min(bytes, longestWrite));
    }
    ssize_t write(int file, const void* from, std::size_t bytes) override
    {
        return fails() ? -1 : FileCalls::write(file, from, std::min(bytes, longestWrite));
    }
    int changeMode(int file, mode_t mode) override { return fails() ? -1 : FileCalls::changeMode(file, mode); }
    int flush(int file) override { return fails() ? -1 : FileCalls::flush(file); }
    int close(int file) override
    {
        const auto failed = fails();
        FileCalls::close(file);
        return failed ? -1 : 0;
    }
    int rename(const char* from, const char* to) override { return fails() ? -1 : FileCalls::rename(from, to); }

private:
    bool fails()
    {
        if (count++ != failAt)
            return false;
        errno = error;
        return true;
    }
};

std::vector<std::string> namesIn(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

/** The same without the backups, all of which must have the old document whole. */
std::vector<std::string> namesWithoutBackups(const std::filesystem::path& folder)
{
    auto names = namesIn(folder);
    std::erase_if(names,
                  [&](const std::string& name)
                  {
                      const auto isBackup = name.ends_with(".bak");
                      if (isBackup)
                          CHECK(readFile(folder / name) == "the old document");
                      return isBackup;
                  });
    return names;
}

const std::string oldText = "the old document";
const std::string newText = "the new document, which is somewhat longer";

} // namespace

TEST_CASE("what is saved is loaded again, and what it replaced is beside it as a backup")
{
    TemporaryFolder folder;
    FileDocumentStore store;
    REQUIRE(store.save(folder / "S.loophole", oldText));
    REQUIRE(store.save(folder / "S.loophole", newText));
    CHECK(store.load(folder / "S.loophole").value().text == newText);
    CHECK(namesIn(folder.path()).size() == 2);
    CHECK(namesWithoutBackups(folder.path()) == std::vector<std::string>{"S.loophole"});
}

TEST_CASE("a document that another program has changed is not replaced unless that is wished for")
{
    TemporaryFolder folder;
    FileDocumentStore store;
    const auto stamp = store.save(folder / "S.loophole", oldText).value().stamp;
    CHECK(store.look(folder / "S.loophole", stamp).value() == DocumentChange::none);
    writeFile(folder / "S.loophole", "another program's");
    CHECK(store.look(folder / "S.loophole", stamp).value() == DocumentChange::changed);
    CHECK(store.save(folder / "S.loophole", newText, stamp).value().conflict == DocumentChange::changed);
    CHECK(readFile(folder / "S.loophole") == "another program's");
    CHECK(namesIn(folder.path()).size() == 1);

    const auto saved = store.save(folder / "S.loophole", newText);
    CHECK(saved.value().conflict == DocumentChange::none);
    CHECK(store.look(folder / "S.loophole", saved.value().stamp).value() == DocumentChange::none);
    CHECK(store.save(folder / "S.loophole", oldText, saved.value().stamp).value().conflict == DocumentChange::none);
    CHECK(readFile(folder / "S.loophole") == oldText);
}

TEST_CASE("a document that was only touched, or removed, is no conflict")
{
    TemporaryFolder folder;
    FileDocumentStore store;
    REQUIRE(store.save(folder / "S.loophole", oldText));
    const auto stamp = store.load(folder / "S.loophole").value().stamp;
    std::filesystem::rename(folder / "S.loophole", folder / "was");
    CHECK(store.look(folder / "S.loophole", stamp).value() == DocumentChange::gone);
    writeFile(folder / "S.loophole", oldText); // another file with the same content, as a sync client leaves it
    CHECK(store.look(folder / "S.loophole", stamp).value() == DocumentChange::none);
    std::filesystem::remove(folder / "S.loophole");
    CHECK(store.save(folder / "S.loophole", newText, stamp).value().conflict == DocumentChange::none);
    CHECK(readFile(folder / "S.loophole") == newText);
}

TEST_CASE("after a fault at any single call the old document or the new one is there, whole and alone")
{
    FaultyCalls counting;
    TemporaryFolder scratch;
    writeFile(scratch / "S.loophole", oldText);
    REQUIRE(FileDocumentStore(counting).save(scratch / "S.loophole", newText));
    REQUIRE(counting.count > 10);
    for (int call = 0; call < counting.count; ++call)
    {
        CAPTURE(call);
        TemporaryFolder folder;
        writeFile(folder / "S.loophole", oldText);
        FaultyCalls calls;
        calls.failAt = call;
        const auto outcome = FileDocumentStore(calls).save(folder / "S.loophole", newText);
        const auto text = readFile(folder / "S.loophole");
        CHECK(namesWithoutBackups(folder.path()) == std::vector<std::string>{"S.loophole"});
        CHECK((text == oldText || text == newText));
        if (outcome)
            CHECK(text == newText);
        else
            CHECK_THAT(outcome.failure().why, Catch::Contains(std::strerror(EIO)));
    }
}

TEST_CASE("no failed write, flush or rename is called a success")
{
    FaultyCalls counting;
    TemporaryFolder scratch;
    REQUIRE(FileDocumentStore(counting).save(scratch / "S.loophole", newText));
    int refused = 0;
    for (int call = 0; call < counting.count; ++call)
    {
        TemporaryFolder folder;
        FaultyCalls calls;
        calls.failAt = call;
        calls.error = ENOSPC;
        refused += FileDocumentStore(calls).save(folder / "S.loophole", newText) ? 0 : 1;
    }
    // Only the closing of the folder, which holds no data, may fail unheard.
    CHECK(refused == counting.count - 1);
}

TEST_CASE("an interrupted write goes on")
{
    TemporaryFolder folder;
    FaultyCalls calls;
    calls.failAt = 2; // open, write, write
    calls.error = EINTR;
    REQUIRE(FileDocumentStore(calls).save(folder / "S.loophole", newText));
    CHECK(readFile(folder / "S.loophole") == newText);
}

TEST_CASE("a drive that cannot flush folders can be saved to")
{
    FaultyCalls counting;
    TemporaryFolder folder;
    REQUIRE(FileDocumentStore(counting).save(folder / "S.loophole", newText));
    FaultyCalls calls;
    calls.failAt = counting.count - 2;
    calls.error = EINVAL;
    CHECK(FileDocumentStore(calls).save(folder / "T.loophole", newText));
}

TEST_CASE("a disk that fills up while saving leaves the old document")
{
    TemporaryFolder folder;
    FileDocumentStore store;
    REQUIRE(store.save(folder / "S.loophole", oldText));
    {
        FileSizeLimit limit(4096);
        const auto outcome = store.save(folder / "S.loophole", std::string(100'000, 'x'));
        REQUIRE_FALSE(outcome);
        CHECK_THAT(outcome.failure().why, Catch::StartsWith("cannot save: "));
    }
    CHECK(readFile(folder / "S.loophole") == oldText);
    CHECK(namesIn(folder.path()).size() == 1);
}

TEST_CASE("a full file system leaves the old document")
{
    TemporaryFolder folder;
    if (::mount("none", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0)
    {
        WARN("no file system can be mounted here: " << std::strerror(errno));
        return;
    }
    FileDocumentStore store;
    REQUIRE(store.save(folder / "S.loophole", oldText));
    const auto outcome = store.save(folder / "S.loophole", std::string(1'000'000, 'x'));
    CHECK_FALSE(outcome);
    CHECK_THAT(outcome.failure().why, Catch::Contains(std::strerror(ENOSPC)));
    CHECK(readFile(folder / "S.loophole") == oldText);
    CHECK(namesIn(folder.path()).size() == 1);
    CHECK(::umount(folder.path().c_str()) == 0);
}

TEST_CASE("a folder that cannot be written to is told by its document")
{
    TemporaryFolder folder;
    FileDocumentStore store;
    const auto outcome = store.save(folder / "missing/S.loophole", newText);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.failure().what == (folder / "missing/S.loophole").native());
    CHECK(outcome.failure().why == std::string("cannot write beside it: ") + std::strerror(ENOENT));
    if (::geteuid() == 0)
        return; // who may do everything is refused nothing
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    CHECK_FALSE(store.save(folder / "S.loophole", newText));
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
}

TEST_CASE("a saved document keeps its permissions")
{
    TemporaryFolder folder;
    FileDocumentStore store;
    REQUIRE(store.save(folder / "S.loophole", oldText));
    using std::filesystem::perms;
    const auto shared = perms::owner_read | perms::owner_write | perms::group_read | perms::group_write;
    std::filesystem::permissions(folder / "S.loophole", shared);
    REQUIRE(store.save(folder / "S.loophole", newText));
    CHECK(std::filesystem::status(folder / "S.loophole").permissions() == shared);
}

TEST_CASE("a document behind symbolic links is saved where it is")
{
    TemporaryFolder folder;
    std::filesystem::create_directory(folder / "real");
    writeFile(folder / "real/S.loophole", oldText);
    std::filesystem::create_symlink("real/S.loophole", folder / "first");
    std::filesystem::create_symlink(folder / "first", folder / "S.loophole");
    std::filesystem::create_symlink("real/New.loophole", folder / "dangling");
    FileDocumentStore store;
    REQUIRE(store.save(folder / "S.loophole", newText));
    CHECK(std::filesystem::is_symlink(folder / "S.loophole"));
    CHECK(std::filesystem::is_symlink(folder / "first"));
    CHECK(readFile(folder / "real/S.loophole") == newText);
    REQUIRE(store.save(folder / "dangling", newText));
    CHECK(readFile(folder / "real/New.loophole") == newText);
}

TEST_CASE("what is no file is not loaded and not replaced")
{
    TemporaryFolder folder;
    FileDocumentStore store;
    CHECK(store.load(folder / "none").failure().why == std::strerror(ENOENT));
    CHECK(store.load(folder.path()).failure().why == "is a folder");
    CHECK(store.save(folder.path(), newText).failure().why == "is a folder");
    CHECK(store.load("/dev/zero").failure().why == "is not a file");
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(store.load(folder / "pipe").failure().why == "is not a file");
}

TEST_CASE("a document of absurd size is refused before it is read")
{
    TemporaryFolder folder;
    writeFile(folder / "S.loophole", "");
    std::filesystem::resize_file(folder / "S.loophole", FileDocumentStore::largestDocument + 1);
    CHECK(FileDocumentStore().load(folder / "S.loophole").failure().why ==
          "is larger than any session document (512 MiB)");
}

TEST_CASE("a failed read is told")
{
    TemporaryFolder folder;
    writeFile(folder / "S.loophole", oldText);
    FaultyCalls calls;
    calls.failAt = 3; // open, status, read, read
    const auto text = FileDocumentStore(calls).load(folder / "S.loophole");
    REQUIRE_FALSE(text);
    CHECK(text.failure().why == std::strerror(EIO));
}
