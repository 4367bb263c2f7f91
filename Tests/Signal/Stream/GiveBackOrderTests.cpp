#include "Signal/Stream/GiveBackOrder.h"

#include <catch2/catch.hpp>
#include <deque>
#include <random>

using namespace loophole;
using namespace loophole::signal;

namespace
{

BlockNeed at(int time, UrgencyClass kind = UrgencyClass::realtime)
{
    return {kind, Instant(time)};
}

CachedBlock& add(std::deque<CachedBlock>& blocks, GiveBackOrder& order, BlockNeed need)
{
    auto& block = blocks.emplace_back();
    block.need = need;
    order.add(block);
    return block;
}

CachedBlock* least(const GiveBackOrder& order)
{
    return order.findLeastNeeded([](const CachedBlock&) { return true; });
}

} // namespace

TEST_CASE("what is needed least is found first, whatever came and went before")
{
    std::deque<CachedBlock> blocks;
    GiveBackOrder order;
    std::vector<CachedBlock*> standing;
    std::mt19937 random(7);
    for (int step = 0; step < 5000; ++step)
    {
        const auto choice = random() % 4;
        if (choice < 2 || standing.empty())
        {
            standing.push_back(&add(blocks, order, at(static_cast<int>(random() % 1000))));
        }
        else
        {
            const auto index = random() % standing.size();
            auto& block = *standing[index];
            if (choice == 2)
            {
                order.remove(block);
                CHECK(block.place == CachedBlock::noPlace);
                standing.erase(standing.begin() + static_cast<std::ptrdiff_t>(index));
            }
            else
            {
                block.need = at(static_cast<int>(random() % 1000));
                order.update(block);
            }
        }
        CHECK(order.size() == standing.size());
        if (standing.empty())
            continue;
        const auto byNeed = [](const auto* a, const auto* b) { return a->need < b->need; };
        CHECK(least(order)->need == (*std::max_element(standing.begin(), standing.end(), byNeed))->need);
    }
}

TEST_CASE("lower kinds go before higher ones, and what may not go is stepped over")
{
    std::deque<CachedBlock> blocks;
    GiveBackOrder order;
    CHECK(least(order) == nullptr);
    auto& heard = add(blocks, order, at(9000));
    auto& idle = add(blocks, order, at(1, UrgencyClass::idle));
    auto& ahead = add(blocks, order, at(5, UrgencyClass::anticipative));
    CHECK(least(order) == &idle);
    order.remove(idle);
    CHECK(least(order) == &ahead);
    CHECK(order.findLeastNeeded([&](const CachedBlock& block) { return &block != &ahead; }) == &heard);
    CHECK(order.findLeastNeeded([](const CachedBlock&) { return false; }) == nullptr);
}
