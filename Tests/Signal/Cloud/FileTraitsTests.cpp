#include "Signal/Cloud/FileTraits.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>
#if defined(__linux__)
#include <sys/xattr.h>
#endif

using namespace loophole;
using namespace loophole::signal;
using loophole::testing::TemporaryFolder;

namespace
{

struct Rig
{
    [[nodiscard]] FileTraits look(const char* name) { return traitsOf(thread, folder / name, {".nextcloud", ".b"}); }
    void write(const char* name, std::size_t bytes) { std::ofstream(folder / name) << std::string(bytes, 'x'); }

    DiskThread thread = DiskThread::mint();
    TemporaryFolder folder;
};

} // namespace

TEST_CASE("a file is there with its length and the room that it takes")
{
    Rig rig;
    rig.write("full.wav", 100'000);
    const auto traits = rig.look("full.wav");
    CHECK(traits.exists);
    CHECK(traits.bytes == 100'000);
    CHECK(traits.allocatedBytes > 0);
    CHECK_FALSE(traits.recallsOnAccess);
    CHECK_FALSE(traits.isDataless);
}

TEST_CASE("a file that is all hole takes no room")
{
    Rig rig;
    rig.write("hole.wav", 0);
    std::filesystem::resize_file(rig.folder / "hole.wav", 30'000'000);
    const auto traits = rig.look("hole.wav");
    CHECK(traits.bytes == 30'000'000);
    CHECK(traits.allocatedBytes == 0);
}

TEST_CASE("where a file is not there the first suffix that is stands for it")
{
    Rig rig;
    rig.write("a.wav.b", 1);
    CHECK(rig.look("a.wav").suffixBeside == ".b");
    rig.write("a.wav.nextcloud", 1);
    CHECK(rig.look("a.wav").suffixBeside == ".nextcloud");
    rig.write("a.wav", 10);
    CHECK(rig.look("a.wav").suffixBeside.empty());
    CHECK_FALSE(rig.look("b.wav").exists);
    CHECK(rig.look("b.wav").suffixBeside.empty());
}

#if defined(__linux__)

TEST_CASE("attributes of cloud clients are found where the file system keeps such")
{
    Rig rig;
    rig.write("kick.wav", 10'000);
    const auto path = (rig.folder / "kick.wav").native();
    if (::setxattr(path.c_str(), "user.onedriver.status", "Cloud", 5, 0) != 0)
        return; // this file system keeps none
    REQUIRE(::setxattr(path.c_str(), "user.nextcloud.hydrate_exec", "x", 1, 0) == 0);
    const auto traits = rig.look("kick.wav");
    CHECK(traits.clientStatus == "Cloud");
    CHECK(traits.hasHydrateCommand);
}

#endif
