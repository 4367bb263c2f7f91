#include "App/Commands/LiveView.h"
#include "App/Commands/Playback.h"
#include "App/Commands/StatsJson.h"

#include <cmath>
#include <iostream>
#include <sys/resource.h>

namespace loophole::cli
{
namespace
{

struct PlayArguments
{
    std::vector<std::filesystem::path> what;
    Settings settings;
    double seconds = 0; ///< 0: to the end
    std::int64_t from = 0;
    std::vector<std::int64_t> loop;
    double rate = 1;
};

/** The moment at which the transport began to move, found back from a report of where it was later. */
double firstSoundMs(const Playback& playback, const TransportPosition& first, const PlayArguments& arguments)
{
    const auto& state = first.state;
    const auto moved = state.position - FramePosition(arguments.from);
    const auto sinceStart = playback.session().sampleRate.secondsIn(moved) / arguments.rate;
    const auto at = std::chrono::duration<double, std::milli>(first.at - playback.openedAt()).count();
    return std::max(0.0, at - sinceStart * 1000.0);
}

Json describe(Playback& playback, double firstSound)
{
    auto stats = playback.aura().stats;
    stats.output.peak = playback.aura().outputPeak; // of all that was played, not of the silence behind it
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto report = toJson(stats);
    report["firstSoundMs"] = firstSound;
    report["memory"]["residentMiB"] = static_cast<double>(usage.ru_maxrss) / 1024.0;
    report["proxyFrames"] = stats.proxyFrames;
    report["device"] = {{"backend", playback.aura().device->backend},
                        {"name", playback.aura().device->name},
                        {"sampleRate", playback.aura().device->sampleRate},
                        {"blockFrames", playback.aura().device->blockFrames},
                        {"channels", playback.aura().device->outputChannels},
                        {"xruns", stats.deviceXruns},
                        {"lost", stats.devicesLost}};
    report["warnings"] = playback.warnings();
    report["tracks"] = playback.tracks();
    return report;
}

void printForPeople(const Json& report)
{
    const auto& callback = report["callback"];
    std::cout << "played " << report["framesPlayed"] << " frames through "
              << report["device"]["backend"].get<std::string>() << ": " << report["missingFrames"] << " missing, "
              << report["underruns"] << " underruns\n"
              << "callback " << callback["p50Us"] << " us median, " << callback["p99Us"] << " us p99 of "
              << callback["deadlineUs"] << " us, " << callback["overruns"] << " overruns\n"
              << "disk " << report["disk"]["reads"] << " reads, " << report["disk"]["p50Ms"] << " ms median, "
              << report["disk"]["p99Ms"] << " ms p99; memory " << report["memory"]["peakMiB"] << " of "
              << report["memory"]["budgetMiB"] << " MiB\n";
    if (report["proxyFrames"] != 0)
        std::cout << report["proxyFrames"] << " clip frames were heard from proxies\n";
    for (const auto& warning : report["warnings"])
        std::cout << "warning: " << warning.get<std::string>() << '\n';
}

LiveFigures liveFigures(Playback& playback, FramePosition end)
{
    const auto& aura = playback.aura();
    LiveFigures figures;
    figures.rate = playback.session().sampleRate;
    figures.position = aura.transport.state.position;
    figures.end = end;
    figures.isPlaying = aura.transport.state.isPlaying;
    figures.device = aura.device.value_or(DeviceStatus());
    figures.master = aura.master;
    figures.stats = aura.stats;
    for (const auto& track : playback.session().tracks)
        if (const auto found = aura.missingByTrack.find(track->id);
            found != aura.missingByTrack.end() && found->second > 0)
            figures.missingByTrack.emplace_back(track->name, found->second);
    return figures;
}

/** Plays until the time is up, the end is reached or the user has had enough. */
void playThrough(Playback& playback, const PlayArguments& arguments, double& firstSound)
{
    auto& aura = playback.aura();
    const auto end = playback.end();
    const auto isTimed = arguments.seconds > 0;
    const auto wanted = static_cast<std::uint64_t>(playback.session().sampleRate.framesIn(arguments.seconds).value());
    LiveView view;
    auto hasStarted = false;
    auto isOver = false;
    aura.onPosition = [&](const TransportPosition& position)
    {
        if (!position.state.isPlaying)
            return;
        if (!hasStarted)
            firstSound = firstSoundMs(playback, position, arguments);
        hasStarted = true;
        isOver = isTimed ? position.playedFrames >= wanted : arguments.loop.empty() && position.state.position >= end;
        if (view.isDue(position.at))
            view.show(liveFigures(playback, end));
    };
    aura.send(PlayTransport{});
    aura.waitUntil([&] { return isOver || Interruption::wasAsked(); }, Instant::max() / 2);
    aura.send(StopTransport{});
    aura.waitUntil([&] { return !aura.transport.state.isPlaying; }, std::chrono::seconds(1));
    playback.settle();
    view.end(liveFigures(playback, end));
}

int play(const CommandLine& line, const PlayArguments& arguments)
{
    auto settings = arguments.settings;
    settings.folders = Folders::forUser(line.options().cacheFolder, line.options().dataFolder);
    const Interruption interruption;
    auto playback = Playback::open(arguments.what, settings);
    if (!playback)
        return line.fail(playback.failure());
    auto& aura = playback.value()->aura();
    if (!arguments.loop.empty())
        aura.send(SetTransportLoop{
            true, FrameRange::between(FramePosition(arguments.loop[0]), FramePosition(arguments.loop[1]))});
    if (arguments.rate != 1.0)
        aura.send(SetTransportRate{arguments.rate});
    if (arguments.from != 0)
        aura.send(SeekTransport{FramePosition(arguments.from)});

    double firstSound = 0;
    playThrough(*playback.value(), arguments, firstSound);
    const auto report = describe(*playback.value(), firstSound);
    if (line.options().json)
        line.print(report);
    else
        printForPeople(report);
    return done;
}

} // namespace

void addPlay(CommandLine& line)
{
    const auto arguments = std::make_shared<PlayArguments>();
    auto& command = line.add(line.root(), "play", "Play a session or media files in real time",
                             [&line, arguments] { return play(line, *arguments); });
    command.add_option("SESSION|FILE", arguments->what, "A session, or media files to play one after the other")
        ->required();
    addStreamingOptions(command, arguments->settings);
    command.add_option("--seconds", arguments->seconds, "Stop after this time; else at the end")
        ->check(CLI::PositiveNumber);
    command.add_option("--from", arguments->from, "First frame")->check(CLI::NonNegativeNumber);
    command.add_option("--loop", arguments->loop, "Repeat frames A to B")->expected(2)->check(CLI::NonNegativeNumber);
    command.add_option("--rate", arguments->rate, "Speed")
        ->check(CLI::Range(limits::lowestPlayRate, limits::highestPlayRate));
}

} // namespace loophole::cli
