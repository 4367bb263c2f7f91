#include "Signal/Disk/Route.h"

#include "Signal/Disk/CurrentMounts.h"
#include "Support/TemporaryFolder.h"
#include "Support/TwoDrives.h"
#include "Support/VirtualClock.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Rig
{
    [[nodiscard]] Route to(const std::filesystem::path& path) const { return {path, mounts}; }
    void link(const std::filesystem::path& target, const std::filesystem::path& name) const
    {
        std::filesystem::create_symlink(target, folder / name);
    }

    DiskThread thread = DiskThread::mint();
    TemporaryFolder folder;
    std::shared_ptr<const MountTable> mounts = std::make_shared<const MountTable>(twoDrives());
};

} // namespace

TEST_CASE("a path without links stays on its drive")
{
    Rig rig;
    std::filesystem::create_directories(rig.folder / "a/b");
    for (const auto& path : {rig.folder / "a/b/c.wav", rig.folder / "a/../a/./b", rig.folder / "none/c.wav"})
    {
        auto route = rig.to(path);
        CHECK(route.device() == rootDrive);
        CHECK_FALSE(route.leadsAway(rig.thread));
        CHECK(route.device() == rootDrive);
    }
    CHECK(rig.to("/hung/a.wav").device() == otherDrive);
}

TEST_CASE("a link to another drive is found without touching that drive, and what it stands for is told")
{
    Rig rig;
    rig.link("/hung/music", "music");
    auto route = rig.to(rig.folder / "music/deep/a.wav");
    REQUIRE(route.leadsAway(rig.thread));
    CHECK(route.device() == otherDrive); // there is no such folder: nothing was looked up in it
    CHECK(route.link().from == rig.folder / "music");
    CHECK(route.link().to == "/hung/music");
    CHECK_FALSE(route.leadsAway(rig.thread));
}

TEST_CASE("links on the way are followed as the kernel does, relative ones and ones within others too")
{
    Rig rig;
    std::filesystem::create_directories(rig.folder / "real/inner");
    rig.link("real", "near");
    rig.link("../../over", "real/inner/up");
    rig.link("/hung/x", "over");
    auto near = rig.to(rig.folder / "near/inner");
    CHECK_FALSE(near.leadsAway(rig.thread));
    auto route = rig.to(rig.folder / "near/inner/up/kit/a.wav");
    REQUIRE(route.leadsAway(rig.thread));
    CHECK(route.link().from == rig.folder / "near/inner/up");
    CHECK(route.link().to == "/hung/x");
    // Where a link brings more of the way with it, that is part of what it stands for.
    rig.link("over/kit", "kits");
    auto further = rig.to(rig.folder / "kits/a.wav");
    REQUIRE(further.leadsAway(rig.thread));
    CHECK(further.link().from == rig.folder / "kits");
    CHECK(further.link().to == "/hung/x/kit");
}

TEST_CASE("a way may lead over several drives, one after the other")
{
    Rig rig;
    std::filesystem::create_directory(rig.folder / "mount");
    rig.mounts = std::make_shared<const MountTable>(twoDrives(rig.folder / "mount"));
    std::filesystem::create_directory(rig.folder / "home");
    rig.link("mount/back", "there");
    rig.link("../home", "mount/back");
    auto route = rig.to(rig.folder / "there/a.wav");
    REQUIRE(route.leadsAway(rig.thread));
    CHECK(route.device() == otherDrive);
    REQUIRE(route.leadsAway(rig.thread));
    CHECK(route.device() == rootDrive);
    CHECK(route.link().from == rig.folder / "mount/back");
    CHECK_FALSE(route.leadsAway(rig.thread));
}

TEST_CASE("links in a circle and paths that begin nowhere end the search")
{
    Rig rig;
    rig.link("one", "two");
    rig.link("two", "one");
    CHECK_FALSE(rig.to(rig.folder / "one/a.wav").leadsAway(rig.thread));
    CHECK_FALSE(rig.to("music/a.wav").leadsAway(rig.thread));
    CHECK_FALSE(Route().leadsAway(rig.thread));
}

TEST_CASE("what lies at the end of a followed way is told from there")
{
    Rig rig;
    rig.link("/hung/x.wav", "x.wav");
    auto folder = rig.to(rig.folder.path());
    REQUIRE_FALSE(folder.leadsAway(rig.thread));
    CHECK(folder.below("x.wav").leadsAway(rig.thread));
    CHECK_FALSE(folder.below("y.wav").leadsAway(rig.thread));
}

TEST_CASE("links in a circle over two drives end, too, whoever remembers them")
{
    Rig rig;
    std::filesystem::create_directory(rig.folder / "mount");
    const auto table = [&] { return twoDrives(rig.folder / "mount"); };
    rig.mounts = std::make_shared<const MountTable>(table());
    rig.link("mount/back", "there");
    rig.link("../there", "mount/back");
    auto route = rig.to(rig.folder / "there/a.wav");
    int legs = 0;
    while (legs < 100 && route.leadsAway(rig.thread))
        ++legs;
    CHECK(legs <= Route::mostLinks);

    const VirtualClock clock;
    CurrentMounts known(clock, table);
    int looks = 0;
    for (auto again = true; again && looks < 100; ++looks)
    {
        auto next = known.routeTo(rig.folder / "there/a.wav");
        again = next.leadsAway(rig.thread);
        if (again)
            known.learn(next.link());
    }
    CHECK(looks == 3); // both links are known then, and that they end nowhere
}
