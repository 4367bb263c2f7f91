#include "Pulse/Document/DocumentLock.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

using namespace loophole;
using loophole::testing::readFile;
using loophole::testing::TemporaryFolder;
using loophole::testing::writeFile;

namespace
{

/** Does `work` in another process, which then lives until it is ended. */
class OtherProcess
{
public:
    template <class Work>
    explicit OtherProcess(Work work)
    {
        int ready[2];
        REQUIRE(::pipe(ready) == 0);
        process = ::fork();
        if (process == 0)
        {
            work();
            static_cast<void>(::write(ready[1], "x", 1));
            ::pause();
            ::_exit(0);
        }
        char done = 0;
        REQUIRE(::read(ready[0], &done, 1) == 1);
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~OtherProcess() { end(); }
    void end()
    {
        if (process <= 0)
            return;
        ::kill(process, SIGKILL);
        ::waitpid(process, nullptr, 0);
        process = 0;
    }
    pid_t process = 0;
};

} // namespace

TEST_CASE("a document that another process has open is said to be, until that process is gone")
{
    TemporaryFolder folder;
    const auto document = folder / "S.loophole";
    OtherProcess other([&] { static_cast<void>(DocumentLock::take(document)); });
    const auto expected = "process " + std::to_string(other.process);
    CHECK(DocumentLock::holder(document) == expected);
    CHECK(DocumentLock::take(document) == expected);
    DocumentLock::release(document); // not ours
    CHECK(DocumentLock::holder(document) == expected);

    other.end(); // leaves its record behind, as a crash does
    CHECK(std::filesystem::exists(DocumentLock::recordOf(document)));
    CHECK(DocumentLock::holder(document).empty());
    CHECK(DocumentLock::take(document).empty());
    CHECK(readFile(DocumentLock::recordOf(document)).find("\n" + std::to_string(::getpid()) + "\n") !=
          std::string::npos);
    DocumentLock::release(document);
    CHECK_FALSE(std::filesystem::exists(DocumentLock::recordOf(document)));
}

TEST_CASE("our own record holds nobody up")
{
    TemporaryFolder folder;
    CHECK(DocumentLock::take(folder / "S.loophole").empty());
    CHECK(DocumentLock::take(folder / "S.loophole").empty());
    CHECK(DocumentLock::holder(folder / "S.loophole").empty());
}

TEST_CASE("another host is believed, a process number that came again is not")
{
    TemporaryFolder folder;
    const auto document = folder / "S.loophole";
    writeFile(DocumentLock::recordOf(document), "studio\nboot\n17\n1\n");
    CHECK(DocumentLock::take(document) == "process 17 on studio");

    REQUIRE(std::filesystem::remove(DocumentLock::recordOf(document)));
    REQUIRE(DocumentLock::take(document).empty());
    auto record = readFile(DocumentLock::recordOf(document));
    record.erase(record.size() - 2, 1); // began at another time
    OtherProcess other([] {});
    writeFile(DocumentLock::recordOf(document), record);
    CHECK(DocumentLock::holder(document).empty());
}

TEST_CASE("a record that is none is replaced, and a folder that takes none has none")
{
    TemporaryFolder folder;
    writeFile(DocumentLock::recordOf(folder / "S.loophole"), "nonsense");
    CHECK(DocumentLock::take(folder / "S.loophole").empty());
    CHECK(DocumentLock::take(folder / "missing/S.loophole").empty());
    CHECK_FALSE(std::filesystem::exists(folder / "missing"));
}
