#pragma once

#include "Core/Outcome.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <string>

/** The commands of loophole-cli. Each adds itself to the parser and names what is to be done once it was chosen. */
namespace loophole::cli
{

using Json = nlohmann::ordered_json;

/** What every command may be told. */
struct SharedOptions
{
    bool json = false;
    std::filesystem::path cacheFolder; ///< empty: the user's own
    std::filesystem::path dataFolder;  ///< empty: the user's own
};

enum ExitCode
{
    done = 0,
    failed = 1,
    wrongUsage = 2
};

/** The parser with the action of the command that was chosen. */
class CommandLine
{
public:
    CommandLine();

    /** Parses and runs; the process's exit code. */
    int run(int argc, char** argv);

    /** A command with --json, --cache-dir and --data-dir already on it. `action` runs after a parse that chose it. */
    CLI::App& add(CLI::App& parent, const std::string& name, const std::string& description,
                  std::function<int()> action);

    /** A name that only groups other commands. */
    CLI::App& addGroup(const std::string& name, const std::string& description);

    [[nodiscard]] CLI::App& root() { return app; }
    [[nodiscard]] const SharedOptions& options() const { return shared; }

    /** One line on stderr, `loophole-cli: WHAT: WHY`. Returns ExitCode::failed. */
    int fail(const Failure&) const;

    /** The one document of --json on stdout. Text that is no UTF-8 is shown with replacement characters. */
    void print(const Json&) const;

private:
    CLI::App app;
    SharedOptions shared;
    std::function<int()> chosen;
};

void addProbe(CommandLine&);
void addDecode(CommandLine&);
void addPeaks(CommandLine&);
void addProxy(CommandLine&);
void addSession(CommandLine&);
void addRender(CommandLine&);
void addPlay(CommandLine&);
void addScrub(CommandLine&);
void addDoctor(CommandLine&);
void addDemo(CommandLine&);
void addLibrary(CommandLine&);
void addBench(CommandLine&);

} // namespace loophole::cli
