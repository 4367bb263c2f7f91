#include "Signal/Disk/LocalFileSystem.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("a folder of this machine is local, and what cannot be asked about is not")
{
    auto thread = DiskThread::mint();
    const testing::TemporaryFolder folder;
    CHECK(signal::isLocalFileSystem(thread, folder.path()));
    CHECK_FALSE(signal::isLocalFileSystem(thread, folder / "none"));
}
