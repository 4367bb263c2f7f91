#include "App/Bench/Bench.h"

#include "Signal/Buffers/BufferSupply.h"
#include "Signal/Buffers/FrameRing.h"
#include "Signal/Buffers/SlotPool.h"

#include <cstring>
#include <vector>

namespace loophole::bench
{
namespace
{

using namespace signal;

constexpr int rounds = 1000;
constexpr FrameCount roundFrames(1024);
constexpr std::size_t roundSamples = 1024 * 2;
constexpr std::size_t supplyBytes = std::size_t{256} << 20;

void count(benchmark::State& state)
{
    state.counters["figure"] =
        benchmark::Counter(static_cast<double>(rounds), benchmark::Counter::kIsIterationInvariantRate);
}

/** The limit: what the samples cost to be moved there and back by nothing but memory. */
void copyRounds(benchmark::State& state)
{
    const std::vector<float> source(roundSamples, 0.25f);
    std::vector<float> buffer(roundSamples);
    std::vector<float> destination(roundSamples);
    for (auto _ : state)
        for (int round = 0; round < rounds; ++round)
        {
            std::memcpy(buffer.data(), source.data(), roundSamples * sizeof(float));
            benchmark::ClobberMemory();
            std::memcpy(destination.data(), buffer.data(), roundSamples * sizeof(float));
            benchmark::ClobberMemory();
        }
    count(state);
}

/** Writes 1,024 stereo frames, goes back to the first where the kind can, and reads them. */
void bufferRounds(benchmark::State& state, const BufferConfig& config, const std::filesystem::path& folder)
{
    auto thread = DiskThread::mint();
    BufferSupply supply(supplyBytes, folder);
    const auto buffer = supply.make(thread, config, roundFrames);
    if (!buffer)
    {
        state.SkipWithError(buffer.failure().message().c_str());
        return;
    }
    const auto canSeek = config.bufferType != BufferType::ring;
    const std::vector<float> source(roundSamples, 0.25f);
    std::vector<float> destination(roundSamples);
    for (auto _ : state)
        for (int round = 0; round < rounds; ++round)
        {
            if (canSeek)
                (void) buffer.value()->seek(thread, FramePosition(0));
            (void) buffer.value()->write(thread, source);
            if (canSeek)
                (void) buffer.value()->seek(thread, FramePosition(0));
            (void) buffer.value()->read(thread, destination);
            benchmark::ClobberMemory();
        }
    count(state);
}

/** As the audio thread uses them, without the interface of all buffers. */
void ringRounds(benchmark::State& state)
{
    FrameRing ring(roundFrames, 2);
    const std::vector<float> source(roundSamples, 0.25f);
    std::vector<float> destination(roundSamples);
    for (auto _ : state)
        for (int round = 0; round < rounds; ++round)
        {
            (void) ring.write(source);
            (void) ring.read(destination);
            benchmark::ClobberMemory();
        }
    count(state);
}

void poolRounds(benchmark::State& state)
{
    SlotPool pool(4, roundFrames, 2);
    const std::vector<float> source(roundSamples, 0.25f);
    std::vector<float> destination(roundSamples);
    for (auto _ : state)
        for (int round = 0; round < rounds; ++round)
        {
            const auto piece = pool.tryAcquire();
            std::memcpy(piece.samples().data(), source.data(), roundSamples * sizeof(float));
            benchmark::ClobberMemory();
            std::memcpy(destination.data(), piece.samples().data(), roundSamples * sizeof(float));
            benchmark::ClobberMemory();
        }
    count(state);
}

} // namespace

std::vector<Comparison> bufferRoundTrips(const std::filesystem::path& folder)
{
    const Contender limit{"memcpy there and back", copyRounds, false};
    const auto through = [&](const std::string& what, const BufferConfig& config)
    {
        return Comparison{
            what,
            "rounds/s",
            {{"Loophole", [=](benchmark::State& state) { bufferRounds(state, config, folder); }, true}, limit}};
    };
    auto packed = BufferConfig::streaming();
    packed.enableCompression = true;
    return {through("memory: write 1024x2, seek 0, read", BufferConfig::memory()),
            through("streaming: write 1024x2, seek 0, read", BufferConfig::streaming()),
            through("streaming, packed: the same", packed),
            through("ring: write 1024x2, read", BufferConfig::ring()),
            through("pool: write 1024x2, seek 0, read", BufferConfig::pool()),
            {"ring, as the audio thread uses it", "rounds/s", {{"Loophole", ringRounds, true}, limit}},
            {"pool, as the audio thread uses it", "rounds/s", {{"Loophole", poolRounds, true}, limit}}};
}

} // namespace loophole::bench
