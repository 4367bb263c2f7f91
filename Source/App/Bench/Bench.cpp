#include "App/Bench/Bench.h"

#include <algorithm>
#include <map>

namespace loophole::bench
{
namespace
{

/** Odd, so that the median is a run that happened. */
constexpr int repetitions = 5;

/** Collects the counter "figure" of every run. */
class Collector final : public benchmark::BenchmarkReporter
{
public:
    bool ReportContext(const Context&) override { return true; }

    void ReportRuns(const std::vector<Run>& runs) override
    {
        for (const auto& run : runs)
            if (const auto found = run.counters.find("figure"); found != run.counters.end())
                figures[run.run_name.function_name].push_back(found->second.value);
    }

    [[nodiscard]] double median(const std::string& name) { return medianOf(figures[name]); }

    /** Round by round: those of one round ran next to each other, so that a machine that is quicker at times is as quick
        for both. */
    [[nodiscard]] double ratio(const std::string& ours, const std::string& theirs)
    {
        std::vector<double> ratios;
        for (std::size_t round = 0; round < std::min(figures[ours].size(), figures[theirs].size()); ++round)
            if (figures[theirs][round] > 0)
                ratios.push_back(figures[ours][round] / figures[theirs][round]);
        return medianOf(std::move(ratios));
    }

private:
    [[nodiscard]] static double medianOf(std::vector<double> values)
    {
        if (values.empty())
            return 0;
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    }

    std::map<std::string, std::vector<double>> figures;
};

std::string nameOf(const Comparison& comparison, const Contender& contender)
{
    return comparison.what + "|" + contender.name;
}

} // namespace

std::vector<Figure> measure(const std::vector<Comparison>& comparisons)
{
    Collector collector;
    benchmark::ClearRegisteredBenchmarks();
    for (auto round = 0; round < repetitions; ++round)
        for (const auto& comparison : comparisons)
            for (const auto& contender : comparison.contenders)
                benchmark::RegisterBenchmark(nameOf(comparison, contender).c_str(), contender.run)
                    ->UseRealTime()
                    ->MinTime(0.2);
    benchmark::RunSpecifiedBenchmarks(&collector);
    benchmark::ClearRegisteredBenchmarks();

    std::vector<Figure> figures;
    for (const auto& comparison : comparisons)
    {
        const auto ours = nameOf(comparison, comparison.contenders.front());
        for (const auto& contender : comparison.contenders)
        {
            const auto name = nameOf(comparison, contender);
            figures.push_back({comparison.what, contender.name, comparison.unit, collector.median(name),
                               collector.ratio(ours, name), contender.isOurs});
        }
    }
    return figures;
}

const std::vector<Benchmark>& all()
{
    const auto compared = [](auto prepare)
    { return [prepare](const std::filesystem::path& folder) { return measure(prepare(folder)); }; };
    static const std::vector<Benchmark> benchmarks{
        {"messages", "passing messages between two threads", compared(messagePassing)},
        {"decode", "decoding whole files and random parts", compared(decoding)},
        {"peaks", "building peaks of hour-long files, and showing known ones", peakBuilding},
        {"scheduling", "starting thousands of streams, choosing what is read next, taking edits over",
         compared(scheduling)},
        {"mix", "mixing many streams", compared(mixing)},
        {"buffers", "a thousand rounds through each kind of buffer", compared(bufferRoundTrips)},
        {"resample", "converting blocks to the session's rate", compared(resampling)},
        {"offline", "streaming from disk into a mix as fast as it goes", compared(offlineStreaming)},
        {"streams", "streaming from disk in real time, 64 to 4,096 streams", realtimeStreaming},
        {"seeks", "random seeks in every format, exact and timed", seeking},
        {"planning", "planning reads anew after a jump or an edit, 1,000 to 1,000,000 clips", planning},
        {"session", "opening, editing and saving sessions of 1,000 to 1,000,000 clips", sessionScale},
        {"audition", "what a deck costs a callback, as it is and stretched", auditioning},
        {"library", "scanning and searching 200,000 files", libraryIndexing},
    };
    return benchmarks;
}

} // namespace loophole::bench
