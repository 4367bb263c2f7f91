#include "Pulse/Scheduling/Advice.h"

#include <catch2/catch.hpp>
#include <limits>
#include <set>

using namespace loophole;

namespace
{

constexpr std::int64_t second = 48'000;
constexpr FramePosition end(1'000'000 * second);

class Told final : public Adviser
{
public:
    explicit Told(std::vector<JumpHint> hints) : told(std::move(hints)) {}
    [[nodiscard]] std::vector<JumpHint> hints(const AdviserView&) override { return told; }

    std::vector<JumpHint> told;
};

JumpHint hint(std::int64_t atSecond, double confidence)
{
    return {FramePosition(atSecond * second), confidence};
}

/** Whole seconds of what came of it, in order. */
std::vector<std::int64_t> secondsOf(const std::vector<JumpTarget>& targets)
{
    std::vector<std::int64_t> all;
    for (const auto& target : targets)
        all.push_back(target.position.value() / second);
    return all;
}

struct Asking
{
    std::shared_ptr<Told> adviser(std::vector<JumpHint> hints)
    {
        auto told = std::make_shared<Told>(std::move(hints));
        advice.add(told);
        return told;
    }
    std::vector<JumpTarget> targets() { return advice.targets({session, transport, {}, {}}, end); }

    Session session;
    TransportState transport;
    Advice advice;
};

using Seconds = std::vector<std::int64_t>;

} // namespace

TEST_CASE("hints of all advisers come in the order of their confidence, equal ones in that of the advisers")
{
    Asking asking;
    CHECK(asking.targets().empty());
    asking.adviser({hint(1, 0.2), hint(2, 0.9)});
    asking.adviser({hint(3, 0.2), hint(4, 1.0)});
    CHECK(secondsOf(asking.targets()) == Seconds{4, 2, 1, 3});
}

TEST_CASE("a hint that is out of bounds is dropped")
{
    const auto nothing = std::numeric_limits<double>::quiet_NaN();
    const auto endless = std::numeric_limits<double>::infinity();
    Asking asking;
    asking.adviser({hint(1, 0),
                    hint(2, -0.1),
                    hint(3, 1.01),
                    hint(4, nothing),
                    hint(5, endless),
                    hint(-1, 0.5),
                    {end, 0.5},
                    {FramePosition(end.value() - 1), 0.5},
                    hint(0, 0.4)});
    CHECK(secondsOf(asking.targets()) == Seconds{999'999, 0});
}

TEST_CASE("hints within a block of one another are one, with the highest confidence")
{
    Asking asking;
    asking.adviser({{FramePosition(0), 0.5}, {FramePosition(limits::blockFrames), 0.4}});
    asking.adviser({{FramePosition(limits::blockFrames - 1), 0.9}});
    const auto targets = asking.targets();
    REQUIRE(targets.size() == 1);
    CHECK(targets[0].position == FramePosition(limits::blockFrames - 1));
}

TEST_CASE("no adviser drowns the others, and all together are bounded")
{
    Asking asking;
    std::vector<JumpHint> flood;
    for (int i = 0; i < 10'000; ++i)
        flood.push_back(hint(1000 + i, 1.0));
    asking.adviser(flood);
    asking.adviser({hint(1, 0.01)});
    auto seconds = secondsOf(asking.targets());
    REQUIRE(seconds.size() == Advice::mostOfOne + 1);
    CHECK(seconds.front() == 1000);
    CHECK(seconds.back() == 1);
    for (int i = 2; i < 10; ++i)
    {
        for (auto& each : flood)
            each.position = each.position + FrameCount(20'000 * second);
        asking.adviser(flood);
    }
    CHECK(asking.targets().size() == Advice::mostTargets);
}

TEST_CASE("a target keeps its place for as long as it is one, whatever comes before it")
{
    Asking asking;
    const auto adviser = asking.adviser({hint(1, 0.5), hint(2, 0.4)});
    const auto before = asking.targets();
    adviser->told = {hint(3, 0.9), hint(2, 0.4)};
    const auto after = asking.targets();
    REQUIRE(after.size() == 2);
    CHECK(after[1].position == before[1].position);
    CHECK(after[1].place == before[1].place);
    CHECK(after[0].place != after[1].place);
    adviser->told.clear();
    for (std::int64_t i = 0; i < 100; ++i)
    {
        adviser->told.clear();
        for (std::int64_t j = 0; j < 16; ++j)
            adviser->told.push_back(hint(i * 5 + j, 0.5));
        std::set<std::uint32_t> places;
        for (const auto& target : asking.targets())
            CHECK(places.insert(target.place).second);
        CHECK(*places.rbegin() < Advice::mostTargets);
    }
}
