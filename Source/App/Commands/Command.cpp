#include "App/Commands/Command.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace loophole::cli
{
namespace
{

/** Names and reasons may hold anything; an error is one line all the same. */
std::string onOneLine(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    return text;
}

} // namespace

CommandLine::CommandLine() : app("Loophole plays, inspects and renders audio sessions and media files.", "loophole-cli")
{
    app.require_subcommand(1);
    app.set_version_flag("--version", "loophole-cli " LOOPHOLE_VERSION);
    app.footer("Every command has --help. Exit codes: 0 done, 1 failed, 2 wrong usage.");
}

CLI::App& CommandLine::add(CLI::App& parent, const std::string& name, const std::string& description,
                           std::function<int()> action)
{
    auto& command = *parent.add_subcommand(name, description);
    command.add_flag("--json", shared.json, "Print one JSON document on stdout and nothing else");
    command.add_option("--cache-dir", shared.cacheFolder, "Where peaks are kept instead of the user's cache folder");
    command.add_option("--data-dir", shared.dataFolder, "Where data are kept instead of the user's data folder");
    command.callback(
        [this, &command, action = std::move(action)]
        {
            // A group's default command is parsed too when one of its own commands was chosen.
            if (command.get_subcommands().empty())
                chosen = action;
        });
    return command;
}

CLI::App& CommandLine::addGroup(const std::string& name, const std::string& description)
{
    auto& group = *app.add_subcommand(name, description);
    group.require_subcommand(1);
    return group;
}

int CommandLine::run(int argc, char** argv)
{
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::Success& helpOrVersion)
    {
        return app.exit(helpOrVersion);
    }
    catch (const CLI::ParseError& error)
    {
        const auto command = argc > 1 && argv[1][0] != '-' ? std::string(argv[1]) : std::string("arguments");
        std::cerr << onOneLine("loophole-cli: " + command + ": " + error.what()) << '\n';
        return wrongUsage;
    }
    return chosen ? chosen() : wrongUsage;
}

int CommandLine::fail(const Failure& failure) const
{
    std::cerr << onOneLine("loophole-cli: " + failure.message()) << '\n';
    return failed;
}

void CommandLine::print(const Json& document) const
{
    std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
}

} // namespace loophole::cli
