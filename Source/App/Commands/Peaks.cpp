#include "App/Commands/Command.h"
#include "App/Commands/Progress.h"
#include "App/Engine/Folders.h"

#include "Core/Clock.h"
#include "Signal/Peaks/PeakBuilder.h"
#include "Signal/Peaks/PeakDump.h"

#include <cstdio>
#include <iostream>
#include <thread>

namespace loophole::cli
{
namespace
{

struct PeakArguments
{
    std::vector<std::filesystem::path> files;
    bool force = false;
};

struct DumpArguments
{
    std::filesystem::path file;
    std::int64_t framesPerPeak = 0;
};

int buildPeaks(const CommandLine& line, const PeakArguments& arguments)
{
    // The parser cannot ask for files here without asking for them before "dump" too.
    if (arguments.files.empty())
    {
        line.fail({"peaks", "FILE is required"});
        return wrongUsage;
    }
    auto thread = DiskThread::mint();
    const SteadyClock clock;
    const auto folders = Folders::forUser(line.options().cacheFolder, line.options().dataFolder);
    signal::PeakStore store(folders.cache / "Peaks");
    const signal::PeakBuilder builder(store, signal::openMediaKeepingIndexes(folders.cache / "Indexes"));

    auto exitCode = done;
    auto rows = Json::array();
    for (const auto& file : arguments.files)
    {
        Progress progress(file.filename().native());
        signal::PeakBuilder::Options options;
        options.force = arguments.force;
        options.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
        if (options.threads == 1)
            options.progress = [&](double share) { progress.show(share); };
        const auto began = clock.now();
        const auto built = builder.build(thread, file, options);
        const auto seconds = std::chrono::duration<double>(clock.now() - began).count();
        if (!built)
        {
            line.fail(built.failure());
            exitCode = failed;
        }
        rows.push_back({{"path", file.native()},
                        {"seconds", seconds},
                        {"lengthSamples", built ? built.value().peaks->length().value() : 0},
                        {"fromCache", built && built.value().fromCache},
                        {"error", built ? Json(nullptr) : Json(built.failure().why)}});
        if (!line.options().json && built)
            std::cout << file.native() << ": " << built.value().peaks->length().value() << " frames in " << seconds
                      << (built.value().fromCache ? " s, from the cache\n" : " s\n");
    }
    if (line.options().json)
        line.print({{"files", rows}});
    return exitCode;
}

int dump(const CommandLine& line, const DumpArguments& arguments)
{
    auto thread = DiskThread::mint();
    const auto media = signal::openMedia(thread, arguments.file);
    if (!media)
        return line.fail(media.failure());
    auto rows = Json::array();
    const auto sink = [&](int channel, std::int64_t index, const Peak& peak)
    {
        if (line.options().json)
            rows.push_back({channel, index, peak.min, peak.max, peak.rms});
        else
            // Nine digits name a float exactly.
            std::printf("%d,%lld,%.9g,%.9g,%.9g\n", channel, static_cast<long long>(index),
                        static_cast<double>(peak.min), static_cast<double>(peak.max), static_cast<double>(peak.rms));
        return std::ferror(stdout) == 0;
    };
    if (const auto dumped = signal::dumpPeaks(thread, *media.value(), arguments.framesPerPeak, sink); !dumped)
        return line.fail(dumped.failure());
    if (line.options().json)
        line.print({{"columns", {"channel", "index", "min", "max", "rms"}}, {"peaks", rows}});
    return done;
}

} // namespace

void addPeaks(CommandLine& line)
{
    const auto arguments = std::make_shared<PeakArguments>();
    auto& command = line.add(line.root(), "peaks", "Build the peaks of media files in the cache, or print them",
                             [&line, arguments] { return buildPeaks(line, *arguments); });
    command.add_option("FILE", arguments->files, "Media files");
    command.add_flag("--force", arguments->force, "Build them even if the cache has them");
    command.require_subcommand(0, 1);
    const auto dumpArguments = std::make_shared<DumpArguments>();
    auto& dumpCommand = line.add(command, "dump", "Print channel,index,min,max,rms straight from the samples",
                                 [&line, dumpArguments] { return dump(line, *dumpArguments); });
    dumpCommand.add_option("FILE", dumpArguments->file, "Media file")->required();
    dumpCommand.add_option("--frames-per-peak", dumpArguments->framesPerPeak, "Frames of each peak")
        ->required()
        ->check(CLI::PositiveNumber);
}

} // namespace loophole::cli
