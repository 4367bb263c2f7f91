#include "Pulse/Document/FileCalls.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <cerrno>
#include <fcntl.h>

using namespace loophole;

TEST_CASE("the system's file calls do what their names say and set errno where they fail")
{
    testing::TemporaryFolder folder;
    auto& calls = systemFileCalls();
    const auto first = (folder / "a").native();
    const auto second = (folder / "b").native();

    const auto file = calls.open(first.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
    REQUIRE(file >= 0);
    CHECK((::fcntl(file, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK(calls.write(file, "xyz", 3) == 3);
    CHECK(calls.changeMode(file, 0640) == 0);
    CHECK(calls.flush(file) == 0);
    struct stat status = {};
    CHECK(calls.status(file, status) == 0);
    CHECK(status.st_size == 3);
    CHECK((status.st_mode & 07777) == 0640);
    CHECK(calls.changeOwner(file, status.st_uid, status.st_gid) == 0);
    CHECK(calls.close(file) == 0);

    CHECK(calls.open(first.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600) < 0);
    CHECK(errno == EEXIST);
    CHECK(calls.rename(first.c_str(), second.c_str()) == 0);
    const auto again = calls.open(second.c_str(), O_RDONLY, 0);
    char content[4] = {};
    CHECK(calls.read(again, content, 4) == 3);
    CHECK(std::string(content) == "xyz");
    CHECK(calls.close(again) == 0);
    CHECK(calls.remove(second.c_str()) == 0);
    CHECK(calls.remove(second.c_str()) < 0);
    CHECK(errno == ENOENT);
}
