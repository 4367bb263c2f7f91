#include "App/Commands/Command.h"

#include "App/Commands/SessionDocument.h"
#include "App/Engine/MediaProbe.h"
#include "App/Engine/UserCloudRules.h"
#include "Core/Limits.h"
#include "Pulse/Document/SessionFile.h"

#include <iostream>

namespace loophole::cli
{
namespace
{

InspectMedia throughCodecs(const CommandLine& line)
{
    const auto folders = Folders::forUser(line.options().cacheFolder, line.options().dataFolder);
    return [rules = userCloudRules(folders)](const std::filesystem::path& path)
    {
        auto thread = DiskThread::mint();
        return probeMedia(thread, path, rules);
    };
}

/** With --json the document as it now is; for people nothing, as tools that did what they were told say nothing. */
int saved(const CommandLine& line, const SessionFile& file)
{
    if (const auto outcome = file.save(); !outcome)
        return line.fail(outcome.failure());
    if (line.options().json)
        line.print(Json::parse(file.text()));
    return done;
}

int makeNew(const CommandLine& line, const std::filesystem::path& document, int rate)
{
    auto file = SessionFile::create(document, SampleRate(rate));
    return file ? saved(line, file.value()) : line.fail(file.failure());
}

int addTrack(const CommandLine& line, const std::filesystem::path& document, const std::string& name)
{
    auto file = SessionFile::open(document);
    if (!file)
        return line.fail(file.failure());
    if (const auto added = file.value().addTrack(name); !added)
        return line.fail(added.failure());
    return saved(line, file.value());
}

int addClip(const CommandLine& line, const std::filesystem::path& document, const std::string& track,
            const ClipPlacement& placement)
{
    auto file = SessionFile::open(document);
    if (!file)
        return line.fail(file.failure());
    if (const auto added = file.value().addClip(track, placement); !added)
        return line.fail(added.failure());
    return saved(line, file.value());
}

void printForPeople(const Session& session)
{
    std::cout << session.sampleRate.hz() << " Hz, " << session.tempo.bpm << " bpm, " << session.assets.size()
              << " assets\n";
    for (const auto& track : session.tracks)
    {
        std::cout << track->name << ": " << track->gainDb << " dB, pan " << track->pan << (track->mute ? ", muted" : "")
                  << (track->solo ? ", solo" : "") << '\n';
        for (const auto& clip : track->clips)
        {
            const auto* asset = findAsset(session, clip.asset);
            std::cout << "  " << clip.position.value() << "  " << (asset != nullptr ? asset->path.native() : "?")
                      << '\n';
        }
    }
}

int show(const CommandLine& line, const std::filesystem::path& document)
{
    const auto file = SessionFile::open(document);
    if (!file)
        return line.fail(file.failure());
    if (line.options().json)
        line.print(Json::parse(file.value().text()));
    else
        printForPeople(file.value().session());
    return done;
}

int check(const CommandLine& line, const std::filesystem::path& document)
{
    const auto file = SessionFile::open(document);
    if (!file)
        return line.fail(file.failure());
    auto assets = Json::array();
    std::size_t absent = 0;
    for (const auto& asset : file.value().check(throughCodecs(line)))
    {
        absent += asset.status != OfflineStatus::present ? 1 : 0;
        assets.push_back({{"id", asset.documentId},
                          {"path", asset.path.native()},
                          {"status", toString(asset.status)},
                          {"resolved", asset.resolved.native()},
                          {"clips", asset.clips},
                          {"cause", asset.cause.empty() ? Json(nullptr) : Json(asset.cause)}});
        if (!line.options().json && asset.status != OfflineStatus::present)
            std::cout << toString(asset.status) << "  " << asset.path.native() << ": " << asset.cause << '\n';
    }
    if (line.options().json)
    {
        Json report{{"document", document.native()}, {"sound", true}, {"assets", assets}, {"absent", absent}};
        report.update(describeRecovery(line, document));
        line.print(report);
        return done;
    }
    std::cout << document.native() << ": sound, " << assets.size() << " assets, " << absent << " of them not present\n";
    printRecovery(line, document);
    return done;
}

/** Frames as whole numbers on the command line, into the strong types. */
struct ClipArguments
{
    std::string track;
    ClipPlacement placement;
    std::int64_t position = 0;
    std::int64_t length = -1;
    std::int64_t fadeIn = 0;
    std::int64_t fadeOut = 0;

    [[nodiscard]] ClipPlacement complete() const
    {
        auto whole = placement;
        whole.position = FramePosition(position);
        whole.fadeIn = FrameCount(fadeIn);
        whole.fadeOut = FrameCount(fadeOut);
        if (length >= 0)
            whole.length = FrameCount(length);
        return whole;
    }
};

void addClipOptions(CLI::App& command, ClipArguments& arguments)
{
    auto& clip = arguments.placement;
    command.add_option("--track", arguments.track, "Name of the track")->required();
    command.add_option("--file", clip.file, "Media file")->required();
    command.add_option("--position", arguments.position, "First frame on the timeline")->check(CLI::NonNegativeNumber);
    command.add_option("--offset", clip.offset, "First frame of the file")->check(CLI::NonNegativeNumber);
    command.add_option("--length", arguments.length, "Frames on the timeline; else the rest of the file")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--gain-db", clip.gainDb, "Gain in dB");
    command.add_option("--fade-in", arguments.fadeIn, "Frames of fade in")->check(CLI::NonNegativeNumber);
    command.add_option("--fade-out", arguments.fadeOut, "Frames of fade out")->check(CLI::NonNegativeNumber);
    command.add_flag("--loop", clip.loop, "Repeat from the offset to the end of the file");
    command.add_option("--rate", clip.playRate, "Play rate")
        ->check(CLI::Range(limits::lowestPlayRate, limits::highestPlayRate));
    command.add_flag("--reverse", clip.reverse, "Play backwards");
}

} // namespace

void addSession(CommandLine& line)
{
    auto& group = line.addGroup("session", "Make and inspect session documents");
    const auto document = std::make_shared<std::filesystem::path>();
    const auto withDocument = [&](const std::string& name, const std::string& description,
                                  std::function<int()> action) -> CLI::App&
    {
        auto& command = line.add(group, name, description, std::move(action));
        command.add_option("SESSION", *document, "Session document")->required();
        return command;
    };

    const auto rate = std::make_shared<int>(48000);
    withDocument("new", "Make an empty session", [&line, document, rate] { return makeNew(line, *document, *rate); })
        .add_option("--rate", *rate, "Sample rate in Hz")
        ->check(CLI::Range(limits::lowestSampleRate, limits::highestSampleRate));

    const auto name = std::make_shared<std::string>();
    withDocument("add-track", "Add a track", [&line, document, name] { return addTrack(line, *document, *name); })
        .add_option("--name", *name, "Name of the track")
        ->required();

    const auto clip = std::make_shared<ClipArguments>();
    addClipOptions(withDocument("add-clip", "Place a file on a track",
                                [&line, document, clip]
                                { return addClip(line, *document, clip->track, clip->complete()); }),
                   *clip);

    withDocument("show", "Show the document", [&line, document] { return show(line, *document); });
    withDocument("check", "Check the document and tell which media are there",
                 [&line, document] { return check(line, *document); });

    addSessionRecover(line, group);
    addSessionCollect(line, group);
    addSessionRelink(line, group);
}

} // namespace loophole::cli
