#include "Support/WholeStage.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <random>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t second = 48'000;

std::size_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::size_t size = 0;
    std::size_t resident = 0;
    statm >> size >> resident;
    return resident * 4096;
}

/** Ten minutes of playing in which the playhead jumps, loops and changes its speed; the most memory that was taken. */
std::size_t playAndJump(WholeStage& stage, int minutes)
{
    std::mt19937 random(3);
    std::size_t most = 0;
    for (std::int64_t played = 0; played < minutes * 60 * second;)
    {
        const auto target =
            static_cast<std::int64_t>(random() % 590) * second + static_cast<std::int64_t>(random() % second);
        stage.tell(SeekTransport{FramePosition(target)});
        const auto isLooping = random() % 4 == 0;
        stage.tell(SetTransportLoop{isLooping, {FramePosition(target), FrameCount(second / 3)}});
        stage.tell(SetTransportRate{random() % 4 == 0 ? 0.5 + 0.25 * static_cast<double>(random() % 8) : 1.0});
        const auto stretch = second / 4 + static_cast<std::int64_t>(random() % (5 * second));
        stage.play(stretch);
        played += stretch;
        most = std::max(most, residentBytes());
    }
    return most;
}

} // namespace

TEST_CASE(
    "5,000 clips on 1,000 files under a jumping playhead take no more than the budget, and nothing is missed unsaid")
{
    const auto budget = GENERATE(std::size_t{64} << 20, std::size_t{512} << 20);
    const auto before = residentBytes();
    WholeStage stage(budget);
    stage.tell(AdoptSession{tenMinutes(50, 1000)});
    stage.settle();
    stage.tell(PlayTransport{});
    stage.play(second);
    REQUIRE(stage.position.state.isPlaying);

    const auto most = playAndJump(stage, 10);
    stage.settle();
    INFO("budget " << (budget >> 20) << " MiB, blocks " << (stage.stats.memory.peakBytes >> 20) << " MiB, resident "
                   << (before >> 20) << " -> " << (most >> 20) << " MiB, missing " << stage.stats.missingFrames
                   << " of " << stage.stats.framesPlayed << " frames, cached " << stage.stats.timelineCachedPercent
                   << " %");
    CHECK(stage.stats.framesPlayed >= 9 * 60 * std::uint64_t{48'000});
    CHECK(stage.stats.memory.peakBytes <= budget);
    CHECK(most - before <= budget + (std::size_t{150} << 20));
    CHECK(stage.reportedMissing() == stage.stats.missingFrames);
    // Blocks come between two callbacks: of each of the fifty streams some hundred frames may miss after a jump.
    CHECK(stage.stats.missingFrames < 50 * stage.stats.framesPlayed / 200);
    CHECK(stage.stats.timelineCachedPercent > 0);
    CHECK(stage.stats.timelineCachedPercent <= 100);
}
