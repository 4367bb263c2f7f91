#include "App/Engine/Loophole.h"
#include "RandomUser.h"
#include "Studio.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::size_t budgetBytes = std::size_t{64} << 20;

std::int64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::int64_t size = 0;
    std::int64_t resident = 0;
    statm >> size >> resident;
    return resident * 4096;
}

double inMiB(std::int64_t bytes)
{
    return static_cast<double>(bytes) / (1 << 20);
}

} // namespace

// LOOPHOLE_SOAK_SECONDS and LOOPHOLE_SOAK_SEED make it an hour, and another one each time, where somebody waits for it.
TEST_CASE("random use for minutes neither grows nor crashes, and every missing frame is told with its track")
{
    const Studio studio;
    const SteadyClock clock;
    Settings settings;
    settings.folders = {studio.folder / "cache", studio.folder / "data"};
    settings.budgetBytes = budgetBytes;
    settings.device = "null";
    Loophole program(settings);
    Headless aura(program.queues(), clock);
    RandomUser user(aura, studio.sessions, studio.files,
                    static_cast<std::uint32_t>(numberFromEnvironment("LOOPHOLE_SOAK_SEED", 1)));
    user.openSession();
    REQUIRE(aura.session.session != nullptr);

    const auto began = clock.now();
    const Instant duration = std::chrono::seconds(numberFromEnvironment("LOOPHOLE_SOAK_SECONDS", 120));
    std::int64_t early = 0;
    std::int64_t most = 0;
    while (clock.now() - began < duration)
    {
        user.act();
        aura.waitUntil([] { return false; }, user.pause());
        most = std::max(most, residentBytes());
        // Memory for blocks is touched as it is first used, and decoders stay open: what comes late is less than that.
        if (clock.now() - began < duration / 2)
            early = most;
    }
    user.rest();

    std::cout << user.acts() << " acts, " << aura.stats.framesPlayed << " frames played, " << aura.stats.missingFrames
              << " missing, " << user.toldMissing() << " told, " << aura.stats.callback.overruns << " overruns, "
              << inMiB(early) << " MiB resident in the first half, " << inMiB(most) << " MiB at most\n";
    CHECK(aura.stats.framesPlayed > 0);
    CHECK(user.toldMissing() == aura.stats.missingFrames);
    CHECK_FALSE(aura.takeFault().has_value());
#if !defined(LOOPHOLE_ASAN) && !defined(LOOPHOLE_TSAN)
    CHECK(inMiB(most) < inMiB(budgetBytes) + 150);
    CHECK(inMiB(most - early) < 48);
#endif
}
