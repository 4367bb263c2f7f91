#include "Signal/Codec/Mp3Index.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;

namespace
{

Mp3Index sample()
{
    Mp3Index index{1'000'000, 1105, "ends 3 MPEG frames early", {0}};
    for (std::int64_t i = 0; i < 1000; ++i)
        index.frameOffsets.push_back(index.frameOffsets.back() + 626 + (i % 3 == 0 ? 1 : 0) + (i == 500 ? 70'000 : 0));
    return index;
}

} // namespace

TEST_CASE("an index comes back from its bytes, which are few")
{
    const auto bytes = sample().toBytes();
    CHECK(bytes.size() < 1600);
    CHECK(Mp3Index::fromBytes(bytes, 1'000'000) == sample());
}

TEST_CASE("bytes that are cut, grown or of another stream are no index")
{
    const auto bytes = sample().toBytes();
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(Mp3Index::fromBytes(std::string_view(bytes).substr(0, size), 1'000'000).has_value());
    CHECK_FALSE(Mp3Index::fromBytes(bytes + '\0', 1'000'000).has_value());
    CHECK_FALSE(Mp3Index::fromBytes(bytes, sample().frameOffsets.back()).has_value());
}

TEST_CASE("bytes with any one changed give an index of rising offsets or none")
{
    const auto bytes = sample().toBytes();
    for (std::size_t place = 0; place < bytes.size(); ++place)
        for (const int change : {0x01, 0x80, 0xFF})
        {
            auto changed = bytes;
            changed[place] = static_cast<char>(changed[place] ^ change);
            const auto index = Mp3Index::fromBytes(changed, 1'000'000);
            if (!index)
                continue;
            CHECK(std::ranges::is_sorted(index->frameOffsets));
            CHECK(index->frameOffsets.back() < 1'000'000);
        }
}
