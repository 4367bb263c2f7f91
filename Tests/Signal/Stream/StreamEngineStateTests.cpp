#include "Signal/Stream/StreamEngine.h"

#include "Support/StreamRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;
constexpr AssetId loop{1};
constexpr AssetId other{2};
constexpr auto second = std::chrono::seconds(1);

TestSignal blocks(int count, std::uint64_t seed = 1, int channels = 2)
{
    return makeNoise(channels, count * block, seed);
}

} // namespace

TEST_CASE("memory never exceeds the budget, and what is due first is what is there")
{
    StreamRig rig(20 * BlockPool::slabBytes);
    for (std::uint32_t i = 1; i <= 4; ++i)
    {
        const auto path = "/" + std::to_string(i) + ".wav";
        rig.media.put(path, blocks(20));
        rig.open(AssetId{i}, path);
        rig.ask(i, AssetId{i}, 0, 20 * block, {}, Cohort::realtime, Instant(i * second));
    }
    for (int round = 0; round < 50; ++round)
    {
        rig.settle();
        CHECK(rig.pool.peakBytes() <= rig.pool.budgetBytes());
        rig.clock.advance(std::chrono::milliseconds(20));
    }
    CHECK(rig.pool.usedBytes() == rig.pool.budgetBytes());
    CHECK(rig.stateOf(4) == WindowState::refused);
    // Ten stereo blocks: those of the first second's stream and what follows it in time.
    for (std::int64_t index = 0; index < 6; ++index)
        CHECK(rig.isResident(AssetId{1}, index));
}

TEST_CASE("what is refused is read when others no longer need their memory")
{
    StreamRig rig(8 * BlockPool::slabBytes);
    rig.media.put("/a.wav", blocks(4));
    rig.media.put("/b.wav", blocks(4, 2));
    rig.open(loop, "/a.wav");
    rig.open(other, "/b.wav");
    rig.ask(1, loop, 0, 4 * block);
    rig.settle();
    rig.ask(2, other, 0, 4 * block, {}, Cohort::anticipative, 5 * second);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.stateOf(2, Cohort::anticipative) == WindowState::refused);
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    rig.settle();
    CHECK(rig.stateOf(2, Cohort::anticipative) == WindowState::resident);
}

TEST_CASE("what nobody wants goes first, the longest unused before others")
{
    StreamRig rig(6 * BlockPool::slabBytes);
    rig.media.put("/a.wav", blocks(10));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 3 * block);
    rig.settle();
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    CHECK(rig.isResident(loop, 2)); // warm
    // Used again, and so unused for less long than the others.
    rig.ask(2, loop, 0, block);
    rig.engine.cancel(rig.signalThread, {ClipId{2}, 1});
    rig.ask(3, loop, 8 * block, block);
    rig.settle();
    CHECK(rig.isResident(loop, 8));
    CHECK(rig.isResident(loop, 0));
    CHECK(rig.isResident(loop, 2));
    CHECK_FALSE(rig.isResident(loop, 1));
}

TEST_CASE("a block that a callback may still read is not reused")
{
    StreamRig rig(2 * BlockPool::slabBytes);
    auto audioThread = AudioThread::mint();
    rig.media.put("/a.wav", blocks(10));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, block);
    rig.settle();
    const auto table = rig.engine.table(rig.signalThread, loop, 0.0);
    {
        const AudioEpoch::Section callback(rig.epoch, audioThread);
        const auto* heard = table->find(audioThread, 0);
        REQUIRE(heard != nullptr);
        const auto sample = heard->channel(0)[100];
        rig.ask(1, loop, 5 * block, block);
        rig.settle();
        CHECK_FALSE(rig.isResident(loop, 5));
        CHECK(heard->channel(0)[100] == sample);
        CHECK(rig.engine.nextStep(rig.signalThread) <= rig.clock.now() + std::chrono::milliseconds(2));
    }
    rig.clock.advance(std::chrono::milliseconds(2));
    rig.settle();
    CHECK(rig.isResident(loop, 5));
    CHECK(table->find(audioThread, 0) == nullptr);
}

TEST_CASE("resident heads stay, up to their share of the budget")
{
    StreamRig rig(16 * BlockPool::slabBytes); // the share is two stereo blocks
    rig.media.put("/a.wav", blocks(40));
    rig.open(loop, "/a.wav");
    for (std::uint32_t clip = 1; clip <= 3; ++clip)
        rig.ask(clip, loop, (clip - 1) * block, block, {}, Cohort::resident);
    rig.settle();
    CHECK(rig.stateOf(1, Cohort::resident) == WindowState::resident);
    CHECK(rig.stateOf(2, Cohort::resident) == WindowState::resident);
    CHECK(rig.stateOf(3, Cohort::resident) == WindowState::refused);

    rig.ask(4, loop, 10 * block, 20 * block);
    for (int round = 0; round < 20; ++round)
    {
        rig.settle();
        rig.clock.advance(std::chrono::milliseconds(20));
    }
    CHECK(rig.isResident(loop, 0));
    CHECK(rig.isResident(loop, 1));
    CHECK(rig.isResident(loop, 10));
    rig.engine.cancel(rig.signalThread, {ClipId{4}, 1});

    // Given up, a head makes room for another.
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    rig.settle();
    CHECK(rig.stateOf(3, Cohort::resident) == WindowState::resident);
}

TEST_CASE("what finds no room and will be heard soon is told once, with what it lacks")
{
    StreamRig rig(8 * BlockPool::slabBytes);
    rig.media.put("/a.wav", blocks(4));
    rig.media.put("/b.wav", blocks(8, 2));
    rig.open(loop, "/a.wav");
    rig.open(other, "/b.wav");
    rig.ask(1, loop, 0, 4 * block, {}, Cohort::realtime, -1 * second); // all of it is being heard
    rig.settle();
    rig.ask(2, other, 0, 3 * block, {}, Cohort::realtime, std::chrono::milliseconds(400), 7);
    rig.ask(3, other, 4 * block, block, {}, Cohort::realtime, 5 * second);
    rig.settle();
    const auto told = rig.facts.all<WindowRefused>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].clip == ClipId{2});
    CHECK(told[0].asset == other);
    CHECK(told[0].cohort == Cohort::realtime);
    CHECK(told[0].revision == 7);
    CHECK(told[0].cause == RefusalCause::neededSooner);
    CHECK(told[0].wantedBytes == 6 * BlockPool::slabBytes);
    CHECK(told[0].availableBytes == 0);
    CHECK(told[0].neededIn == std::chrono::milliseconds(400));
    CHECK(rig.stateOf(3) == WindowState::refused);

    rig.clock.advance(std::chrono::milliseconds(100));
    rig.ask(2, other, 0, 3 * block, {}, Cohort::realtime, std::chrono::milliseconds(400), 8);
    rig.settle();
    CHECK(rig.facts.all<WindowRefused>().size() == 1);

    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    rig.settle();
    CHECK(rig.stateOf(2) == WindowState::resident);
}

TEST_CASE("a head beyond the heads' share is told")
{
    StreamRig rig(16 * BlockPool::slabBytes);
    rig.media.put("/a.wav", blocks(40));
    rig.open(loop, "/a.wav");
    for (std::uint32_t clip = 1; clip <= 3; ++clip)
        rig.ask(clip, loop, (clip - 1) * block, block, {}, Cohort::resident);
    rig.settle();
    REQUIRE(rig.facts.all<WindowRefused>().size() == 1);
    CHECK(rig.facts.all<WindowRefused>()[0].clip == ClipId{3});
    CHECK(rig.facts.all<WindowRefused>()[0].cause == RefusalCause::headsAreMany);
}

TEST_CASE("idle windows fill what is free from the nearest on, and give it back to whatever is needed")
{
    StreamRig rig(64 * BlockPool::slabBytes);
    rig.media.put("/a.wav", blocks(40));
    rig.media.put("/b.wav", blocks(10, 2));
    rig.open(loop, "/a.wav");
    rig.open(other, "/b.wav");
    rig.ask(1, loop, 0, 40 * block, {}, Cohort::idle);
    rig.settle();
    CHECK(rig.stateOf(1, Cohort::idle) == WindowState::refused);
    // All but a thirty-second of the budget.
    for (std::int64_t index = 0; index < 40; ++index)
        CHECK(rig.isResident(loop, index) == (index < 31));
    CHECK(rig.facts.all<WindowRefused>().empty());

    rig.ask(2, other, 0, 10 * block);
    for (int round = 0; round < 10; ++round)
    {
        rig.settle();
        rig.clock.advance(std::chrono::milliseconds(20));
    }
    CHECK(rig.stateOf(2) == WindowState::resident);
    CHECK(rig.isResident(loop, 20));
    CHECK_FALSE(rig.isResident(loop, 30));
}

TEST_CASE("nobody's idle reading goes before or beside what is needed")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(40));
    rig.media.put("/b.wav", blocks(4, 2));
    rig.open(loop, "/a.wav");
    rig.open(other, "/b.wav");
    rig.ask(1, loop, 0, 40 * block, {}, Cohort::idle);
    rig.ask(2, other, 0, 4 * block, {}, Cohort::anticipative);
    rig.engine.step(rig.signalThread);
    CHECK(rig.disk.waiting() == 2); // both of the anticipative window
    rig.settle();
    CHECK(rig.disk.ran()[2].urgency.kind == UrgencyClass::anticipative);
    CHECK(rig.disk.ran()[3].urgency.kind == UrgencyClass::anticipative);
    CHECK(rig.disk.ran().back().urgency.kind == UrgencyClass::idle);
    CHECK(rig.stateOf(1, Cohort::idle) == WindowState::resident);
}

TEST_CASE("a rendering is read in as few reads as there can be, and holds no more than is wanted")
{
    StreamRig rig;
    rig.engine.readForRendering(rig.signalThread);
    rig.media.put("/a.wav", blocks(16));
    rig.open(loop, "/a.wav");
    const auto opened = rig.disk.ran().size();
    for (std::uint32_t stretch = 0; stretch < 4; ++stretch)
    {
        rig.ask(1, loop, stretch * 4 * block, 4 * block, {}, Cohort::realtime, second, stretch + 1);
        rig.settle();
        CHECK(rig.stateOf(1) == WindowState::resident);
        CHECK(rig.pool.usedBytes() == 4 * 2 * BlockPool::slabBytes);
    }
    CHECK(rig.disk.ran().size() - opened == 4);
}
