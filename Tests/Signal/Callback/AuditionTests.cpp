#include "Signal/Callback/Audition.h"

#include "Support/CallbackBench.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** A medium of one second at 44.1 kHz on a grid of 48 kHz. */
struct Maker : CallbackBench
{
    MediaFacts facts;

    Maker()
    {
        assets.add(control, AssetId{1}, makeNoise(1, 48'000, 1));
        facts.sampleRate = SampleRate(44'100);
    }
    signal::AuditionTake& make(const StartStream& stream)
    {
        return audition().make(control, stream, {facts, SampleRate(48'000), assets.table(control, AssetId{1}, 0)});
    }
    static StartStream from(std::int64_t frame)
    {
        StartStream stream;
        stream.asset = AssetId{1};
        stream.from = FramePosition(frame);
        return stream;
    }
};

} // namespace

TEST_CASE("a take begins at the grid frame of the asset's frame and never beyond its end")
{
    Maker maker;
    CHECK(maker.make(Maker::from(22'050)).from == 24'000);
    CHECK(maker.make(Maker::from(1'000'000)).from == 48'000);
}

TEST_CASE("every take is told apart from the one before")
{
    Maker maker;
    const auto first = maker.make(Maker::from(0)).generation;
    CHECK(maker.make(Maker::from(0)).generation == first + 1);
}

TEST_CASE("a take of a region plays its frames of the grid, from its start where it is to begin outside of it")
{
    Maker maker;
    auto stream = Maker::from(44'100 / 4);
    stream.region = {FramePosition(22'050), FrameCount(11'025)};
    const auto& take = maker.make(stream);
    CHECK(take.from == 0);
    CHECK(take.timeline.first == FramePosition(24'000));
    CHECK(take.timeline.length == FrameCount(12'000));
    CHECK(take.endsInside);
    CHECK(take.gridFrameAt(100) == 24'100);
    CHECK(take.passes(35'999));
    CHECK_FALSE(take.passes(36'000));

    stream.from = FramePosition(22'050 + 5'512);
    stream.loop = true;
    const auto& looped = maker.make(stream);
    CHECK(looped.from == 6'000 - 1);
    CHECK_FALSE(looped.endsInside);
    CHECK(looped.gridFrameAt(12'000 + 7) == 24'007);
}

TEST_CASE("a region may reach beyond the end of its asset")
{
    Maker maker;
    auto stream = Maker::from(0);
    stream.region = {FramePosition(0), FrameCount(88'200)};
    const auto& take = maker.make(stream);
    CHECK(take.timeline.length == FrameCount(96'000));
    CHECK_FALSE(take.endsInside);
}

TEST_CASE("a volume is 0 to 1, and matching goes either way")
{
    CHECK(signal::Audition::gainOf(0, 0) == 1.0f);
    CHECK(signal::Audition::gainOf(12, 0) == 1.0f);
    CHECK(signal::Audition::gainOf(-200, 0) == 0.0f);
    CHECK(signal::Audition::gainOf(-6.0206, 0) == Approx(0.5f));
    CHECK(signal::Audition::gainOf(0, 6.0206) == Approx(2.0f));
    CHECK(signal::Audition::gainOf(-20, 500) == Approx(10.0f));
    CHECK(signal::Audition::gainOf(std::numeric_limits<double>::quiet_NaN(), 0) == 0.0f);
}

TEST_CASE("a rate that is none plays as it is")
{
    Maker maker;
    auto stream = Maker::from(0);
    for (const auto& [asked, played] :
         {std::pair(0.0, 1.0), std::pair(-2.0, 1.0), std::pair(100.0, 8.0), std::pair(1.5, 1.5)})
    {
        stream.playRate = asked;
        CHECK(maker.make(stream).timeline.playRate == played);
    }
}
