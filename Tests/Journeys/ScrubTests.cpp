#include "Support/WholeStage.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t second = 48'000;

/** A session of eight tracks that has been playing around its thirtieth second, on a disk that answers no more. */
struct HeldStage : WholeStage
{
    HeldStage() : WholeStage(std::size_t{64} << 20)
    {
        tell(AdoptSession{tenMinutes(8, 50)});
        settle();
        tell(SeekTransport{FramePosition(29 * second)});
        tell(PlayTransport{});
        play(second);
        disk.hold(signal::MountTable::current().deviceOf(GeneratedReader::path(1)));
        before = stats.missingFrames;
        centre = position.state.position.value();
    }

    /** The hand moves through these places, a callback each. */
    template <class Place>
    void scrub(int callbacks, Place place)
    {
        for (int i = 0; i < callbacks; ++i)
        {
            tell(ScrubTransport{FramePosition(centre + static_cast<std::int64_t>(place(i)))});
            play(block);
        }
    }
    [[nodiscard]] std::uint64_t missed()
    {
        play(second / 3); // statistics come four times a second
        return stats.missingFrames - before;
    }

    std::uint64_t before = 0;
    std::int64_t centre = 0;
};

constexpr auto reach = second / 4;

} // namespace

TEST_CASE("a scrub within the hot range misses nothing, though the disk is gone")
{
    HeldStage stage;
    REQUIRE(stage.centre > 29 * second);
    SECTION("forward and back again, slowly")
    {
        stage.scrub(200, [](int i) { return 0.1 * 512 * (i < 100 ? i : 200 - i); });
    }
    SECTION("back, at the speed of playing")
    {
        stage.scrub(22, [](int i) { return -512.0 * i; });
    }
    SECTION("eight times as fast, to and fro")
    {
        stage.scrub(100, [](int i) { return reach * std::sin(i * 8.0 * 512 / reach); });
    }
    SECTION("a hand that trembles")
    {
        stage.scrub(200, [](int i) { return (i * 7919 % 1000 - 500) * 8.0; });
    }
    CHECK(stage.missed() == 0);
}

TEST_CASE("a cold target is heard after one read, and what it missed is counted")
{
    WholeStage stage(std::size_t{64} << 20);
    stage.tell(AdoptSession{tenMinutes(1, 50)});
    stage.settle();
    stage.tell(ScrubTransport{FramePosition(30 * second)});
    stage.play(WholeStage::block);
    const auto before = stage.disk.ran().size();
    stage.tell(ScrubTransport{FramePosition(500 * second)});
    stage.play(WholeStage::block);
    REQUIRE(stage.disk.ran().size() > before);
    CHECK(stage.disk.ran()[before].urgency.kind == signal::UrgencyClass::realtime);
    stage.tell(ScrubTransport{FramePosition(500 * second + 256)});
    const auto missing = stage.stats.missingFrames;
    stage.play(20 * WholeStage::block);
    CHECK(stage.stats.missingFrames - missing <= std::uint64_t{2} * WholeStage::block);
}
