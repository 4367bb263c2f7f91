#pragma once

#include "App/Commands/Command.h"

/** Recovery data on the command line: what `session check` tells of them, and `session recover`. */
namespace loophole::cli
{

/** What can be recovered of a document, or null; `alsoOpenIn`: who has it open, or null. */
[[nodiscard]] Json describeRecovery(const CommandLine&, const std::filesystem::path& document);

/** The same for people: a line for each that there is. */
void printRecovery(const CommandLine&, const std::filesystem::path& document);

void addSessionRecover(CommandLine&, CLI::App& group);

} // namespace loophole::cli
