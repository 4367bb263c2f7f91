#include "App/Bench/Bench.h"

#include "Signal/Cache/BlockPool.h"
#include "Signal/Mixer/MixPlanner.h"
#include "Signal/Mixer/Mixer.h"

#include <array>

namespace loophole::bench
{
namespace
{

constexpr int blockFrames = 512;
constexpr std::int64_t blocksOfOne = 2;
constexpr std::int64_t assetFrames = blocksOfOne * limits::blockFrames;
constexpr SampleRate rate{48000};

/** One resident stereo asset a track, each with memory of its own as real streams have. */
class Assets final : public signal::AssetLookup
{
public:
    Assets(SignalThread& thread, int streams)
        : pool(static_cast<std::size_t>(streams) * blocksOfOne * 2 * signal::BlockPool::slabBytes)
    {
        known.sampleRate = rate;
        known.channels = 2;
        known.length = FrameCount(assetFrames);
        for (int i = 0; i < streams; ++i)
            tables.push_back(fill(thread));
    }

    const MediaFacts* facts(SignalThread&, AssetId) const override { return &known; }
    std::shared_ptr<const signal::BlockTable> table(SignalThread&, AssetId asset, double) override
    {
        return tables[asset.value - 1];
    }
    [[nodiscard]] const std::vector<signal::BlockLease>& blocks() const { return leases; }

private:
    std::shared_ptr<const signal::BlockTable> fill(SignalThread& thread)
    {
        auto table = std::make_shared<signal::BlockTable>(FrameCount(assetFrames), 2);
        for (std::int64_t index = 0; index < table->blockCount(); ++index)
        {
            leases.push_back(pool.tryAcquire(thread, 2));
            for (std::size_t c = 0; c < 2; ++c)
                std::fill_n(leases.back()->channels[c], limits::blockFrames, 0.001f);
            table->put(thread, index, leases.back().get());
        }
        return table;
    }

    signal::BlockPool pool;
    MediaFacts known;
    std::vector<signal::BlockLease> leases;
    std::vector<std::shared_ptr<const signal::BlockTable>> tables;
};

/** A track for each stream, with a clip of its own asset, and so many more of it behind the first. */
Session sessionOfStreams(int streams, double playRate, int furtherClips = 0)
{
    Session session;
    session.sampleRate = rate;
    Bus master;
    master.id = BusId{1};
    master.name = "Master";
    session.buses = session.buses.withAppended(master);
    for (std::uint32_t i = 1; i <= static_cast<std::uint32_t>(streams); ++i)
    {
        Track track;
        track.id = TrackId{i};
        Clip clip;
        clip.id = ClipId{i};
        clip.asset = AssetId{i};
        clip.playRate = playRate;
        std::vector<Clip> clips{clip};
        for (int further = 1; further <= furtherClips; ++further)
        {
            clip.id = ClipId{i + static_cast<std::uint32_t>(further * streams)};
            clip.position = FramePosition(further * assetFrames);
            clips.push_back(clip);
        }
        track.clips = SharedList<Clip>(std::move(clips));
        session.tracks = session.tracks.withAppended(std::make_shared<const Track>(std::move(track)));
    }
    return session;
}

struct Output
{
    std::array<std::vector<float>, 2> samples{std::vector<float>(blockFrames), std::vector<float>(blockFrames)};
    std::array<float*, 2> channels{samples[0].data(), samples[1].data()};
};

/** Seconds of sound times streams, by the seconds it took. */
benchmark::Counter streamTimes(int streams)
{
    return {streams * rate.secondsIn(FrameCount(assetFrames)), benchmark::Counter::kIsIterationInvariantRate};
}

void throughLoophole(benchmark::State& state, int streams, double playRate, int furtherClips = 0)
{
    auto control = SignalThread::mint();
    auto audio = AudioThread::mint();
    Assets assets(control, streams);
    signal::PlaybackState playback;
    signal::MixPlanner planner(playback);
    const auto plan = planner.plan(control, sessionOfStreams(streams, playRate, furtherClips), assets);
    const signal::MovingRateKernel kernel;
    signal::Mixer mixer(signal::Lane::first, kernel);
    Output output;
    for (auto _ : state)
        for (std::int64_t at = 0; at < assetFrames; at += blockFrames)
            benchmark::DoNotOptimize(
                mixer.render(audio, *plan, FramePosition(at), output.channels.data(), blockFrames));
    state.counters["figure"] = streamTimes(streams);
}

void addBlock(const signal::Block& block, std::int64_t at, Output& output)
{
    for (std::size_t c = 0; c < 2; ++c)
    {
        const auto* source = block.channel(static_cast<int>(c)) + at;
        for (std::size_t i = 0; i < blockFrames; ++i)
            output.channels[c][i] += source[i];
        benchmark::DoNotOptimize(output.channels[c]);
    }
}

/** The limit: the same memory added up with nothing in between. */
void throughAdditionAlone(benchmark::State& state, int streams)
{
    auto control = SignalThread::mint();
    const Assets assets(control, streams);
    Output output;
    for (auto _ : state)
        for (std::int64_t index = 0; index < blocksOfOne; ++index)
            for (std::int64_t at = 0; at < limits::blockFrames; at += blockFrames)
                for (std::int64_t stream = 0; stream < streams; ++stream)
                    addBlock(*assets.blocks()[static_cast<std::size_t>(stream * blocksOfOne + index)], at, output);
    state.counters["figure"] = streamTimes(streams);
}

Comparison comparisonOf(int streams)
{
    return {
        std::to_string(streams) + " resident stereo streams, block 512",
        "stream-x",
        {{"Loophole", [streams](benchmark::State& state) { throughLoophole(state, streams, 1.0); }, true},
         {"limit: adding alone", [streams](benchmark::State& state) { throughAdditionAlone(state, streams); }, false}}};
}

} // namespace

std::vector<Comparison> mixing(const std::filesystem::path&)
{
    return {comparisonOf(256),
            comparisonOf(2048),
            {"64 resident stereo streams at 1.06 of their rate",
             "stream-x",
             {{"Loophole", [](benchmark::State& state) { throughLoophole(state, 64, 1.06); }, true},
              {"limit: adding alone", [](benchmark::State& state) { throughAdditionAlone(state, 64); }, false}}},
            {"10 clips that sound",
             "stream-x",
             {{"of 100,000", [](benchmark::State& state) { throughLoophole(state, 10, 1.0, 9'999); }, true},
              {"of 10", [](benchmark::State& state) { throughLoophole(state, 10, 1.0); }, false}}}};
}

} // namespace loophole::bench
