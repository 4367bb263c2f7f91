#include "Signal/Disk/CurrentMounts.h"

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
    VirtualClock clock;
    MountTable now = twoDrives();
    int reads = 0;
    CurrentMounts mounts{clock, [this]
                         {
                             ++reads;
                             return now;
                         }};
};

} // namespace

TEST_CASE("the table of mounts is read once a second at most")
{
    Rig rig;
    for (int i = 0; i < 100; ++i)
        CHECK(rig.mounts.deviceOf("/hung/a.wav") == otherDrive);
    CHECK(rig.reads == 1);
    rig.now = twoDrives("/mnt");
    rig.clock.advance(CurrentMounts::age);
    CHECK(rig.mounts.deviceOf("/hung/a.wav") == rootDrive);
    CHECK(rig.reads == 2);
}

TEST_CASE("what lies below a link that was followed once is known to be on the drive that it leads to")
{
    Rig rig;
    rig.mounts.learn({"/home/me/music", "/hung/music"});
    CHECK(rig.mounts.deviceOf("/home/me/music") == otherDrive);
    CHECK(rig.mounts.deviceOf("/home/me/music/") == otherDrive);
    CHECK(rig.mounts.deviceOf("/home/me/music/deep/a.wav") == otherDrive);
    CHECK(rig.mounts.deviceOf("/home/me/musical/a.wav") == rootDrive);
    CHECK(rig.mounts.deviceOf("/home/me") == rootDrive);
    CHECK(rig.mounts.routeTo("/home/me/music/a.wav").device() == otherDrive);
}

TEST_CASE("links that lead to links are followed to the end, and circles of them end, too")
{
    Rig rig;
    rig.mounts.learn({"/music", "/hung/back"});
    rig.mounts.learn({"/hung/back", "/home/real"});
    CHECK(rig.mounts.deviceOf("/music/a.wav") == rootDrive);
    rig.mounts.learn({"/home/real", "/music"});
    static_cast<void>(rig.mounts.deviceOf("/music/a.wav"));
}

TEST_CASE("a link is forgotten when something else is mounted where it leads, and kept when something is elsewhere")
{
    Rig rig;
    rig.mounts.learn({"/music", "/hung/music"});
    rig.now = MountTable::parse("1 0 0:1 / / rw - a a rw\n2 1 0:2 / /hung rw - b b rw\n3 1 0:3 / /usb rw - c c rw\n");
    rig.clock.advance(CurrentMounts::age);
    CHECK(rig.mounts.deviceOf("/music/a.wav") == otherDrive);
    rig.now = twoDrives("/mnt");
    rig.clock.advance(CurrentMounts::age);
    CHECK(rig.mounts.deviceOf("/music/a.wav") == rootDrive);
    rig.now = twoDrives();
    rig.clock.advance(CurrentMounts::age);
    CHECK(rig.mounts.deviceOf("/music/a.wav") == rootDrive); // until it is followed again
}

TEST_CASE("not more links are remembered than there may be")
{
    Rig rig;
    for (std::size_t i = 0; i <= CurrentMounts::mostLinks; ++i)
        rig.mounts.learn({"/" + std::to_string(i) + ".wav", "/hung/x.wav"});
    CHECK(rig.mounts.deviceOf("/0.wav") == rootDrive);
    CHECK(rig.mounts.deviceOf("/" + std::to_string(CurrentMounts::mostLinks) + ".wav") == otherDrive);
}
