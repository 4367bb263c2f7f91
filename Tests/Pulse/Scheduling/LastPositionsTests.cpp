#include "Pulse/Scheduling/LastPositions.h"

#include "Core/Limits.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

std::vector<std::int64_t> after(const std::vector<std::int64_t>& left)
{
    LastPositions last;
    for (const auto position : left)
        last.remember(FramePosition(position));
    const Session session;
    const TransportState transport;
    std::vector<std::int64_t> expected;
    auto confidence = 1.0;
    for (const auto& hint : last.hints({session, transport, {}, {}}))
    {
        CHECK(hint.confidence < confidence);
        CHECK(hint.confidence > 0);
        confidence = hint.confidence;
        expected.push_back(hint.position.value());
    }
    return expected;
}

constexpr auto block = limits::blockFrames;
using Positions = std::vector<std::int64_t>;

} // namespace

TEST_CASE("positions that were left are expected again, the last one most")
{
    struct Row
    {
        const char* what;
        Positions left;
        Positions expected;
    };
    const Row table[] = {
        {"nothing was left", {}, {}},
        {"the last one comes first", {0, 5 * block, 9 * block}, {9 * block, 5 * block, 0}},
        {"one that is left again comes first again", {0, 5 * block, 0}, {0, 5 * block}},
        {"one near by is the same", {100, 5 * block, block - 1}, {100, 5 * block}},
        {"one a block away is another", {100, block + 100}, {block + 100, 100}},
        {"only so many are remembered",
         {1 * block, 2 * block, 3 * block, 4 * block, 5 * block, 6 * block, 7 * block, 8 * block, 9 * block},
         {9 * block, 8 * block, 7 * block, 6 * block, 5 * block, 4 * block, 3 * block, 2 * block}},
    };
    for (const auto& [what, left, expected] : table)
    {
        INFO(what);
        CHECK(after(left) == expected);
    }
}
