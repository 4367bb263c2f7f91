#include "App/Commands/Command.h"

#include "App/Engine/UserCloudRules.h"
#include "Model/AudioAsset.h"
#include "Signal/Cloud/CloudRules.h"
#include "Signal/Codec/MediaReader.h"

#include <iostream>

namespace loophole::cli
{
namespace
{

Json describe(const std::filesystem::path& file, const signal::MediaInfo& info)
{
    return {{"path", file.native()},
            {"offlineStatus", toString(OfflineStatus::present)},
            {"format", info.format},
            {"codec", info.codec},
            {"sampleRate", info.sampleRate.hz()},
            {"channels", info.channels},
            {"bitDepth", info.bitDepth},
            {"lengthSamples", info.length.value()},
            {"timeReference", info.timeReference},
            {"tags", info.tags},
            {"warning", info.warning.empty() ? Json(nullptr) : Json(info.warning)},
            {"error", nullptr}};
}

Json describeUnreadable(const std::filesystem::path& file, const Failure& failure)
{
    std::error_code ignored;
    const auto status = std::filesystem::exists(file, ignored) ? OfflineStatus::present : OfflineStatus::missing;
    return {{"path", file.native()}, {"offlineStatus", toString(status)},
            {"format", nullptr},     {"codec", nullptr},
            {"sampleRate", 0},       {"channels", 0},
            {"bitDepth", 0},         {"lengthSamples", 0},
            {"timeReference", 0},    {"tags", Json::object()},
            {"warning", nullptr},    {"error", failure.why}};
}

void printForPeople(const Json& file)
{
    std::cout << file["path"].get<std::string>() << ": " << file["format"].get<std::string>() << " ("
              << file["codec"].get<std::string>() << "), " << file["sampleRate"] << " Hz, " << file["channels"]
              << (file["channels"] == 1 ? " channel, " : " channels, ");
    if (file["bitDepth"] != 0)
        std::cout << file["bitDepth"] << " bit, ";
    std::cout << file["lengthSamples"] << " frames ("
              << file["lengthSamples"].get<double>() / std::max(1, file["sampleRate"].get<int>()) << " s)\n";
    if (file["timeReference"] != 0)
        std::cout << "  time reference: " << file["timeReference"] << '\n';
    for (const auto& [key, value] : file["tags"].items())
        std::cout << "  " << key << ": " << value.get<std::string>() << '\n';
    if (!file["warning"].is_null())
        std::cout << "  warning: " << file["warning"].get<std::string>() << '\n';
}

int probe(const CommandLine& line, const std::vector<std::filesystem::path>& files)
{
    auto thread = DiskThread::mint();
    auto document = Json{{"files", Json::array()}};
    auto exitCode = done;
    const auto rules = userCloudRules(Folders::forUser(line.options().cacheFolder, line.options().dataFolder));
    for (const auto& file : files)
    {
        if (const auto cause = signal::placeholderCause(thread, file, rules))
        {
            document["files"].push_back(describeUnreadable(file, {file.string(), *cause}));
            document["files"].back()["offlineStatus"] = toString(OfflineStatus::cloud);
            line.fail({file.string(), *cause});
            exitCode = failed;
        }
        else if (const auto media = signal::openMedia(thread, file))
        {
            document["files"].push_back(describe(file, media.value()->info()));
            if (!line.options().json)
                printForPeople(document["files"].back());
            continue;
        }
        else
        {
            document["files"].push_back(describeUnreadable(file, media.failure()));
            line.fail(media.failure());
            exitCode = failed;
        }
    }
    if (line.options().json)
        line.print(document);
    return exitCode;
}

} // namespace

void addProbe(CommandLine& line)
{
    auto files = std::make_shared<std::vector<std::filesystem::path>>();
    auto& command =
        line.add(line.root(), "probe", "Tell what media files are", [&line, files] { return probe(line, *files); });
    command.add_option("FILE", *files, "Media files")->required();
}

} // namespace loophole::cli
