#include "Signal/Disk/DeviceId.h"

#include <catch2/catch.hpp>
#include <sys/sysmacros.h>

using namespace loophole::signal;

namespace
{

constexpr auto mountinfo = R"(22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:45 / /mnt/nas rw,relatime - nfs4 nas:/media rw
31 30 0:46 / /mnt/nas/deep rw - nfs4 nas:/deep rw
40 22 8:33 / /media/My\040Drive rw - vfat /dev/sdc1 rw
nonsense
41 22 x:y / /broken rw - ext4 /dev/none rw
50 22 8:49 / /over rw - ext4 /dev/sdd1 rw
51 50 8:65 / /over rw - ext4 /dev/sde1 rw
)";

} // namespace

TEST_CASE("a path is on the device of the deepest mount that holds it")
{
    const auto mounts = MountTable::parse(mountinfo);
    CHECK(mounts.deviceOf("/home/a.wav").value == makedev(8, 1));
    CHECK(mounts.deviceOf("/mnt/nas/a.wav").value == makedev(0, 45));
    CHECK(mounts.deviceOf("/mnt/nas/deep/a.wav").value == makedev(0, 46));
    CHECK(mounts.deviceOf("/mnt/nas").value == makedev(0, 45));
}

TEST_CASE("a name that only begins like a mount point is not below it")
{
    const auto mounts = MountTable::parse(mountinfo);
    CHECK(mounts.deviceOf("/mnt/nasty/a.wav").value == makedev(8, 1));
    CHECK(mounts.deviceOf("/mnt/nas/../a.wav").value == makedev(8, 1));
}

TEST_CASE("mount points with spaces are understood")
{
    CHECK(MountTable::parse(mountinfo).deviceOf("/media/My Drive/a.wav").value == makedev(8, 33));
}

TEST_CASE("of two mounts at one point the later covers the earlier")
{
    CHECK(MountTable::parse(mountinfo).deviceOf("/over/a.wav").value == makedev(8, 65));
}

TEST_CASE("without mounts every path is on the unknown device")
{
    CHECK(MountTable().deviceOf("/a.wav") == DeviceId());
    CHECK(MountTable::parse("").deviceOf("/a.wav") == DeviceId());
}

TEST_CASE("the mounts of this machine hold the root")
{
    CHECK(MountTable::current().deviceOf("/") != DeviceId());
}

TEST_CASE("a device is named by the shortest place that it is mounted at")
{
    const auto mounts = MountTable::parse(mountinfo);
    CHECK(mounts.pointOf({makedev(8, 1)}) == "/");
    CHECK(mounts.pointOf({makedev(8, 33)}) == "/media/My Drive");
    CHECK(mounts.pointOf({makedev(99, 1)}).empty());
    const auto twice = MountTable::parse("1 0 8:2 / /mnt/long/way rw\n2 0 8:2 / /mnt rw\n");
    CHECK(twice.pointOf({makedev(8, 2)}) == "/mnt");
}
