#include "Signal/Peaks/PeakSketching.h"

#include "Support/PeakReference.h"
#include "Support/SignalReader.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t places = 512;
constexpr std::int64_t placeFrames = 3000;

} // namespace

TEST_CASE("a sketch shows of every place what a short look into its middle shows")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(2, places * placeFrames, 3);
    SignalReader reader(medium);
    const auto sketch = sketchPeaks(thread, reader, [] { return false; });
    REQUIRE(sketch.channels.size() == 2);
    REQUIRE(sketch.channels[1].size() == places);
    for (const std::int64_t place : {0, 1, 100, 511})
    {
        const auto start = static_cast<std::size_t>(place * placeFrames + placeFrames / 2 - 1024);
        CHECK(isSamePeak(sketch.channels[1][static_cast<std::size_t>(place)],
                         plainPeak(std::span(medium.signal.channels[1]).subspan(start, 2048))));
    }
}

TEST_CASE("a sketch ends in time, evenly spread, and shows nothing where it never looked")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(1, places * placeFrames, 3);
    SignalReader reader(medium);
    const auto evenly = sketchPeaks(thread, reader, [&] { return medium.reads == 64; });
    CHECK(medium.reads == 64);
    CHECK(evenly.channels[0][8].max > 0);
    CHECK(evenly.channels[0][15] == evenly.channels[0][8]);
    CHECK(evenly.channels[0][504].max > 0);

    medium.reads = 0;
    const auto brief = sketchPeaks(thread, reader, [&] { return medium.reads == 3; });
    CHECK(brief.channels[0][191].max > 0);
    CHECK(brief.channels[0][192] == Peak{});
    CHECK(sketchPeaks(thread, reader, [] { return true; }).isEmpty());
}

TEST_CASE("a medium that is shorter than its looks, empty or unreadable is sketched as far as it goes")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(1, 5, 3);
    SignalReader brief(medium);
    CHECK(sketchPeaks(thread, brief, [] { return false; }).channels[0].size() == places);
    medium.signal = makeNoise(1, 0, 3);
    SignalReader empty(medium);
    CHECK(sketchPeaks(thread, empty, [] { return false; }).isEmpty());
    medium.signal = makeNoise(1, 5, 3);
    medium.unreadable = FramePosition(0);
    SignalReader unreadable(medium);
    CHECK(sketchPeaks(thread, unreadable, [] { return false; }).isEmpty());
}
