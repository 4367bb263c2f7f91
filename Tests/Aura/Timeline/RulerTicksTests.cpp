#include "Aura/Timeline/RulerTicks.h"

#include "Aura/Timeline/Snapping.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr SampleRate rate(48000);

std::vector<std::string> labels(const std::vector<Tick>& ticks)
{
    std::vector<std::string> texts;
    for (const auto& tick : ticks)
        if (tick.isMajor)
            texts.push_back(tick.label);
    return texts;
}

} // namespace

TEST_CASE("seconds are labelled where they fit")
{
    const Viewport view{480, 0, 960, FrameCount(48000 * 60)};
    REQUIRE(labels(rulerTicks(view, TimeBase::clock, rate, Tempo{})) ==
            std::vector<std::string>{"0:00", "0:01", "0:02", "0:03", "0:04", "0:05", "0:06", "0:07", "0:08", "0:09"});
}

TEST_CASE("bars are counted from one and divided into their beats")
{
    const Viewport view{960, 0, 960, FrameCount(48000 * 60)};
    const auto ticks = rulerTicks(view, TimeBase::bars, rate, Tempo{120, 4});
    REQUIRE(labels(ticks).front() == "1");
    REQUIRE(labels(ticks)[1] == "2");
    REQUIRE(ticks[1].x == Approx(25));
    REQUIRE(ticks[4].x == Approx(100));
    REQUIRE(ticks[4].isMajor);
}

TEST_CASE("at any zoom labels keep their distance and lines theirs")
{
    for (const auto base : {TimeBase::clock, TimeBase::bars})
        for (auto framesPerPixel = Viewport::closest; framesPerPixel < 1e7; framesPerPixel *= 1.3)
        {
            const Viewport view{framesPerPixel, 480000, 960, FrameCount(48000 * 3600)};
            const auto ticks = rulerTicks(view, base, rate, Tempo{93.7, 7});
            REQUIRE(ticks.size() <= 960 / 8 + 200);
            std::optional<double> lastMajor;
            for (std::size_t i = 1; i < ticks.size(); ++i)
                REQUIRE(ticks[i].x - ticks[i - 1].x >= 7.99);
            for (const auto& tick : ticks)
                if (tick.isMajor)
                {
                    REQUIRE((!lastMajor || tick.x - *lastMajor >= 83.99));
                    REQUIRE_FALSE(tick.label.empty());
                    lastMajor = tick.x;
                }
        }
}

TEST_CASE("close in, single frames are numbered within their second")
{
    const Viewport view{1.0 / 64, 48000 * 61, 960, FrameCount(48000 * 600)};
    const auto texts = labels(rulerTicks(view, TimeBase::clock, rate, Tempo{}));
    REQUIRE(texts[0] == "1:01 +0");
    REQUIRE(texts[1] == "1:01 +2");
}
