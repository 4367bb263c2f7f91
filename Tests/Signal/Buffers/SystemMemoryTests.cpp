#include "Signal/Buffers/SystemMemory.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;

TEST_CASE("memory is told from the system's texts")
{
    CHECK(residentBytes("25700 1031 800 1 0 500 0\n", 4096) == 1031 * 4096);
    CHECK(availableBytes("MemTotal:        8000000 kB\nMemFree:          100000 kB\nMemAvailable:    5000000 kB\n") ==
          std::size_t{5'000'000} * 1024);
}

TEST_CASE("texts of another shape tell nothing")
{
    CHECK(residentBytes("", 4096) == 0);
    CHECK(residentBytes("25700", 4096) == 0);
    CHECK(residentBytes("25700 x", 4096) == 0);
    CHECK(residentBytes("1 99999999999999999999", 4096) == 0);
    CHECK(residentBytes("1 9999999999999999999", 4096) == 0);
    CHECK(availableBytes("MemTotal: 8000000 kB\n") == 0);
    CHECK(availableBytes("\nMemAvailable:\n") == 0);
}

TEST_CASE("this process holds memory, and the system has some left")
{
    const auto now = readSystemMemory();
    CHECK(now.resident > std::size_t{1} << 20);
    CHECK(now.free > 0);
}
