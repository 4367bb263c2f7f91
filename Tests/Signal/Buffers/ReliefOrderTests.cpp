#include "Signal/Buffers/ReliefOrder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace loophole;
using namespace loophole::signal;

namespace
{

/** Three tiers that hold 100 bytes each and note down when they are asked. */
struct Stage
{
    SignalThread thread = SignalThread::mint();
    ReliefOrder order;
    std::string asked;

    Stage()
    {
        set(ReliefTier::decodedSounds, 'd');
        set(ReliefTier::warmBlocks, 'w');
        set(ReliefTier::longTermPreviews, 'l');
    }
    void set(ReliefTier tier, char name)
    {
        order.set(tier,
                  [this, name, held = std::size_t{100}](SignalThread&, std::size_t bytes) mutable
                  {
                      asked += name;
                      const auto given = std::min(held, bytes);
                      held -= given;
                      return given;
                  });
    }
};

} // namespace

TEST_CASE("tiers are asked in their order, and no further than needed")
{
    Stage stage;
    CHECK(stage.order.giveBack(stage.thread, 50) == 50);
    CHECK(stage.asked == "l");
    CHECK(stage.order.giveBack(stage.thread, 120) == 120);
    CHECK(stage.asked == "llw");
    CHECK(stage.order.giveBack(stage.thread, 1000) == 130);
    CHECK(stage.asked == "llwlwd");
    CHECK(stage.order.givenBackBytes() == 300);
}

TEST_CASE("nothing wanted, nobody asked")
{
    Stage stage;
    CHECK(stage.order.giveBack(stage.thread, 0) == 0);
    CHECK(stage.asked.empty());
}
