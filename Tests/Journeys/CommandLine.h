#pragma once

#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace loophole::testing
{

/** Runs loophole-cli with a cache and data folder of its own, so that no test sees what another has left. */
class CommandLine
{
public:
    [[nodiscard]] ProgramResult run(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), {"env", "XDG_CACHE_HOME=" + (home / "cache").native(),
                                             "XDG_DATA_HOME=" + (home / "data").native(), LOOPHOLE_CLI});
        return runProgram(arguments);
    }

    /** The document of a command that must succeed and say nothing else. */
    [[nodiscard]] nlohmann::json json(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin() + 1, "--json");
        const auto result = run(std::move(arguments));
        if (result.exitCode != 0)
            throw std::runtime_error("exit " + std::to_string(result.exitCode) + ": " + result.errors);
        return nlohmann::json::parse(result.output);
    }

private:
    TemporaryFolder home;
};

/** One line, `loophole-cli: WHAT: WHY`, as the contract has it. */
[[nodiscard]] inline bool isOneErrorLine(const std::string& errors)
{
    return errors.starts_with("loophole-cli: ") && std::count(errors.begin(), errors.end(), '\n') == 1 &&
           errors.back() == '\n' && errors.find(": ", 14) != std::string::npos;
}

} // namespace loophole::testing
