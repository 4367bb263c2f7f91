#include "Pulse/Document/DocumentStamp.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("a file looks as it did until its time, size or place changes")
{
    struct stat status = {};
    status.st_size = 5;
    status.st_ino = 7;
    status.st_mtim = {100, 200};
    const auto stamp = stampOf(status, "hello");
    CHECK(stamp.looksLike(status));
    auto other = status;
    other.st_mtim.tv_nsec = 201;
    CHECK_FALSE(stamp.looksLike(other));
    other = status;
    other.st_size = 6;
    CHECK_FALSE(stamp.looksLike(other));
    other = status;
    other.st_ino = 8;
    CHECK_FALSE(stamp.looksLike(other));
}

TEST_CASE("texts that differ have other hashes, and an empty one has a hash")
{
    CHECK(hashOf("a") == hashOf("a"));
    CHECK(hashOf("a") != hashOf("b"));
    CHECK(hashOf("") != TextHash{});
}
