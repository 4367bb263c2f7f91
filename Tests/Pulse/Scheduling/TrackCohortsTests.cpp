#include "Pulse/Scheduling/TrackCohorts.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

namespace
{

constexpr TrackId drums{1};
constexpr TrackId bass{2};
constexpr TrackId keys{3};

/** What the hand does at a time, and who is realtime from then on. */
struct Step
{
    Instant at;
    std::vector<TrackId> held;
    std::vector<TrackId> touched;
    std::vector<TrackId> realtime;
    Instant nextLeave;
};

void follow(const std::vector<Step>& steps)
{
    TrackCohorts cohorts;
    for (const auto& step : steps)
    {
        CAPTURE(step.at.count());
        cohorts = cohorts.after(step.held, step.touched, step.at);
        for (const auto track : {drums, bass, keys})
        {
            CAPTURE(track.value);
            const auto isRealtime = std::find(step.realtime.begin(), step.realtime.end(), track) != step.realtime.end();
            CHECK(cohorts.of(track) == (isRealtime ? Cohort::realtime : Cohort::anticipative));
        }
        CHECK(cohorts.nextLeave() == step.nextLeave);
    }
}

constexpr auto never = Instant::max();

} // namespace

TEST_CASE("a track is realtime at once when the hand comes, and for a while after it has left")
{
    static_assert(TrackCohorts::hold == 5s);
    follow({{0s, {}, {}, {}, never},
            {1s, {bass}, {}, {bass}, never},
            {60s, {bass}, {}, {bass}, never},
            {61s, {}, {}, {bass}, 66s},
            {65s, {}, {}, {bass}, 66s},
            {66s, {}, {}, {}, never}});
}

TEST_CASE("an edit keeps its track realtime for a while, and each one anew")
{
    follow({{0s, {}, {drums}, {drums}, 5s},
            {3s, {}, {drums, bass}, {drums, bass}, 8s},
            {4s, {}, {}, {drums, bass}, 8s},
            {8s, {}, {keys}, {keys}, 13s},
            {13s, {}, {}, {}, never}});
}

TEST_CASE("a hand that runs over tracks leaves none of them before its time, and comes back to them without a change")
{
    follow({{0s, {drums}, {}, {drums}, never},
            {100ms, {bass}, {}, {drums, bass}, 5100ms},
            {200ms, {drums}, {}, {drums, bass}, 5200ms},
            {300ms, {bass}, {}, {drums, bass}, 5300ms},
            {5300ms, {bass}, {}, {bass}, never}});
}

TEST_CASE("whoever is held and edited at once, or named twice, is held")
{
    follow({{0s, {keys, drums, keys}, {keys, drums}, {drums, keys}, never},
            {1s, {}, {}, {drums, keys}, 6s},
            {2s, {drums}, {}, {drums, keys}, 6s},
            {6s, {drums}, {}, {drums}, never}});
}

TEST_CASE("no row of hands makes a track change cohort twice within the time it is held")
{
    TrackCohorts cohorts;
    auto last = Cohort::anticipative;
    Instant since = -TrackCohorts::hold;
    for (int i = 0; i < 2000; ++i)
    {
        const auto now = std::chrono::milliseconds(i * 37);
        const auto isHeld = i * i % 7 == 0 && i % 200 < 50;
        cohorts = cohorts.after(isHeld ? std::vector{bass} : std::vector<TrackId>{}, {}, now);
        if (std::exchange(last, cohorts.of(bass)) == cohorts.of(bass))
            continue;
        // Becoming realtime is what the hand asks for; leaving is what has to wait.
        if (cohorts.of(bass) == Cohort::anticipative)
            CHECK(now - since >= TrackCohorts::hold);
        since = now;
    }
    CHECK(since > 0s);
}
