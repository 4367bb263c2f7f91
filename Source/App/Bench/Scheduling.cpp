#include "App/Bench/Bench.h"

#include "App/Bench/BenchDisk.h"
#include "Signal/Control/ClipDirectory.h"
#include "Signal/Disk/DiskPool.h"
#include "Signal/Stream/CachedBlock.h"
#include "Signal/Stream/StreamEngine.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace loophole::bench
{
namespace
{

constexpr auto block = limits::blockFrames;
constexpr SampleRate rate{48000};

/** Windows of three blocks on assets of their own that play on: every step is 8 ms of sound, a 21st of a block. */
class PlayingWindows
{
public:
    static constexpr std::uint32_t count = 4096;
    static constexpr std::int64_t stepsABlock = 21;

    PlayingWindows()
    {
        for (std::uint32_t i = 1; i <= count; ++i)
            engine.registerAsset(thread, {AssetId{i}, "/" + std::to_string(i), AssetType::sample});
        settle();
        for (std::uint32_t i = 1; i <= count; ++i)
            ask(i);
        settle();
    }

    /** What the control thread does: asks, chooses, hands out. */
    void chooseReads()
    {
        ++steps;
        clock.advance(std::chrono::milliseconds(8));
        // Each window moves on by a block when it has played one; where they stand is spread evenly.
        for (auto i = static_cast<std::uint32_t>(1 + steps % stepsABlock); i <= count; i += stepsABlock)
            ask(i);
        engine.step(thread);
    }
    /** What disk threads do. */
    void read() { disk.runAll(); }
    /** What the control thread does with what came back. */
    void takeIn() { engine.step(thread); }

private:
    void ask(std::uint32_t clip)
    {
        ClipWindowRequest window;
        window.clip = ClipId{clip};
        window.asset = AssetId{clip};
        window.range = {FramePosition(steps / stepsABlock % 1000 * block), FrameCount(3 * block)};
        window.deadline = clock.now();
        window.revision = ++revision;
        engine.request(thread, window, Clip());
    }
    void settle()
    {
        do
            engine.step(thread);
        while (disk.runAll() > 0);
    }

    SignalThread thread = SignalThread::mint();
    SteppedClock clock;
    InlineDisk disk;
    signal::BlockPool pool{std::size_t{count} * 4 * signal::BlockPool::slabBytes};
    AudioEpoch epoch;
    DroppedFacts facts;
    signal::StreamEngine engine{{clock, disk, pool, epoch, facts, &CostlessReader::open}, rate};
    std::int64_t steps = 0;
    std::uint32_t revision = 0;
};

benchmark::Counter perSecond(double count)
{
    return {count, benchmark::Counter::kIsIterationInvariantRate};
}

void throughTheScheduler(benchmark::State& state)
{
    PlayingWindows windows;
    for (auto _ : state)
    {
        windows.chooseReads();
        state.PauseTiming();
        windows.read();
        state.ResumeTiming();
        windows.takeIn();
    }
    state.counters["figure"] = perSecond(1);
}

/** What choosing costs where every window is looked at for each batch of eight reads, as many as the steps above send.
 */
void throughAScan(benchmark::State& state)
{
    struct Window
    {
        std::vector<std::unique_ptr<signal::CachedBlock>> blocks;
    };
    std::vector<Window> windows(PlayingWindows::count);
    for (auto& window : windows)
        for (int i = 0; i < 3; ++i)
            window.blocks.push_back(std::make_unique<signal::CachedBlock>());
    constexpr auto batches = PlayingWindows::count / PlayingWindows::stepsABlock / 8;
    for (auto _ : state)
        for (std::int64_t batch = 0; batch < batches; ++batch)
        {
            std::vector<std::pair<std::int64_t, Window*>> waiting;
            for (auto& window : windows)
                for (const auto& candidate : window.blocks)
                    if (candidate->isAbsent())
                    {
                        waiting.emplace_back(reinterpret_cast<std::intptr_t>(&window) % 4093, &window);
                        break;
                    }
            std::partial_sort(waiting.begin(), waiting.begin() + 8, waiting.end());
            benchmark::DoNotOptimize(waiting);
        }
    state.counters["figure"] = perSecond(1);
}

/** A hundred tracks of a thousand clips, and the same with one clip edited. */
std::array<Session, 2> editedSession()
{
    Session session;
    for (std::uint32_t t = 0; t < 100; ++t)
    {
        std::vector<Clip> clips(1000);
        for (std::uint32_t i = 0; i < clips.size(); ++i)
        {
            clips[i].id = ClipId{t * 1000 + i + 1};
            clips[i].asset = AssetId{i + 1};
            clips[i].position = FramePosition(std::int64_t{i} * 48000);
        }
        Track track;
        track.id = TrackId{t + 1};
        track.clips = SharedList<Clip>(std::move(clips));
        session.tracks = session.tracks.withAppended(std::make_shared<const Track>(std::move(track)));
    }
    auto edited = session;
    auto track = *session.tracks[50];
    auto clip = track.clips[500];
    clip.gainDb = -3;
    track.clips = track.clips.with(500, clip);
    edited.tracks = session.tracks.with(50, std::make_shared<const Track>(std::move(track)));
    return {session, edited};
}

void byWhatIsShared(benchmark::State& state)
{
    auto thread = SignalThread::mint();
    const auto sessions = editedSession();
    signal::ClipDirectory directory;
    std::size_t turn = 0;
    directory.take(thread, sessions[turn]);
    for (auto _ : state)
        directory.take(thread, sessions[++turn % 2]);
    state.counters["figure"] = perSecond(1);
}

void byAMapMadeAnew(benchmark::State& state)
{
    const auto sessions = editedSession();
    std::unordered_map<ClipId, const Clip*> clips;
    std::size_t turn = 0;
    for (auto _ : state)
    {
        clips.clear();
        for (const auto& track : sessions[++turn % 2].tracks)
            for (const auto& clip : track->clips)
                clips.emplace(clip.id, &clip);
        benchmark::DoNotOptimize(clips);
    }
    state.counters["figure"] = perSecond(1);
}

constexpr std::size_t startedStreams = 2048;
constexpr std::int64_t startedFrames = 3 * block;

/** A file of 24-bit stereo with a name for each stream, so that each opens one of its own. */
std::vector<std::filesystem::path> linkedFiles(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> paths;
    for (std::size_t i = 0; i < startedStreams; ++i)
        paths.push_back(folder / (std::to_string(i) + ".wav"));
    SF_INFO info{};
    info.samplerate = 48000;
    info.channels = 2;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_24;
    auto* file = sf_open(paths[0].c_str(), SFM_WRITE, &info);
    if (file == nullptr)
        throw std::runtime_error(paths[0].string() + ": cannot be written");
    const std::vector<float> samples(std::size_t{2} * startedFrames, 0.25f);
    sf_writef_float(file, samples.data(), startedFrames);
    sf_close(file);
    for (std::size_t i = 1; i < startedStreams; ++i)
        std::filesystem::create_hard_link(paths[0], paths[i]);
    return paths;
}

/** Opens all files, then reads the first blocks of all: from nothing to the moment when every stream can be heard. */
void throughTheEngine(benchmark::State& state, const std::vector<std::filesystem::path>& paths)
{
    auto thread = SignalThread::mint();
    for (auto _ : state)
    {
        const SteadyClock clock;
        signal::DiskPool disk(clock, nullptr);
        signal::BlockPool pool(limits::defaultBudgetBytes);
        AudioEpoch epoch;
        DroppedFacts facts;
        signal::StreamEngine engine({clock, disk, pool, epoch, facts, signal::openMedia}, rate);
        for (std::uint32_t i = 0; i < paths.size(); ++i)
        {
            engine.registerAsset(thread, {AssetId{i + 1}, paths[i], AssetType::sample});
            ClipWindowRequest window;
            window.clip = ClipId{i + 1};
            window.asset = AssetId{i + 1};
            window.range = {FramePosition(0), FrameCount(block)};
            window.deadline = clock.now();
            engine.request(thread, window, Clip());
        }
        std::uint32_t started = 0;
        while (started < paths.size())
        {
            engine.step(thread);
            while (started < paths.size() &&
                   engine.windowState(thread, ClipId{started + 1}, Cohort::realtime) == signal::WindowState::resident)
                ++started;
            if (started < paths.size())
                engine.waitForCompletion(thread, std::chrono::milliseconds(10));
        }
    }
    state.counters["figure"] = perSecond(startedStreams);
}

/** The limit: the same files opened and the same bytes read and converted, one after the other on one thread. */
void throughReadersAlone(benchmark::State& state, const std::vector<std::filesystem::path>& paths)
{
    auto thread = DiskThread::mint();
    std::array<std::vector<float>, 2> samples{std::vector<float>(block), std::vector<float>(block)};
    float* const channels[] = {samples[0].data(), samples[1].data()};
    for (auto _ : state)
    {
        std::vector<std::unique_ptr<signal::MediaReader>> readers;
        for (const auto& path : paths)
        {
            readers.push_back(signal::openMedia(thread, path).value());
            benchmark::DoNotOptimize(
                readers.back()->read(thread, FramePosition(0), {channels, 2, FrameCount(block)}).ok());
        }
    }
    state.counters["figure"] = perSecond(startedStreams);
}

} // namespace

std::vector<Comparison> scheduling(const std::filesystem::path& folder)
{
    const auto paths = linkedFiles(folder);
    return {{"4,096 windows that play on, steps of 8 ms",
             "steps/s",
             {{"Loophole", throughTheScheduler, true}, {"peer: a scan for each batch", throughAScan, false}}},
            {"an edit of 100,000 clips taken over",
             "edits/s",
             {{"Loophole", byWhatIsShared, true}, {"peer: a map made anew", byAMapMadeAnew, false}}},
            {"2,048 stereo 24/48 files opened and started",
             "streams/s",
             {{"Loophole", [paths](benchmark::State& state) { throughTheEngine(state, paths); }, true},
              {"limit: readers alone, 1 thread",
               [paths](benchmark::State& state) { throughReadersAlone(state, paths); }, false}}}};
}

} // namespace loophole::bench
