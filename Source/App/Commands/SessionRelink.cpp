#include "App/Commands/SessionDocument.h"
#include "App/Engine/MediaProbe.h"
#include "App/Engine/UserCloudRules.h"
#include "Pulse/Assets/Relink.h"
#include "Pulse/Document/PathText.h"

#include <chrono>
#include <iostream>

namespace loophole::cli
{
namespace
{

MediaInspection throughCodecs(const CommandLine& line)
{
    const auto rules = userCloudRules(Folders::forUser(line.options().cacheFolder, line.options().dataFolder));
    MediaInspection inspection;
    inspection.probe = [rules](const std::filesystem::path& path)
    {
        auto thread = DiskThread::mint();
        return probeMedia(thread, path, rules);
    };
    inspection.content = [rules](const std::filesystem::path& path, const ContentKey& wanted)
    {
        auto thread = DiskThread::mint();
        return readContent(thread, path, wanted, rules);
    };
    return inspection;
}

const char* toText(RelinkTier tier)
{
    switch (tier)
    {
    case RelinkTier::content:
        return "content";
    case RelinkTier::pathSuffix:
        return "path";
    case RelinkTier::name:
        return "name";
    }
    return "";
}

template <class Number>
Json orNull(bool isKnown, Number number)
{
    return isKnown ? Json(number) : Json(nullptr);
}

Json describe(const WantedMedium& wanted)
{
    const auto& record = wanted.record;
    return {{"path", wanted.lost.native()},
            {"format", orNull(!record.format.empty(), record.format)},
            {"sampleRate", orNull(record.sampleRate.isKnown(), record.sampleRate.hz())},
            {"channels", orNull(record.channels > 0, record.channels)},
            {"bitDepth", orNull(record.bitDepth > 0, record.bitDepth)},
            {"lengthSamples", orNull(record.length > FrameCount(0), record.length.value())},
            {"bytes", orNull(record.content.bytes >= 0, record.content.bytes)},
            {"hash", record.content.hash ? Json(record.content.hash->hex()) : Json(nullptr)}};
}

Json describe(const RelinkAnswer& answer)
{
    auto refused = Json::array();
    for (const auto& one : answer.decision.refused)
        refused.push_back({{"path", one.file.native()}, {"why", one.why}});
    auto candidates = Json::array();
    for (const auto& one : answer.decision.equal)
        candidates.push_back(one.native());
    const auto& file = answer.decision.file;
    return {{"id", answer.documentId},
            {"path", answer.path.native()},
            {"wanted", describe(answer.wanted)},
            {"to", file ? Json(file->native()) : Json(nullptr)},
            {"by", file ? Json(toText(answer.decision.tier)) : Json(nullptr)},
            {"why", answer.decision.why},
            {"candidates", candidates},
            {"refused", refused}};
}

Json describe(const RelinkReport& report, double seconds)
{
    auto document = Json{{"relinked", Json::array()}, {"doubtful", Json::array()}, {"notFound", Json::array()}};
    for (const auto& found : report.relinked)
        document["relinked"].push_back(
            {{"from", found.from.native()}, {"to", found.to.native()}, {"by", toText(found.tier)}});
    for (const auto& doubt : report.doubtful)
    {
        auto candidates = Json::array();
        for (const auto& candidate : doubt.candidates)
            candidates.push_back(candidate.native());
        document["doubtful"].push_back({{"path", doubt.path.native()}, {"candidates", candidates}, {"why", doubt.why}});
    }
    for (const auto& path : report.notFound)
        document["notFound"].push_back(path.native());
    document["assets"] = Json::array();
    for (const auto& answer : report.answers)
        document["assets"].push_back(describe(answer));
    document["searched"] = {{"files", report.filesSeen}, {"filesRead", report.filesRead}, {"seconds", seconds}};
    return document;
}

void printForPeople(const RelinkReport& report)
{
    for (const auto& answer : report.answers)
    {
        const auto& decision = answer.decision;
        const auto wanted = wantedText(answer.wanted.record);
        std::cout << displayText(answer.path.native()) << (wanted.empty() ? "" : " (" + wanted + ")");
        if (decision.file)
            std::cout << " -> " << displayText(decision.file->native()) << ", by " << toText(decision.tier) << '\n';
        else
            std::cout << ": " << decision.why << '\n';
        for (const auto& one : decision.equal)
            std::cout << "    " << displayText(one.native()) << '\n';
        for (const auto& one : decision.refused)
            std::cout << "    not " << displayText(one.file.native()) << ": " << one.why << '\n';
    }
}

int relink(const CommandLine& line, const std::filesystem::path& document,
           const std::vector<std::filesystem::path>& folders)
{
    auto file = SessionFile::open(document);
    if (!file)
        return line.fail(file.failure());
    const auto begin = std::chrono::steady_clock::now();
    const auto report = relinkMissing(file.value(), folders, throughCodecs(line));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    for (const auto& failure : report.unreadable)
        line.fail(failure);
    if (!report.relinked.empty())
        if (const auto outcome = file.value().save(); !outcome)
            return line.fail(outcome.failure());
    if (line.options().json)
        line.print(describe(report, took.count()));
    else
        printForPeople(report);
    return report.unreadable.empty() ? done : failed;
}

struct RelinkArguments
{
    std::filesystem::path document;
    std::vector<std::filesystem::path> folders;
};

} // namespace

void addSessionRelink(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<RelinkArguments>();
    auto& command = line.add(group, "relink", "Find missing media again: by content, by the names of folders, by name",
                             [&line, arguments] { return relink(line, arguments->document, arguments->folders); });
    command.add_option("SESSION", arguments->document, "Session document")->required();
    command.add_option("--search,--in", arguments->folders, "Folders to search")->required();
}

} // namespace loophole::cli
