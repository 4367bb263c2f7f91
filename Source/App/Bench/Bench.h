#pragma once

#include <benchmark/benchmark.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/** The benchmarks behind `loophole-cli bench`: each measures Loophole beside a peer or a limit in the same run. */
namespace loophole::bench
{

/** One thing that is timed. `run` is a Google Benchmark body that sets the counter named after `unit`. */
struct Contender
{
    std::string name;
    std::function<void(benchmark::State&)> run;
    bool isOurs = false; ///< the others of its comparison are peers or limits
};

/** Contenders that do the same work on the same data, first ours. The counter's unit is the comparison's. */
struct Comparison
{
    std::string what;
    std::string unit; ///< of the figure, more is better
    std::vector<Contender> contenders;
};

struct Figure
{
    std::string what;
    std::string contender;
    std::string unit;
    double median = 0;
    double ratio = 1; ///< ours / this one, 1 for ours, 0 where they are not to be divided
    bool isOurs = false;
};

/** Times every comparison, contenders in turn so that a noisy machine is noisy for all, and takes medians. */
[[nodiscard]] std::vector<Figure> measure(const std::vector<Comparison>&);

/** A benchmark by name; makes what it needs below `folder`, which is its own. */
struct Benchmark
{
    std::string name;
    std::string description;
    std::function<std::vector<Figure>(const std::filesystem::path& folder)> run;
};

[[nodiscard]] const std::vector<Benchmark>& all();

std::vector<Comparison> messagePassing(const std::filesystem::path& folder);
std::vector<Comparison> decoding(const std::filesystem::path& folder);
std::vector<Figure> peakBuilding(const std::filesystem::path& folder);
std::vector<Comparison> scheduling(const std::filesystem::path& folder);
std::vector<Comparison> mixing(const std::filesystem::path& folder);
std::vector<Comparison> bufferRoundTrips(const std::filesystem::path& folder);
std::vector<Comparison> resampling(const std::filesystem::path& folder);
std::vector<Comparison> offlineStreaming(const std::filesystem::path& folder);
std::vector<Figure> realtimeStreaming(const std::filesystem::path& folder);
std::vector<Figure> seeking(const std::filesystem::path& folder);
std::vector<Figure> planning(const std::filesystem::path& folder);
std::vector<Figure> sessionScale(const std::filesystem::path& folder);
std::vector<Figure> auditioning(const std::filesystem::path& folder);
std::vector<Figure> libraryIndexing(const std::filesystem::path& folder);

} // namespace loophole::bench
