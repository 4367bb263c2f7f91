#include "App/Commands/Progress.h"
#include "App/Commands/SessionDocument.h"
#include "Pulse/Document/Collect.h"
#include "Pulse/Document/PathText.h"

#include <iostream>

namespace loophole::cli
{
namespace
{

struct CollectArguments
{
    std::filesystem::path document;
    std::filesystem::path folder;
    bool leavesMissing = false;
};

int run(const CommandLine& line, const CollectArguments& arguments)
{
    const auto file = SessionFile::open(arguments.document);
    if (!file)
        return line.fail(file.failure());
    Progress progress("collecting");
    CollectOptions options;
    options.leavesMissing = arguments.leavesMissing;
    options.progress = [&](std::uint64_t bytes, std::uint64_t of)
    { progress.show(of == 0 ? 1.0 : static_cast<double>(bytes) / static_cast<double>(of)); };
    const auto report = collect(file.value(), arguments.folder, options);
    if (!report)
        return line.fail(report.failure());
    const auto& collected = report.value();
    auto missing = Json::array();
    for (const auto& path : collected.missing)
    {
        missing.push_back(path.native());
        if (!line.options().json)
            std::cout << displayText(path.native()) << ": missing\n";
    }
    if (line.options().json)
        line.print({{"document", collected.document.native()},
                    {"files", collected.files},
                    {"bytes", collected.bytes},
                    {"missing", missing}});
    else
        std::cout << displayText(collected.document.native()) << ": " << collected.files << " files collected\n";
    return done;
}

} // namespace

void addSessionCollect(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<CollectArguments>();
    auto& command = line.add(group, "collect", "Copy the session with all its media into a new folder, verified",
                             [&line, arguments] { return run(line, *arguments); });
    command.add_option("SESSION", arguments->document, "Session document")->required();
    command.add_option("DIR", arguments->folder, "Folder to be made")->required();
    command.add_flag("--leave-missing", arguments->leavesMissing, "Go on where media are missing");
}

} // namespace loophole::cli
