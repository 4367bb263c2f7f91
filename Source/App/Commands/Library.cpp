#include "Pulse/Library/Library.h"
#include "App/Commands/Command.h"
#include "App/Commands/LibraryJson.h"
#include "App/Commands/Progress.h"
#include "App/Engine/Folders.h"
#include "App/Engine/LibraryScanning.h"
#include "Core/Clock.h"
#include "Pulse/Library/LibrarySearch.h"

#include <array>
#include <iostream>

namespace loophole::cli
{
namespace
{

struct SearchArguments
{
    std::vector<std::string> words;
    std::string sort = "relevance";
    bool isDescending = false;
    std::size_t offset = 0;
    std::size_t limit = 200;
};

constexpr std::array sorts{"relevance", "name", "folder", "length",  "rate",  "ch",  "type",
                           "key",       "bpm",  "rating", "changed", "added", "used"};
static_assert(sorts.size() == static_cast<std::size_t>(LibrarySort::used) + 1);

std::filesystem::path libraryFile(const CommandLine& line)
{
    return Folders::forUser(line.options().cacheFolder, line.options().dataFolder).data / Library::fileName;
}

int scan(const CommandLine& line, const std::vector<std::filesystem::path>& given)
{
    const SteadyClock clock;
    const auto began = clock.now();
    ScanLibrary command;
    for (const auto& folder : given)
        command.folders.push_back(std::filesystem::absolute(folder).lexically_normal());
    const auto folders = Folders::forUser(line.options().cacheFolder, line.options().dataFolder);
    Progress shown("library");
    const auto show = [&](const LibraryScanProgress& progress)
    {
        const auto done = progress.unchanged + progress.read + progress.unreadable;
        shown.show(static_cast<double>(done) /
                   static_cast<double>(std::max<std::uint64_t>(1, done + progress.waiting)));
        return true;
    };
    const auto told = scanIntoLibrary(libraryFile(line), folders.cache / "Indexes", command, show);
    const auto seconds = std::chrono::duration<double>(clock.now() - began).count();
    if (line.options().json)
        line.print(toJson(told, seconds));
    else
        printScan(told, seconds);
    if (!told.fault.empty())
        return line.fail({"library", told.fault});
    for (const auto& place : told.offline)
        line.fail({"library", place});
    return told.offline.empty() ? done : failed;
}

int search(const CommandLine& line, const SearchArguments& arguments)
{
    SearchLibrary request;
    for (const auto& word : arguments.words)
        request.query += (request.query.empty() ? "" : " ") + word;
    const auto* sort = std::ranges::find(sorts, arguments.sort);
    request.sort = static_cast<LibrarySort>(sort - sorts.begin());
    request.isDescending = arguments.isDescending;
    request.offset = arguments.offset;
    request.limit = arguments.limit;
    auto thread = LibraryThread::mint();
    LibrarySearch library(libraryFile(line));
    const SteadyClock clock;
    const auto began = clock.now();
    auto hits = library.search(thread, request).value_or(LibraryHits());
    const auto ms = std::chrono::duration<double, std::milli>(clock.now() - began).count();
    if (!hits.error.empty())
        return line.fail({"library search", hits.error});
    if (const auto counted = library.finish(thread))
        hits.total = counted->total;
    if (line.options().json)
        line.print(toJson(hits, ms));
    else
        printHits(hits, ms);
    return done;
}

int stats(const CommandLine& line)
{
    auto thread = LibraryThread::mint();
    LibrarySearch library(libraryFile(line));
    const auto overview = library.overview(thread).value_or(LibraryOverview());
    if (!overview.fault.empty())
        return line.fail({"library", overview.fault});
    if (line.options().json)
        line.print(toJson(overview, libraryFile(line)));
    else
        printOverview(overview, libraryFile(line));
    return done;
}

void addSearch(CommandLine& line, CLI::App& library)
{
    const auto arguments = std::make_shared<SearchArguments>();
    auto& command = line.add(library, "search", "Find media in the library",
                             [&line, arguments] { return search(line, *arguments); });
    command
        .add_option("QUERY", arguments->words,
                    "Words that must all be there; , alternatives, - excludes, * any characters, \"a phrase\",\n"
                    "fields such as len:<2s rate:44100 ch:2 key:Am bpm:120-130 type:wav,flac rating:>=4 fav:yes\n"
                    "(what begins with a dash goes after --)")
        ->required();
    command.add_option("--sort", arguments->sort, "What hits are ordered by")
        ->check(CLI::IsMember(std::vector<std::string>(sorts.begin(), sorts.end())))
        ->capture_default_str();
    command.add_flag("--descending", arguments->isDescending, "The other way round");
    command.add_option("--offset", arguments->offset, "Hits to be left out at the beginning")->capture_default_str();
    command.add_option("--limit", arguments->limit, "Most hits to be told")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
}

} // namespace

void addLibrary(CommandLine& line)
{
    auto& library = line.addGroup("library", "Scan places for media, and search them");
    const auto folders = std::make_shared<std::vector<std::filesystem::path>>();
    auto& scanning =
        line.add(library, "scan", "Look for new and changed media in places, all known ones if none is named",
                 [&line, folders] { return scan(line, *folders); });
    scanning.add_option("DIR", *folders, "Folders, with all that is below them");
    addSearch(line, library);
    line.add(library, "stats", "Tell what is in the library", [&line] { return stats(line); });
}

} // namespace loophole::cli
