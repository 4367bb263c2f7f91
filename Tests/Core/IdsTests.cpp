#include "Core/Ids.h"

#include <catch2/catch.hpp>
#include <type_traits>
#include <unordered_set>

using namespace loophole;

TEST_CASE("0 names nothing")
{
    CHECK_FALSE(ClipId().isValid());
    CHECK(ClipId{1}.isValid());
}

TEST_CASE("ids of one kind compare and hash, ids of two kinds do not mix")
{
    CHECK(ClipId{1} == ClipId{1});
    CHECK(ClipId{1} < ClipId{2});
    const std::unordered_set<ClipId> ids{ClipId{1}, ClipId{2}, ClipId{1}};
    CHECK(ids.size() == 2);
    CHECK_FALSE(std::is_convertible_v<ClipId, TrackId>);
    CHECK_FALSE(std::is_constructible_v<TrackId, ClipId>);
}
