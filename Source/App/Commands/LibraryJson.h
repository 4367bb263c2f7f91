#pragma once

#include "App/Commands/Command.h"
#include "Messages/Library.h"

/** What the library answers, for programs and for people. */
namespace loophole::cli
{

[[nodiscard]] Json toJson(const LibraryScanProgress&, double seconds);
[[nodiscard]] Json toJson(const LibraryHits&, double milliseconds);
[[nodiscard]] Json toJson(const LibraryOverview&, const std::filesystem::path& file);

void printScan(const LibraryScanProgress&, double seconds);
void printHits(const LibraryHits&, double milliseconds);
void printOverview(const LibraryOverview&, const std::filesystem::path& file);

} // namespace loophole::cli
