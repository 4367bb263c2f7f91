#include "Aura/Transport/TypedValues.h"

#include "Aura/Timeline/Snapping.h"
#include "Aura/Transport/TimeText.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr SampleRate rate(48000);

std::optional<std::int64_t> position(const std::string& text, TimeBase base = TimeBase::clock)
{
    const auto found = typedPosition(text, base, rate, Tempo{120, 4});
    return found ? std::optional(found->value()) : std::nullopt;
}

} // namespace

TEST_CASE("a position is typed as time, as bars or as frames")
{
    CHECK(position("1:23.5") == 83.5 * 48000);
    CHECK(position("00:01:00.000") == 60 * 48000);
    CHECK(position("2") == 2 * 48000);
    CHECK(position("2", TimeBase::samples) == 2);
    CHECK(position("2", TimeBase::bars) == 4 * 24000);
    CHECK(position("2.3", TimeBase::bars) == 6 * 24000);
    CHECK(position("2.3.50") == 6 * 24000 + 12000);
    CHECK(position("350 ms") == 16800);
    CHECK(position("1234 fr") == 1234);
    CHECK(position("1,5 s") == 72000);
}

TEST_CASE("what is no position is none")
{
    for (const auto* text : {"", "abc", "-1", "1:xx", "1.9.00", "0.1.00", "1e9", "nan", "1.2.3.4", "99999999999999"})
    {
        INFO(text);
        CHECK_FALSE(position(text));
    }
}

TEST_CASE("what the program writes can be typed again")
{
    for (const std::int64_t frame : {0, 48, 47'952, 4'800'000})
        for (const auto base : {TimeBase::clock, TimeBase::samples})
            CHECK(position(positionText(FramePosition(frame), base, rate, Tempo{120, 4}), base) == frame);
    CHECK(position(positionText(FramePosition(132'000), TimeBase::bars, rate, Tempo{120, 4}), TimeBase::bars) ==
          132'000);
    for (const auto db : {-80.0, -6.5, 0.0, 12.0})
        CHECK(typedDecibels(gainText(db)) == db);
    for (const auto pan : {-1.0, -0.25, 0.0, 0.5})
        CHECK(typedPan(panText(pan)) == pan);
    CHECK(typedFactor(timesText(1.5)) == 1.5);
    CHECK(typedLength(secondsText(FrameCount(24'000), rate), rate) == FrameCount(24'000));
}

TEST_CASE("gains, rates, pans and tempos are typed with or without their unit")
{
    CHECK(typedDecibels("+3 dB") == 3);
    CHECK(typedDecibels("-inf") == -80);
    CHECK_FALSE(typedDecibels("loud"));
    CHECK(typedFactor("150 %") == 1.5);
    CHECK(typedFactor("2x") == 2);
    CHECK_FALSE(typedFactor("0"));
    CHECK_FALSE(typedFactor("-1"));
    CHECK(typedPan("l25") == -0.25);
    CHECK_FALSE(typedPan("R 101"));
    CHECK(typedTempo("97.5 bpm") == 97.5);
    CHECK_FALSE(typedTempo("0"));
    CHECK_FALSE(typedLength("-1", rate));
}
