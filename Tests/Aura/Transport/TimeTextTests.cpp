#include "Aura/Transport/TimeText.h"

#include "Aura/Timeline/Snapping.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr SampleRate rate(48000);

} // namespace

TEST_CASE("the clock shows whole milliseconds and never runs ahead")
{
    REQUIRE(clockText(FramePosition(0), rate) == "00:00:00.000");
    REQUIRE(clockText(FramePosition(47), rate) == "00:00:00.000");
    REQUIRE(clockText(FramePosition(48), rate) == "00:00:00.001");
    REQUIRE(clockText(FramePosition(47999), rate) == "00:00:00.999");
    REQUIRE(clockText(FramePosition(48000LL * 3661 + 24000), rate) == "01:01:01.500");
    REQUIRE(clockText(FramePosition(-5), rate) == "00:00:00.000");
    REQUIRE(clockText(FramePosition(5), SampleRate()) == "00:00:00.000");
    REQUIRE(clockText(FramePosition(44099), SampleRate(44100)) == "00:00:00.999");
}

TEST_CASE("lengths are as short as they can be")
{
    REQUIRE(lengthText(FrameCount(12000), rate) == "0:00.25");
    REQUIRE(lengthText(FrameCount(48000 * 10), rate) == "0:10");
    REQUIRE(lengthText(FrameCount(48000 * 83), rate) == "1:23");
    REQUIRE(lengthText(FrameCount(48000LL * 3723), rate) == "1:02:03");
}

TEST_CASE("bars and beats count from one")
{
    REQUIRE(barsText(FramePosition(0), rate, Tempo{120, 4}) == "1.1.00");
    REQUIRE(barsText(FramePosition(24000), rate, Tempo{120, 4}) == "1.2.00");
    REQUIRE(barsText(FramePosition(96000 + 12000), rate, Tempo{120, 4}) == "2.1.50");
    REQUIRE(barsText(FramePosition(72000), rate, Tempo{120, 3}) == "2.1.00");
}

TEST_CASE("a beat that falls between two frames is reached on the frame it is rounded to")
{
    const Tempo tempo{137, 4};
    for (auto beat = 0; beat < 400; ++beat)
        REQUIRE(barsText(FramePosition(std::llround(beat * framesPerBeat(rate, tempo))), rate, tempo) ==
                std::to_string(beat / 4 + 1) + "." + std::to_string(beat % 4 + 1) + ".00");
}

TEST_CASE("distances carry their sign and become frames where they are small")
{
    REQUIRE(distanceText(FrameCount(12000), rate) == "+0.250 s");
    REQUIRE(distanceText(FrameCount(-48000), rate) == "\u22121.000 s");
    REQUIRE(distanceText(FrameCount(-1), rate) == "\u22121 fr");
    REQUIRE(distanceText(FrameCount(0), rate) == "0");
}

TEST_CASE("levels, pans, rates and sizes are told with their units")
{
    REQUIRE(gainText(0) == "0.0 dB");
    REQUIRE(gainText(-0.04) == "0.0 dB");
    REQUIRE(gainText(-6.5) == "\u22126.5 dB");
    REQUIRE(gainText(3) == "+3.0 dB");
    REQUIRE(gainText(-80) == "\u2212\u221E dB");
    REQUIRE(panText(0) == "C");
    REQUIRE(panText(-0.25) == "L 25");
    REQUIRE(panText(1) == "R 100");
    REQUIRE(rateText(SampleRate(44100)) == "44.1 kHz");
    REQUIRE(rateText(SampleRate(48000)) == "48 kHz");
    REQUIRE(bytesText(512.0 * (1 << 20)) == "512 MiB");
    REQUIRE(bytesText(1.5 * (1 << 30)) == "1.50 GiB");
}

TEST_CASE("a position is written as the ruler counts, lengths to the millisecond, factors to a hundredth")
{
    const FramePosition position(132'000);
    const SampleRate rate(48000);
    CHECK(positionText(position, TimeBase::clock, rate, Tempo{120, 4}) == "00:00:02.750");
    CHECK(positionText(position, TimeBase::bars, rate, Tempo{120, 4}) == "2.2.50");
    CHECK(positionText(position, TimeBase::samples, rate, Tempo{120, 4}) == "132000");
    CHECK(secondsText(FrameCount(12'000), rate) == "0.250 s");
    CHECK(secondsText(FrameCount(12'000), SampleRate()) == "0.000 s");
    CHECK(timesText(1.5) == "1.50\u00d7");
}
