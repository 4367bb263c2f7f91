#include "App/Bench/Bench.h"
#include "App/Bench/StreamFiles.h"
#include "App/Engine/OfflineSession.h"

#include <juce_audio_formats/juce_audio_formats.h>

#include <ctime>
#include <sched.h>
#include <stdexcept>

namespace loophole::bench
{
namespace
{

constexpr int streams = 64;
constexpr int seconds = 24;
constexpr int blockFrames = 512;
constexpr std::int64_t frames = std::int64_t{seconds} * streamRate;
constexpr std::size_t budget = std::size_t{128} << 20;

/**
    As long as it lives this thread and those that it starts have the core that it is on and no other: our disk threads
    and our mixer have no more of the machine, nor of its caches, than a single thread that reads for itself.
*/
class OneCore
{
public:
    OneCore()
    {
        sched_getaffinity(0, sizeof(before), &before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
        sched_setaffinity(0, sizeof(one), &one);
    }
    ~OneCore() { sched_setaffinity(0, sizeof(before), &before); }
    OneCore(const OneCore&) = delete;
    OneCore& operator=(const OneCore&) = delete;

private:
    cpu_set_t before{};
};

/** Of all threads of the process: what the disk pool does beside the rendering thread counts as well. */
double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/** Takes what is rendered and does nothing with it. */
class Nowhere final : public signal::FrameSink
{
public:
    Outcome<void> write(const float* const* channels, int, int) override
    {
        benchmark::DoNotOptimize(channels[0]);
        return {};
    }
};

/** Runs `pass` on what `prepare` made, which is not timed; it plays every stream to its end. Sets the figure. */
template <class Prepare, class Pass>
void measurePasses(benchmark::State& state, Prepare&& prepare, Pass&& pass)
{
    const OneCore core;
    double spent = 0;
    std::int64_t passes = 0;
    for (auto _ : state)
    {
        auto prepared = prepare();
        const auto began = processorSeconds();
        pass(prepared);
        spent += processorSeconds() - began;
        ++passes;
    }
    state.counters["figure"] = static_cast<double>(passes) * streams * seconds / spent;
}

void throughLoophole(benchmark::State& state, const std::filesystem::path& document)
{
    const auto open = [&]
    {
        auto session = OfflineSession::open({document}, budget);
        if (!session || !session.value()->missingAssets().empty())
            throw std::runtime_error(document.string() + ": cannot be opened");
        return std::move(session).value();
    };
    const auto render = [&](auto& session)
    {
        Nowhere nowhere;
        const auto report = session->render({FramePosition(0), FrameCount(frames)}, blockFrames, nowhere);
        if (!report || report.value().missingFrames != 0)
            throw std::runtime_error(document.string() + ": cannot be rendered whole");
    };
    measurePasses(state, open, render);
}

using JuceReader = std::unique_ptr<juce::AudioFormatReader>;

/** JUCE's readers as a host that has nothing else would use them: a block of each stream, added to the mix. */
void throughJuce(benchmark::State& state, const std::vector<std::filesystem::path>& files,
                 JuceReader (*open)(const juce::File&))
{
    juce::AudioBuffer<float> part(2, blockFrames);
    juce::AudioBuffer<float> sum(2, blockFrames);
    const auto openAll = [&]
    {
        std::vector<JuceReader> readers;
        for (const auto& file : files)
            readers.push_back(open(juce::File(file.string())));
        return readers;
    };
    const auto play = [&](auto& readers)
    {
        for (std::int64_t at = 0; at < frames; at += blockFrames)
        {
            sum.clear();
            const auto count = static_cast<int>(std::min<std::int64_t>(blockFrames, frames - at));
            for (auto& reader : readers)
            {
                reader->read(&part, 0, count, at, true, true);
                for (int c = 0; c < 2; ++c)
                    sum.addFrom(c, 0, part, c, 0, count);
            }
            benchmark::DoNotOptimize(sum.getReadPointer(0));
        }
    };
    measurePasses(state, openAll, play);
}

JuceReader openPlain(const juce::File& file)
{
    juce::WavAudioFormat format;
    return JuceReader(format.createReaderFor(file.createInputStream().release(), true));
}

JuceReader openMapped(const juce::File& file)
{
    juce::WavAudioFormat format;
    std::unique_ptr<juce::MemoryMappedAudioFormatReader> reader(format.createMemoryMappedReader(file));
    reader->mapEntireFile();
    return reader;
}

} // namespace

std::vector<Comparison> offlineStreaming(const std::filesystem::path& folder)
{
    const auto files = writeStreamFiles(folder, streams, seconds);
    const auto document = writeStreamSession(folder, files);
    return {
        {"64 streams of 24/48 stereo WAV, block 512, one core",
         "stream-x/cpu",
         {{"Loophole", [document](benchmark::State& state) { throughLoophole(state, document); }, true},
          {"JUCE, plain reads", [files](benchmark::State& state) { throughJuce(state, files, openPlain); }, false},
          {"JUCE, mapped reads", [files](benchmark::State& state) { throughJuce(state, files, openMapped); }, false}}}};
}

} // namespace loophole::bench
