#include "App/Commands/Playback.h"

#include "App/Engine/FileSession.h"
#include "App/Engine/UserCloudRules.h"
#include "Model/ClipTimeline.h"

#include <csignal>

namespace loophole::cli
{
namespace
{

volatile std::sig_atomic_t interrupted = 0;

} // namespace

Playback::Playback(const Settings& settings) : loophole(settings)
{
    // Before there is anything to read.
    if (settings.resolution != PlaybackResolution::full)
        headless.send(SetPlaybackResolution{{}, settings.resolution});
}

Outcome<std::unique_ptr<Playback>> Playback::open(const std::vector<std::filesystem::path>& what,
                                                  const Settings& settings)
{
    auto playback = std::unique_ptr<Playback>(new Playback(settings));
    if (const auto loaded = playback->load(what, settings.folders); !loaded)
        return loaded.failure();
    if (const auto device = playback->awaitDevice(); !device)
        return device.failure();
    return playback;
}

Outcome<void> Playback::load(const std::vector<std::filesystem::path>& what, const Folders& folders)
{
    if (what.size() == 1 && isSessionDocument(what.front()))
    {
        std::error_code ignored;
        headless.send(OpenSession{std::filesystem::absolute(what.front(), ignored)});
    }
    else
    {
        auto session = sessionOfFiles(what, userCloudRules(folders));
        if (!session)
            return session.failure();
        headless.send(AdoptSession{std::move(session.value())});
    }
    // Pulse's first session is the empty one it starts with.
    std::optional<std::string> fault;
    headless.waitUntil([&] { return (fault = headless.takeFault()).has_value() || headless.sessionChanges >= 2; },
                       devicePatience);
    if (fault)
        return Failure{what.front().native(), *fault};
    headless.waitUntil([this] { return headless.allAssetsKnown(); }, mediaPatience);
    return {};
}

Outcome<void> Playback::awaitDevice()
{
    const auto rate = session().sampleRate.hz();
    headless.waitUntil([&] { return headless.device && headless.device->sampleRate == rate; },
                       std::chrono::milliseconds(300));
    if (!headless.waitUntil([this] { return headless.device.has_value(); }, devicePatience))
        return Failure{"audio device", "did not answer"};
    if (headless.device->backend.empty())
        return Failure{"audio device",
                       headless.device->warnings.empty() ? "none could be opened" : headless.device->warnings.front()};
    return {};
}

FramePosition Playback::end() const
{
    FramePosition last;
    for (const auto& track : session().tracks)
        for (const auto& clip : track->clips)
        {
            const auto found = headless.assets.find(clip.asset);
            const auto facts = found == headless.assets.end() ? MediaFacts() : found->second.facts;
            last = std::max(last, timelineOf(clip, facts.sampleRate, facts.length, session().sampleRate).end());
        }
    return last;
}

Json Playback::warnings() const
{
    auto all = Json::array();
    if (headless.device)
        for (const auto& warning : headless.device->warnings)
            all.push_back(warning);
    for (const auto& warning : headless.warnings)
        all.push_back(warning);
    return all;
}

Json Playback::tracks() const
{
    auto all = Json::array();
    for (const auto& track : session().tracks)
    {
        const auto found = headless.missingByTrack.find(track->id);
        const auto proxied = headless.proxyByTrack.find(track->id);
        all.push_back({{"name", track->name},
                       {"missingFrames", found == headless.missingByTrack.end() ? 0 : found->second},
                       {"proxyFrames", proxied == headless.proxyByTrack.end() ? 0 : proxied->second}});
    }
    return all;
}

void Playback::settle()
{
    const auto wanted = headless.statsReports + 2; // one may have been under way
    headless.waitUntil([&] { return headless.statsReports >= wanted; }, std::chrono::seconds(2));
}

void addResolutionOption(CLI::App& command, PlaybackResolution& resolution)
{
    const std::map<std::string, PlaybackResolution> choices{{"full", PlaybackResolution::full},
                                                            {"draft", PlaybackResolution::draft},
                                                            {"auto", PlaybackResolution::automatic}};
    command
        .add_option("--resolution", resolution,
                    "full: originals, and proxies where those cannot be had; draft: proxies where there are any; "
                    "auto: proxies where a disk is asked for nearly all that it delivers")
        ->transform(CLI::CheckedTransformer(choices).description("full|draft|auto"));
}

void addStreamingOptions(CLI::App& command, Settings& settings)
{
    command.add_option("--device", settings.device,
                       "null, jack, pulse, alsa, safe, or a device's name; else the best there is");
    command.add_option("--block", settings.blockFrames, "Frames of a callback")
        ->check(CLI::Range(limits::minCallbackFrames, limits::maxCallbackFrames));
    command
        .add_option_function<std::size_t>(
            "--budget", [&settings](std::size_t mib) { settings.budgetBytes = mib << 20; }, "Memory for blocks in MiB")
        ->check(CLI::Range(limits::smallestBudgetBytes >> 20, std::size_t{1} << 20));
    addResolutionOption(command, settings.resolution);
}

Interruption::Interruption()
{
    interrupted = 0;
    std::signal(SIGINT, [](int) { interrupted = 1; });
    std::signal(SIGTERM, [](int) { interrupted = 1; });
}

bool Interruption::wasAsked()
{
    return interrupted != 0;
}

} // namespace loophole::cli
