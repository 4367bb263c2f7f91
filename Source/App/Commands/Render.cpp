#include "App/Commands/Command.h"
#include "App/Commands/Playback.h"
#include "App/Commands/Progress.h"
#include "App/Engine/OfflineSession.h"
#include "App/Engine/SampleBits.h"

#include "Core/Limits.h"
#include "Signal/Render/WavSink.h"

#include <iostream>

namespace loophole::cli
{
namespace
{

struct RenderArguments
{
    std::filesystem::path what;
    std::filesystem::path output;
    std::int64_t from = 0;
    std::int64_t to = -1;
    int block = 512;
    std::string bits = "32f";
    PlaybackResolution resolution = PlaybackResolution::full;
    std::size_t budgetMiB = limits::defaultBudgetBytes >> 20;
};

class OnTerminal final : public signal::RenderProgress
{
public:
    bool goOn(FrameCount rendered, FrameCount total) override
    {
        progress.show(static_cast<double>(rendered.value()) /
                      static_cast<double>(std::max<std::int64_t>(1, total.value())));
        return true;
    }

private:
    Progress progress{"rendering"};
};

void report(const CommandLine& line, const OfflineSession& session, const signal::RenderReport& rendered)
{
    auto missing = Json::array();
    for (const auto& path : session.missingAssets())
        missing.push_back(path.native());
    if (line.options().json)
        return line.print({{"frames", rendered.frames},
                           {"seconds", rendered.seconds},
                           {"xRealtime", rendered.xRealtime},
                           {"missingFrames", rendered.missingFrames},
                           {"missingAssets", missing},
                           {"proxyFrames", rendered.proxyFrames},
                           {"decodeErrors", session.decodeErrors()}});
    std::cout << rendered.frames << " frames in " << rendered.seconds << " s, " << rendered.xRealtime
              << " x real time\n";
    if (rendered.proxyFrames != 0)
        std::cout << rendered.proxyFrames << " clip frames came from proxies\n";
    for (const auto& path : missing)
        std::cout << "missing: " << path.get<std::string>() << '\n';
    for (const auto& error : session.decodeErrors())
        std::cout << "unreadable: " << error << '\n';
}

int render(const CommandLine& line, const RenderArguments& arguments)
{
    const auto session = OfflineSession::open({arguments.what}, arguments.budgetMiB << 20,
                                              Folders::forUser(line.options().cacheFolder, line.options().dataFolder),
                                              arguments.resolution);
    if (!session)
        return line.fail(session.failure());
    auto& opened = *session.value();
    const FramePosition from(arguments.from);
    const auto to = arguments.to < 0 ? std::max(from, opened.end()) : FramePosition(arguments.to);
    if (to < from)
    {
        line.fail({"--to", "is before --from"});
        return wrongUsage;
    }

    auto diskThread = DiskThread::mint();
    const auto writer = signal::WavWriter::create(
        diskThread, arguments.output, {opened.session().sampleRate, opened.channels(), encodingOf(arguments.bits)});
    if (!writer)
        return line.fail(writer.failure());
    signal::WavSink sink(diskThread, *writer.value());
    OnTerminal progress;
    const auto rendered = opened.render(FrameRange::between(from, to), arguments.block, sink, &progress);
    if (!rendered)
        return line.fail(rendered.failure());
    if (const auto finished = writer.value()->finish(diskThread); !finished)
        return line.fail(finished.failure());
    report(line, opened, rendered.value());
    return done;
}

} // namespace

void addRender(CommandLine& line)
{
    const auto arguments = std::make_shared<RenderArguments>();
    auto& command = line.add(line.root(), "render", "Mix a session or a media file into a WAV file",
                             [&line, arguments] { return render(line, *arguments); });
    command.add_option("SESSION|FILE", arguments->what, "A session or a media file")->required();
    command.add_option("-o,--output", arguments->output, "WAV file to write")->required();
    command.add_option("--from", arguments->from, "First frame")->check(CLI::NonNegativeNumber);
    command.add_option("--to", arguments->to, "Frame behind the last; else the end of the last clip")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--block", arguments->block, "Frames mixed at a time; the samples do not depend on it")
        ->check(CLI::Range(1, 1 << 20));
    command.add_option("--bits", arguments->bits, "Sample format")->check(CLI::IsMember(bitChoices));
    addResolutionOption(command, arguments->resolution);
    command.add_option("--budget", arguments->budgetMiB, "Memory for blocks in MiB")
        ->check(CLI::Range(limits::smallestBudgetBytes >> 20, std::size_t{1} << 20));
}

} // namespace loophole::cli
