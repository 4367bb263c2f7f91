#include "App/Bench/Bench.h"
#include "App/Commands/Command.h"

#include <unistd.h>

#include <cstdio>

namespace loophole::cli
{
namespace
{

Json toJson(const std::vector<bench::Figure>& figures)
{
    auto rows = Json::array();
    for (const auto& figure : figures)
        rows.push_back({{"what", figure.what},
                        {"contender", figure.contender},
                        {"value", figure.median},
                        {"unit", figure.unit},
                        {"oursTimesThis", figure.ratio}});
    return rows;
}

void printTable(const std::vector<bench::Figure>& figures)
{
    for (const auto& figure : figures)
        std::printf("%-44s %-28s %14.1f %-12s %s\n", figure.what.c_str(), figure.contender.c_str(), figure.median,
                    figure.unit.c_str(),
                    figure.isOurs || figure.ratio == 0 ? "" : ("ours is " + std::to_string(figure.ratio).substr(0, 5) + " of it").c_str());
}

int runBenchmark(const CommandLine& line, const std::string& name)
{
    const auto& benchmarks = bench::all();
    const auto found =
        std::find_if(benchmarks.begin(), benchmarks.end(), [&](const auto& b) { return b.name == name; });
    if (found == benchmarks.end())
    {
        line.fail({name, "no such benchmark; loophole-cli bench --help lists them"});
        return wrongUsage;
    }
    const auto folder = std::filesystem::temp_directory_path() / ("loophole-bench-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    const auto figures = found->run(folder);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);

    if (line.options().json)
        line.print({{"benchmark", name}, {"figures", toJson(figures)}});
    else
        printTable(figures);
    return done;
}

} // namespace

void addBench(CommandLine& line)
{
    auto name = std::make_shared<std::string>();
    auto& command = line.add(line.root(), "bench", "Measure Loophole beside its peers and limits on this machine",
                             [&line, name] { return runBenchmark(line, *name); });
    std::string names = "One of:";
    for (const auto& benchmark : bench::all())
        names += "\n  " + benchmark.name + ": " + benchmark.description;
    command.add_option("NAME", *name, names)->required();
}

} // namespace loophole::cli
