#include "Signal/Control/BufferWatch.h"
#include "Support/ControlStage.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;
using signal::BufferWatch;
using Kind = PerformanceWarning::Kind;

namespace
{

constexpr std::size_t mib = std::size_t{1} << 20;

void nextSecond(ControlStage& stage)
{
    stage.clock.advance(BufferWatch::interval);
    stage.turn();
}

const BufferMetrics& metricsOf(const BufferReport& report, const std::string& id)
{
    for (const auto& buffer : report.buffers)
        if (buffer.id == id)
            return buffer;
    throw std::runtime_error("no buffer " + id);
}

/** How often it was told; a machine that is busy with something else may make the media slow as well. */
std::size_t timesTold(const ControlStage& stage, Kind kind)
{
    return static_cast<std::size_t>(
        std::ranges::count(stage.all<PerformanceWarning>(), kind, &PerformanceWarning::kind));
}

/** Sets what the system tells, for the length of a test. */
struct SystemTells
{
    explicit SystemTells(signal::SystemMemory memory) { ControlStage::systemMemory = memory; }
    ~SystemTells() { ControlStage::systemMemory = {}; }
};

} // namespace

TEST_CASE("the engine's own buffers are of all four kinds, and their metrics come with the statistics")
{
    ControlStage stage;
    stage.play(makeNoise(2, 100'000, 1));
    (void) stage.render(4800, 480);
    stage.clock.advance(std::chrono::seconds(1));
    stage.turn();
    const auto report = stage.all<StreamStats>().back().buffers;
    CHECK(report.countByType == std::array<std::size_t, 4>{1, 1, 1, 1});
    CHECK(metricsOf(report, "Block pool").type == BufferType::pool);
    CHECK(metricsOf(report, "Block pool").readCount > 0);
    CHECK(metricsOf(report, "Decoded blocks").memoryBytes == stage.all<StreamStats>().back().memory.usedBytes);
    CHECK(metricsOf(report, "Streams").readCount == metricsOf(report, "Decoded blocks").writeCount);
    const auto& monitor = metricsOf(report, "Monitor");
    CHECK(monitor.state == BufferState::active);
    CHECK(monitor.bytesRead == monitor.bytesWritten);
    CHECK(monitor.bytesWritten >= 4800 * 2 * sizeof(float));
    CHECK(report.totalBytes == metricsOf(report, "Decoded blocks").memoryBytes + monitor.memoryBytes);
}

TEST_CASE("what the device gets is measured before it is clipped, and what was clipped is counted")
{
    ControlStage stage;
    stage.play(makeSines(2, 100'000, 48000, 1000, 1.5));
    (void) stage.render(4800, 480);
    stage.clock.advance(std::chrono::seconds(1));
    stage.turn();
    const auto stats = stage.all<StreamStats>().back();
    CHECK(stats.output.peak == Approx(1.5).epsilon(0.01));
    CHECK(stats.output.overs > 1000);
    CHECK(stats.output.unwatched == 0);
}

TEST_CASE("a system that is short of memory gets what nothing needs, and is heard of once")
{
    ControlStage stage;
    stage.play(makeNoise(2, 100'000, 2));
    stage.tell(ClipWindowCancel{ClipId{1}, 1});
    stage.settle();
    nextSecond(stage);
    const auto before = stage.all<StreamStats>().back().memory.usedBytes;
    REQUIRE(before > 0);
    const SystemTells tells({0, 100 * mib});
    for (int i = 0; i < 3; ++i)
        nextSecond(stage);
    const auto stats = stage.all<StreamStats>().back();
    CHECK(stats.memory.usedBytes == 0);
    CHECK(stats.buffers.givenBackBytes == before);
    CHECK(stats.buffers.systemFreeBytes == 100 * mib);
    CHECK(timesTold(stage, Kind::systemShort) == 1);
    CHECK(timesTold(stage, Kind::memoryPressure) == 0);
}

TEST_CASE("what is about to be heard is never given back, however short memory is")
{
    ControlStage stage;
    stage.play(makeNoise(2, 100'000, 3));
    const SystemTells tells({1000 * mib, mib});
    for (int tenth = 0; tenth < 40; ++tenth)
    {
        (void) stage.render(480, 480); // a device that stands still for a second would be given up
        stage.clock.advance(BufferWatch::interval / 10);
        stage.turn();
    }
    const auto stats = stage.all<StreamStats>().back();
    CHECK(stats.framesPlayed >= 38 * 480);
    CHECK(stats.missingFrames == 0);
    CHECK(stats.memory.usedBytes > 0);
}

TEST_CASE("memory that is nearly all needed at once is a warning")
{
    ControlStage stage(std::size_t{4} << 20);
    stage.media.put("/media/1.wav", makeNoise(2, 600'000, 4));
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::sample});
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({trackOf(1, {clipOf(1, 1, 0)})})), 1});
    stage.settle();
    stage.want(0, 520'000);
    stage.settle();
    nextSecond(stage);
    CHECK(timesTold(stage, Kind::memoryPressure) == 1);
    CHECK(stage.all<StreamStats>().back().buffers.pressure != MemoryPressure::normal);
    CHECK(stage.all<StreamStats>().back().buffers.pressureAlerts > 0);
}
