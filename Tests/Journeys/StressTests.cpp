#include "App/Engine/Loophole.h"
#include "FleetingBackends.h"
#include "RandomUser.h"
#include "Studio.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <iostream>
#include <memory>
#include <random>

using namespace loophole;
using namespace loophole::testing;

namespace
{

struct Tally
{
    std::uint64_t lives = 0;
    std::uint64_t acts = 0;
    std::uint64_t frames = 0;
    std::uint64_t deviceChanges = 0;
};

/** Starts the program, uses it for `duration` while its devices come and go, and ends it in the middle of whatever it
    does. */
void live(const Studio& studio, std::uint32_t seed, Instant duration, Tally& tally)
{
    const SteadyClock clock;
    std::atomic<int> made{0};
    Settings settings;
    settings.folders = {studio.folder / "cache", studio.folder / "data"};
    settings.budgetBytes = std::size_t{32} << 20;
    settings.blockFrames = seed % 2 == 0 ? 512 : 96;
    Loophole program(settings, std::make_unique<FleetingBackends>(seed, made));
    Headless aura(program.queues(), clock);
    RandomUser user(aura, studio.sessions, studio.files, seed);
    user.openSession();
    REQUIRE(aura.session.session != nullptr);
    aura.send(PlayTransport{});
    for (const auto began = clock.now(); clock.now() - began < duration;)
    {
        user.act();
        aura.waitUntil([] { return false; }, user.pause());
    }
    CHECK_FALSE(aura.takeFault().has_value());
    aura.send(PlayTransport{});
    tally.lives += 1;
    tally.acts += user.acts();
    tally.frames += aura.stats.framesPlayed;
    tally.deviceChanges += static_cast<std::uint64_t>(std::max(0, made - 1));
}

} // namespace

// LOOPHOLE_STRESS_SECONDS makes it minutes, and LOOPHOLE_STRESS_SEED another one, where somebody waits for it.
TEST_CASE("seeks, edits, cancels, devices that come and go, and an end in the middle of it all harm nothing")
{
    const Studio studio;
    const SteadyClock clock;
    const Instant duration = std::chrono::seconds(numberFromEnvironment("LOOPHOLE_STRESS_SECONDS", 20));
    const auto seed = static_cast<std::uint32_t>(numberFromEnvironment("LOOPHOLE_STRESS_SEED", 1));
    std::mt19937 random(seed);
    Tally tally;
    for (const auto began = clock.now(); clock.now() - began < duration;)
        live(studio, static_cast<std::uint32_t>(random()), std::chrono::milliseconds(500 + random() % 6000), tally);

    std::cout << tally.lives << " lives, " << tally.acts << " acts, " << tally.frames << " frames, "
              << tally.deviceChanges << " changes of the device\n";
    CHECK(tally.frames > 0);
    CHECK(tally.deviceChanges > 0);
}
