#include "Pulse/Scheduling/PlayheadForecast.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

namespace
{

/** A thousand frames a second make frames and milliseconds the same. */
constexpr SampleRate rate(1000);

struct Moment
{
    std::int64_t position = 0;
    bool isPlaying = false;
    double playRate = 1;
    std::int64_t loopStart = 0;
    std::int64_t loopEnd = 0;
    bool isScrubbing = false;

    [[nodiscard]] TransportMoment at(Instant time) const
    {
        TransportMoment moment;
        moment.state.position = FramePosition(position);
        moment.state.isPlaying = isPlaying;
        moment.state.rate = playRate;
        moment.state.isLooping = loopEnd > loopStart;
        moment.state.loop = FrameRange::between(FramePosition(loopStart), FramePosition(loopEnd));
        moment.state.isScrubbing = isScrubbing;
        moment.at = time;
        return moment;
    }
};

ForecastStretch stretch(std::int64_t from, std::int64_t to, Instant due, double playRate = 1)
{
    return {FrameRange::between(FramePosition(from), FramePosition(to)), due, playRate};
}

std::vector<ForecastStretch> forecastOf(const Moment& moment)
{
    return forecast(moment.at(10s), 10s, 2s, rate);
}

} // namespace

TEST_CASE("a playing playhead moves on, wraps at the loop and plays on from behind it")
{
    struct Row
    {
        Moment moment;
        Instant later;
        std::int64_t expected;
    };
    const Row table[] = {
        {{100, false}, 5s, 100},
        {{100, true}, 5s, 5100},
        {{100, true, 2.0}, 5s, 10'100},
        {{100, true, 0.1}, 5s, 600},
        {{100, true, 1, 0, 1000}, 899ms, 999},
        {{100, true, 1, 0, 1000}, 900ms, 0},
        {{100, true, 1, 0, 1000}, 5s, 100},
        {{100, true, 1, 500, 1000}, 2s, 600},
        {{1000, true, 1, 500, 1000}, 2s, 3000},
        {{100, true, 1, 50, 51}, 2s, 2100},
        {{50, true, 1, 50, 51}, 2s, 50},
        {{100, true, 1, 0, 0, true}, 2s, 100},
    };
    for (const auto& [moment, later, expected] : table)
    {
        CAPTURE(moment.position, moment.isPlaying, moment.playRate, moment.loopStart, moment.loopEnd, later.count());
        CHECK(positionAt(moment.at(7s), 7s + later, rate) == FramePosition(expected));
    }
    CHECK(positionAt(Moment{100, true}.at(7s), 6s, rate) == FramePosition(100));
}

TEST_CASE("the forecast of a playing transport")
{
    using Stretches = std::vector<ForecastStretch>;
    struct Row
    {
        const char* story;
        Moment moment;
        Stretches expected;
    };
    const Row table[] = {
        {"on to the horizon", {100, true}, {stretch(100, 2100, 10s)}},
        {"twice as far at twice the speed", {100, true, 2}, {stretch(100, 4100, 10s, 2)}},
        {"half as far at half the speed", {100, true, 0.5}, {stretch(100, 1100, 10s, 0.5)}},
        {"a loop's end beyond the horizon changes nothing", {100, true, 1, 0, 5000}, {stretch(100, 2100, 10s)}},
        {"the loop's start is due at the wrap",
         {4000, true, 1, 1000, 5000},
         {stretch(4000, 5000, 10s), stretch(1000, 2000, 11s)}},
        {"of a loop shorter than the horizon everything is heard once",
         {600, true, 1, 500, 1000},
         {stretch(600, 1000, 10s), stretch(500, 600, 10400ms)}},
        {"at the start of a short loop that is one stretch", {500, true, 1, 500, 1000}, {stretch(500, 1000, 10s)}},
        {"before a loop the way into it comes first and covers its start",
         {300, true, 1, 500, 1000},
         {stretch(300, 1000, 10s)}},
        {"a loop of one frame", {500, true, 1, 500, 501}, {stretch(500, 501, 10s)}},
        {"behind the loop it is never reached again", {1000, true, 1, 500, 1000}, {stretch(1000, 3000, 10s)}},
        {"varispeed brings the wrap nearer",
         {4000, true, 2, 1000, 5000},
         {stretch(4000, 5000, 10s, 2), stretch(1000, 4000, 10500ms, 2)}},
    };
    for (const auto& [story, moment, expected] : table)
    {
        CAPTURE(story);
        CHECK(forecastOf(moment) == expected);
    }
}

TEST_CASE("a stopped transport is read as though play began now, and a little behind")
{
    const auto stretches = forecastOf({1000, false});
    REQUIRE(stretches.size() == 2);
    CHECK(stretches[0] == stretch(1000, 3000, 10s));
    CHECK(stretches[1].range == FrameRange::between(FramePosition(750), FramePosition(1000)));
    CHECK(stretches[1].isBackwards);
    CHECK_FALSE(stretches[1].isExpected);
    CHECK(forecastOf({0, false}).size() == 1);
    CHECK(forecastOf({100, false})[1].range.start == FramePosition(0));
}

TEST_CASE("a scrub reads both sides of the hand, the one it moves to first")
{
    auto stretches = forecastOf({5000, false, 1, 0, 0, true});
    REQUIRE(stretches.size() == 2);
    CHECK(stretches[0].range == FrameRange::between(FramePosition(5000), FramePosition(6000)));
    CHECK(stretches[0].isExpected);
    CHECK(stretches[1].isBackwards);
    CHECK_FALSE(stretches[1].isExpected);

    stretches = forecastOf({5000, true, -4, 0, 0, true});
    REQUIRE(stretches.size() == 2);
    CHECK(stretches[0].range == FrameRange::between(FramePosition(1000), FramePosition(5000)));
    CHECK(stretches[0].isBackwards);
    CHECK(stretches[0].isExpected);
    CHECK_FALSE(stretches[1].isExpected);
    CHECK(forecastOf({0, false, -1, 0, 0, true}).size() == 1);
}

TEST_CASE("stretches never overlap and never begin before the timeline")
{
    for (const auto isPlaying : {false, true})
        for (const auto isScrubbing : {false, true})
            for (std::int64_t position = 0; position < 3000; position += 97)
                for (const auto playRate : {0.1, 1.0, 8.0, -1.0})
                {
                    const auto stretches = forecastOf({position, isPlaying, playRate, 400, 1300, isScrubbing});
                    CHECK(stretches.size() <= 3);
                    for (std::size_t i = 0; i < stretches.size(); ++i)
                    {
                        CHECK(stretches[i].range.start >= FramePosition(0));
                        CHECK_FALSE(stretches[i].range.isEmpty());
                        for (std::size_t j = 0; j < i; ++j)
                            CHECK(stretches[i].range.intersection(stretches[j].range).isEmpty());
                    }
                }
}

TEST_CASE("what is queued is forecast from its time on")
{
    struct Row
    {
        const char* what;
        Moment moment;
        std::vector<QueuedStart> queue;
        std::vector<ForecastStretch> expected;
    };
    const auto at = [](std::int64_t position, Instant time) { return QueuedStart{FramePosition(position), time}; };
    const Row table[] = {
        {"a cue takes over where it fires",
         {1000, true},
         {at(9000, 10500ms)},
         {stretch(1000, 1500, 10s), stretch(9000, 10'500, 10500ms)}},
        {"one beyond the horizon changes nothing", {1000, true}, {at(9000, 12s)}, {stretch(1000, 3000, 10s)}},
        {"one that is due now is all there is", {1000, true}, {at(9000, 10s)}, {stretch(9000, 11'000, 10s)}},
        {"one that is late is about to begin", {1000, true}, {at(9000, 9s)}, {stretch(9000, 11'000, 10s)}},
        {"slots follow one another",
         {1000, true},
         {at(5000, 10500ms), at(8000, 11s), at(3000, 11500ms)},
         {stretch(1000, 1500, 10s), stretch(5000, 5500, 10500ms), stretch(8000, 8500, 11s),
          stretch(3000, 3500, 11500ms)}},
        {"varispeed passes more by the time it fires",
         {1000, true, 2},
         {at(9000, 10500ms)},
         {stretch(1000, 2000, 10s, 2), stretch(9000, 12'000, 10500ms, 2)}},
        {"what was forecast before is not forecast again",
         {1000, true},
         {at(1200, 10500ms)},
         {stretch(1000, 1500, 10s), stretch(1500, 2700, 10800ms)}},
        {"nor what lies around it",
         {1000, true},
         {at(800, 10500ms)},
         {stretch(1000, 1500, 10s), stretch(800, 1000, 10500ms), stretch(1500, 2300, 11200ms)}},
        {"a jump into the loop is caught by it",
         {5000, true, 1, 0, 1000},
         {at(700, 11s)},
         {stretch(5000, 6000, 10s), stretch(700, 1000, 11s), stretch(0, 700, 11300ms)}},
        {"a stopped transport may be played before, and is started by it",
         {0, false},
         {at(9000, 11s)},
         {stretch(0, 2000, 10s), stretch(9000, 10'000, 11s)}},
    };
    for (const auto& [what, moment, queue, expected] : table)
    {
        INFO(what);
        CHECK(forecast(moment.at(10s), 10s, 2s, rate, queue) == expected);
    }
}

TEST_CASE("a hand that holds the tape holds the queue too")
{
    const QueuedStart queue[] = {{FramePosition(9000), 10500ms}};
    const Moment held{5000, true, 1, 0, 0, true};
    CHECK(forecast(held.at(10s), 10s, 2s, rate, queue) == forecastOf(held));
}

TEST_CASE("of a long queue as many starts count as begin within any horizon")
{
    std::vector<QueuedStart> queue;
    for (int i = 0; i < 100; ++i)
        queue.push_back({FramePosition(10'000 * (i + 1)), 10s + std::chrono::milliseconds(10 * i)});
    const auto stretches = forecast(Moment{0, true}.at(10s), 10s, 2s, rate, queue);
    CHECK(stretches.size() == mostQueued);
    CHECK(stretches.back().range.start == FramePosition(10'000 * static_cast<std::int64_t>(mostQueued)));
}
