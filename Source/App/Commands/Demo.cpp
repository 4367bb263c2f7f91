#include "App/Demo/Demo.h"
#include "App/Commands/Command.h"
#include "App/Commands/Progress.h"

#include <iostream>

namespace loophole::cli
{
namespace
{

int demo(const CommandLine& line, const std::filesystem::path& folder)
{
    Progress progress("synthesising");
    const auto written = writeDemo(folder, [&](double share) { progress.show(share); });
    if (!written)
        return line.fail(written.failure());
    auto files = Json::array();
    for (const auto& file : written.value().files)
        files.push_back(file.native());
    if (line.options().json)
        line.print({{"session", written.value().session.native()}, {"files", files}});
    else
        std::cout << written.value().session.native() << '\n';
    return done;
}

} // namespace

void addDemo(CommandLine& line)
{
    const auto folder = std::make_shared<std::filesystem::path>();
    line.add(line.root(), "demo", "Synthesise the demo session into a folder",
             [&line, folder] { return demo(line, *folder); })
        .add_option("DIR", *folder, "Folder; made if it is not there")
        ->required();
}

} // namespace loophole::cli
