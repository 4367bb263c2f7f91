#include "App/Bench/Bench.h"

#include "App/Bench/CpuTime.h"
#include "Signal/Cache/BlockPool.h"
#include "Signal/Callback/Audition.h"
#include "Signal/Callback/AuditionMix.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <random>

namespace loophole::bench
{
namespace
{

constexpr SampleRate rate{48000};
constexpr std::int64_t blockCount = 30;
constexpr std::int64_t assetFrames = blockCount * limits::blockFrames;
constexpr int rounds = 5;

/** Five seconds of resident stereo noise. */
class Sound
{
public:
    explicit Sound(SignalThread& thread) : pool(blockCount * 2 * signal::BlockPool::slabBytes)
    {
        facts.sampleRate = rate;
        facts.channels = 2;
        facts.length = FrameCount(assetFrames);
        std::minstd_rand random(1);
        for (std::int64_t index = 0; index < table->blockCount(); ++index)
        {
            leases.push_back(pool.tryAcquire(thread, 2));
            for (std::size_t c = 0; c < 2; ++c)
                std::generate_n(leases.back()->channels[c], limits::blockFrames,
                                [&] { return static_cast<float>(random()) * 0x1p-31f - 0.5f; });
            table->put(thread, index, leases.back().get());
        }
    }
    [[nodiscard]] signal::Audition::Medium medium() const { return {facts, rate, table}; }

private:
    signal::BlockPool pool;
    MediaFacts facts;
    std::vector<signal::BlockLease> leases;
    std::shared_ptr<signal::BlockTable> table = std::make_shared<signal::BlockTable>(FrameCount(assetFrames), 2);
};

struct Contest
{
    std::string name;
    StreamStretch stretch;
    std::vector<double> microseconds; ///< of every callback, processor time
};

/** Five seconds of one deck that repeats the sound, in callbacks of so many frames. */
void play(const Sound& sound, Contest& contest, int frames)
{
    auto control = SignalThread::mint();
    auto audio = AudioThread::mint();
    const signal::MovingRateKernel kernel;
    signal::AuditionMix mix(kernel);
    mix.prepare(rate);
    signal::Audition audition(mix.voice(Deck::a));
    StartStream stream;
    stream.loop = true;
    stream.stretch = contest.stretch;
    mix.obey(audio, signal::StartTake{&audition.make(control, stream, sound.medium())});
    std::array<std::vector<float>, 2> samples{std::vector<float>(512), std::vector<float>(512)};
    const std::array<float*, 2> channels{samples[0].data(), samples[1].data()};
    for (std::int64_t done = 0; done < 5 * rate.hz(); done += frames)
    {
        for (auto& channel : samples)
            std::ranges::fill(channel, 0.0f);
        contest.microseconds.push_back(
            1e3 * cpuMilliseconds([&] { mix.addTo(audio, TransportState(), channels.data(), 2, frames); }));
    }
}

double mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/** That all but one in a thousand stay below: the worst one of all is an interrupt's. */
double dearest(std::vector<double> values)
{
    const auto at = values.end() - static_cast<std::ptrdiff_t>(values.size() / 1'000) - 1;
    std::ranges::nth_element(values, at);
    return *at;
}

/** Each stretch beside the deck that has none. */
void tell(std::vector<Figure>& figures, const std::string& what, const std::vector<Contest>& contests,
          double (*figure)(std::vector<double>))
{
    const auto plain = figure(contests.front().microseconds);
    for (auto contest = contests.begin() + 1; contest != contests.end(); ++contest)
    {
        const auto ours = figure(contest->microseconds);
        figures.push_back({what, contest->name, "us", ours, 1, true});
        figures.push_back({what, "as it is", "us", plain, plain > 0 ? ours / plain : 0, false});
    }
}

} // namespace

std::vector<Figure> auditioning(const std::filesystem::path&)
{
    auto control = SignalThread::mint();
    const Sound sound(control);
    std::vector<Figure> figures;
    for (const auto frames : {512, 64})
    {
        std::vector<Contest> contests{{"as it is", {}, {}},
                                      {"at 0.9 of its tempo", {0.9, 0}, {}},
                                      {"at twice its tempo", {2, 0}, {}},
                                      {"an octave up", {1, 12}, {}},
                                      {"an octave down, at 1.1 of its tempo", {1.1, -12}, {}}};
        for (int round = 0; round < rounds; ++round)
            for (auto& contest : contests)
                play(sound, contest, frames);
        const auto callback = "one deck, callback of " + std::to_string(frames) + " frames, ";
        tell(figures, callback + "mean", contests, [](std::vector<double> all) { return mean(all); });
        tell(figures, callback + "99.9 %", contests, dearest);
    }
    return figures;
}

} // namespace loophole::bench
