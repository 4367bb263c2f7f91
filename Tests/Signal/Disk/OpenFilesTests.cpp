#include "Signal/Disk/OpenFiles.h"

#include <catch2/catch.hpp>

#include <sys/resource.h>

using namespace loophole;

namespace
{

/** Puts the process's limit back. */
struct KeptLimit
{
    KeptLimit() { REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0); }
    ~KeptLimit() { setrlimit(RLIMIT_NOFILE, &before); }
    rlimit before{};
};

void setSoftLimit(rlim_t files, rlim_t most)
{
    const rlimit limit{files, most};
    REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
}

} // namespace

TEST_CASE("a process that was started with few descriptors has as many as the largest session needs")
{
    const KeptLimit kept;
    setSoftLimit(256, kept.before.rlim_max);
    CHECK(signal::mostOpenFiles() == 256);
    signal::allowManyOpenFiles();
    CHECK(signal::mostOpenFiles() == std::min<std::size_t>(10'240, kept.before.rlim_max));
}

TEST_CASE("a process that has more descriptors than it needs keeps them")
{
    const KeptLimit kept;
    if (kept.before.rlim_max < 12'000)
        return;
    setSoftLimit(12'000, kept.before.rlim_max);
    signal::allowManyOpenFiles();
    rlimit after{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &after) == 0);
    CHECK(after.rlim_cur == 12'000);
}
