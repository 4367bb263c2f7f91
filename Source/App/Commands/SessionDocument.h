#pragma once

#include "App/Commands/Command.h"

/** Session commands that concern the document as a file: recovering it, collecting it, and what is told of it. */
namespace loophole::cli
{

/** What can be recovered of a document, or null; `alsoOpenIn`: who has it open, or null. */
[[nodiscard]] Json describeRecovery(const CommandLine&, const std::filesystem::path& document);

/** The same for people: a line for each that there is. */
void printRecovery(const CommandLine&, const std::filesystem::path& document);

void addSessionRecover(CommandLine&, CLI::App& group);
void addSessionCollect(CommandLine&, CLI::App& group);
void addSessionRelink(CommandLine&, CLI::App& group);

} // namespace loophole::cli
