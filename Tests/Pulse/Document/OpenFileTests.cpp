#include "Pulse/Document/OpenFile.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <fcntl.h>

using namespace loophole;
using loophole::testing::TemporaryFolder;

namespace
{

/** Takes three bytes at a time, is interrupted at every other call, and takes nothing more once it is full. */
class ReluctantCalls final : public FileCalls
{
public:
    explicit ReluctantCalls(std::size_t room) : room(room) {}
    ssize_t write(int file, const void* from, std::size_t bytes) override
    {
        if (++calls % 2 == 1)
        {
            errno = EINTR;
            return -1;
        }
        const auto some = std::min({bytes, room, std::size_t{3}});
        room -= some;
        return some == 0 ? 0 : FileCalls::write(file, from, some);
    }

private:
    std::size_t room;
    int calls = 0;
};

} // namespace

TEST_CASE("all is written however little the system takes at once")
{
    const TemporaryFolder folder;
    ReluctantCalls calls(100);
    OpenFile file(calls, folder / "a", O_WRONLY | O_CREAT, 0600);
    REQUIRE(file.isOpen());
    CHECK(file.write("ten bytes."));
    CHECK(file.write(""));
    CHECK(file.flush());
    CHECK(file.close());
    CHECK_FALSE(file.isOpen());
    CHECK(testing::readFile(folder / "a") == "ten bytes.");
}

TEST_CASE("what is not taken is a failure, with the reason")
{
    const TemporaryFolder folder;
    ReluctantCalls calls(7);
    const OpenFile file(calls, folder / "a", O_WRONLY | O_CREAT, 0600);
    CHECK_FALSE(file.write("ten bytes."));
    CHECK(errno == EIO);
    CHECK(systemFailure(folder / "a", "cannot be written").why == "cannot be written: Input/output error");
    const OpenFile none(systemFileCalls(), folder / "none", O_RDONLY);
    CHECK_FALSE(none.isOpen());
    CHECK(systemFailure(folder / "none").why == "No such file or directory");
    CHECK(systemFailure(folder / "none").what == (folder / "none").native());
}
