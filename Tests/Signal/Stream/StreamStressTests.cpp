#include "Signal/Disk/DiskPool.h"
#include "Support/StreamRig.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <random>
#include <thread>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;
constexpr std::uint32_t assetCount = 8;
constexpr int blocksAnAsset = 24;

/** Every sample says which asset and frame it is, so that a block that was reused too early shows. */
float sampleAt(std::uint32_t asset, std::int64_t frame)
{
    return static_cast<float>(asset) + static_cast<float>(frame) * 0x1p-19f;
}

TestSignal countedSignal(std::uint32_t asset)
{
    TestSignal signal(2, blocksAnAsset * block);
    for (auto& channel : signal.channels)
        for (std::size_t frame = 0; frame < channel.size(); ++frame)
            channel[frame] = sampleAt(asset, static_cast<std::int64_t>(frame));
    return signal;
}

using Tables = std::vector<std::shared_ptr<const BlockTable>>;

/** What a device's callback does, without pause: looks blocks up and reads them inside its epoch. */
struct Listener
{
    void listen(AudioEpoch& epoch, const Tables& tables)
    {
        auto thread = AudioThread::mint();
        std::mt19937 random(1);
        while (!isOver.load(std::memory_order_relaxed))
        {
            const AudioEpoch::Section callback(epoch, thread);
            for (int voice = 0; voice < 16; ++voice)
                check(thread, tables, random() % assetCount, static_cast<int>(random() % blocksAnAsset));
        }
    }
    void check(AudioThread& thread, const Tables& tables, std::uint32_t asset, std::int64_t index)
    {
        const auto* resident = tables[asset]->find(thread, index);
        if (resident == nullptr)
            return;
        for (std::int64_t frame = 0; frame < block; frame += 511)
            if (resident->channel(1)[frame] != sampleAt(asset + 1, index * block + frame))
                ++wrong;
        ++heard;
    }

    std::atomic<bool> isOver{false};
    std::atomic<std::uint64_t> heard{0};
    std::atomic<std::uint64_t> wrong{0};
};

} // namespace

TEST_CASE("while workers read, windows move and memory is short, a callback never hears a block that is not its own")
{
    auto thread = SignalThread::mint();
    MediaLibrary media;
    SteadyClock clock;
    AudioEpoch epoch;
    FactRecorder facts;
    DiskPool disk(clock, nullptr, 3);
    BlockPool pool(40 * BlockPool::slabBytes); // a ninth of what there is to hear
    StreamEngine engine({clock, disk, pool, epoch, facts, &MediaLibrary::open}, SampleRate(48000));
    Tables tables;
    for (std::uint32_t asset = 1; asset <= assetCount; ++asset)
    {
        media.put("/" + std::to_string(asset), countedSignal(asset));
        engine.registerAsset(thread, {AssetId{asset}, "/" + std::to_string(asset), AssetType::sample});
    }
    const auto step = [&](Instant timeout)
    {
        engine.waitForCompletion(thread, timeout);
        engine.step(thread);
        CHECK(pool.usedBytes() <= pool.budgetBytes());
    };
    while (facts.all<AssetStatusChanged>().size() < assetCount)
        step(std::chrono::seconds(10));
    for (std::uint32_t asset = 1; asset <= assetCount; ++asset)
        tables.push_back(engine.table(thread, AssetId{asset}, 0.0));

    Listener listener;
    std::thread audio([&] { listener.listen(epoch, tables); });
    std::mt19937 random(7);
    for (std::uint32_t round = 1; round <= 400; ++round)
    {
        ClipWindowRequest request;
        request.clip = ClipId{static_cast<std::uint32_t>(random() % 12 + 1)};
        request.asset = AssetId{static_cast<std::uint32_t>(random() % assetCount + 1)};
        request.range = {FramePosition(static_cast<std::int64_t>(random() % 20) * block), FrameCount(4 * block)};
        request.cohort = random() % 4 == 0 ? Cohort::anticipative : Cohort::realtime;
        request.deadline = clock.now() + std::chrono::milliseconds(random() % 2000);
        request.revision = round;
        engine.request(thread, request, Clip());
        if (random() % 8 == 0)
            engine.cancel(thread, {request.clip, round});
        step(std::chrono::milliseconds(round % 3 == 0 ? 1 : 0));
    }
    listener.isOver = true;
    audio.join();
    CHECK(listener.wrong == 0);
    CHECK(listener.heard > 0);
    CHECK(pool.peakBytes() <= pool.budgetBytes());

    // Left alone, what is asked for is read.
    for (std::uint32_t clip = 1; clip <= 12; ++clip)
        engine.cancel(thread, {ClipId{clip}, 1000});
    ClipWindowRequest last;
    last.clip = ClipId{99};
    last.asset = AssetId{3};
    last.range = {FramePosition(0), FrameCount(8 * block)};
    engine.request(thread, last, Clip());
    for (int turn = 0; turn < 1000 && engine.windowState(thread, ClipId{99}, Cohort::realtime) != WindowState::resident;
         ++turn)
        step(std::chrono::milliseconds(100));
    CHECK(engine.windowState(thread, ClipId{99}, Cohort::realtime) == WindowState::resident);
}
