#include "App/Bench/Bench.h"

#include "App/Bench/LibraryPaging.h"
#include "App/Bench/SyntheticLibrary.h"
#include "App/Engine/LibraryScanning.h"
#include "Pulse/Library/Library.h"
#include "Pulse/Library/LibrarySearch.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Peaks/LowPriority.h"

#include <sndfile.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace loophole::bench
{
namespace
{

constexpr std::size_t syntheticFiles = 200'000;
constexpr int realFolders = 50;
constexpr int filesAFolder = 100;

double secondsOf(const std::function<void()>& work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/** What the process holds of memory now. */
double residentMiB()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:")
        {
            double kib = 0;
            status >> kib;
            return kib / 1024;
        }
    return 0;
}

Figure row(const std::string& what, const std::string& contender, const std::string& unit, double value, bool isOurs)
{
    return {what, contender, unit, value, 0, isOurs};
}

/** Words as they are typed: a query for every letter. */
std::vector<std::string> keystrokes()
{
    std::vector<std::string> typed;
    for (std::uint32_t i = 0; i < 300; ++i)
    {
        std::string query;
        for (std::uint32_t word = 0; word <= i % 3; ++word)
        {
            query += word == 0 ? "" : " ";
            for (const auto letter : SyntheticLibrary::word(i * 7 + word * 31))
                typed.push_back(query += letter);
        }
    }
    return typed;
}

/** What searches took, in milliseconds. */
struct Times
{
    std::vector<double> wall;
    std::vector<double> own; ///< of the thread itself: on a busy machine the rest is waiting for a core
};

double ownMilliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

Times typeInto(LibraryThread& thread, LibrarySearch& search, const std::function<bool()>& goesOn)
{
    Times times;
    while (goesOn())
        for (const auto& query : keystrokes())
        {
            SearchLibrary request;
            request.query = query;
            const auto began = ownMilliseconds();
            const auto took = secondsOf(
                [&]
                {
                    const auto hits = search.search(thread, request);
                    if (!hits || !hits->error.empty() || hits->hits.empty())
                        throw std::runtime_error(query + ": nothing was found");
                });
            times.own.push_back(ownMilliseconds() - began);
            times.wall.push_back(took * 1000);
        }
    return times;
}

/** The same keystrokes as they are usually put to the index: all hits ranked by it, the best 200. */
std::vector<double> rankByIndex(const std::filesystem::path& file)
{
    Database database(file, Database::Mode::read);
    Statement ranked(database, "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 200");
    std::vector<double> milliseconds;
    const auto typed = keystrokes();
    for (std::size_t i = 0; i < typed.size(); i += 10) // a tenth of them: it is slow
    {
        std::string expression;
        std::istringstream words(typed[i]);
        for (std::string word; words >> word;)
            expression += (expression.empty() ? "" : " AND ") + word + "*";
        milliseconds.push_back(1000 * secondsOf([&] { ranked.with(expression).run(); }));
    }
    return milliseconds;
}

std::vector<Figure> searching(const std::filesystem::path& file, SyntheticLibrary& library)
{
    auto thread = LibraryThread::mint();
    LibrarySearch search(file);
    bool isFirst = true;
    const auto alone = typeInto(thread, search, [&] { return std::exchange(isFirst, false); });
    const auto peer = rankByIndex(file);

    std::atomic<bool> isScanning{true};
    std::jthread writing(
        [&]
        {
            signal::lowerPriorityOfThisThread(); // as in the program
            library.changeAll();
            library.scan();
            isScanning = false;
        });
    const auto beside = typeInto(thread, search, [&] { return isScanning.load(); });
    const auto* what = "200,000 files, a search for every letter typed";
    return {row(what, "first 200 hits, p50", "ms", percentile(alone.wall, 0.5), true),
            row(what, "first 200 hits, p99", "ms", percentile(alone.wall, 0.99), true),
            row(what, "of these the thread's own time, p99", "ms", percentile(alone.own, 0.99), true),
            row(what, "longest", "ms", percentile(alone.wall, 1), true),
            row(what, "p99 while all files are read anew", "ms", percentile(beside.wall, 0.99), true),
            row(what, "peer: FTS5's own ranking, p50", "ms", percentile(peer, 0.5), false),
            row(what, "peer: FTS5's own ranking, p99", "ms", percentile(peer, 0.99), false)};
}

std::vector<Figure> synthetic(const std::filesystem::path& folder)
{
    const auto file = folder / "synthetic" / Library::fileName;
    SyntheticLibrary library(file, syntheticFiles);
    const auto before = residentMiB();
    const auto first = secondsOf([&] { library.scan(); });
    const auto grown = residentMiB() - before;
    const auto again = secondsOf([&] { library.scan(); });
    const auto files = static_cast<double>(syntheticFiles);
    const auto* what = "200,000 files that exist as a list";
    std::vector<Figure> figures{
        row(what, "first scan", "files/s", files / first, true),
        row(what, "rescan, nothing changed", "files/s", files / again, true),
        row(what, "memory that the scan left held", "MiB", grown, true),
        row(what, "memory that the rescan left held", "MiB", residentMiB() - before - grown, true),
        row(what, "the library's file", "MiB", static_cast<double>(std::filesystem::file_size(file)) / (1 << 20),
            true)};
    std::ranges::copy(libraryPaging(file), std::back_inserter(figures));
    std::ranges::copy(searching(file, library), std::back_inserter(figures));
    return figures;
}

/** A second of sound with tags, many times over by hard links. */
void makeTree(const std::filesystem::path& folder)
{
    const auto original = folder.parent_path() / "original.wav";
    SF_INFO info{};
    info.samplerate = 48000;
    info.channels = 2;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_24;
    auto* sound = sf_open(original.c_str(), SFM_WRITE, &info);
    if (sound == nullptr)
        throw std::runtime_error(original.string() + ": cannot be written");
    sf_set_string(sound, SF_STR_TITLE, "Title");
    sf_set_string(sound, SF_STR_ARTIST, "Artist");
    const std::vector<float> second(std::size_t{48000} * 2, 0.25f);
    sf_writef_float(sound, second.data(), 48000);
    sf_close(sound);
    for (int i = 0; i < realFolders; ++i)
    {
        const auto inner = folder / ("Pack " + std::to_string(i));
        std::filesystem::create_directories(inner);
        for (int k = 0; k < filesAFolder; ++k)
            std::filesystem::create_hard_link(original, inner / ("Sound " + std::to_string(k) + ".wav"));
    }
}

std::vector<std::filesystem::path> walk(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    {
        struct stat status = {};
        if (::stat(entry.path().c_str(), &status) == 0 && S_ISREG(status.st_mode))
            files.push_back(entry.path());
    }
    return files;
}

std::vector<Figure> onDisk(const std::filesystem::path& folder)
{
    const auto tree = folder / "tree";
    makeTree(tree);
    const auto file = folder / "real" / Library::fileName;
    const auto scan = [&]
    {
        const auto told = scanIntoLibrary(file, folder / "indexes", {{tree}}, [](const auto&) { return true; });
        if (told.files != static_cast<std::uint64_t>(realFolders) * filesAFolder)
            throw std::runtime_error("the scan has lost files");
    };
    auto thread = DiskThread::mint();
    std::vector<std::filesystem::path> files;
    const auto walking = secondsOf([&] { files = walk(tree); });
    const auto opening = secondsOf(
        [&]
        {
            for (const auto& path : files)
                if (!signal::openMedia(thread, path))
                    throw std::runtime_error(path.string() + ": cannot be opened");
        });
    const auto first = secondsOf(scan);
    const auto again = secondsOf(scan);
    const auto count = static_cast<double>(files.size());
    const auto* what = "5,000 files on the disk";
    return {row(what, "first scan, with metadata", "files/s", count / first, true),
            row(what, "limit: opening alone, 1 thread", "files/s", count / opening, false),
            row(what, "rescan, nothing changed", "files/s", count / again, true),
            row(what, "limit: walking and stat alone", "files/s", count / walking, false)};
}

} // namespace

std::vector<Figure> libraryIndexing(const std::filesystem::path& folder)
{
    auto figures = onDisk(folder);
    std::ranges::copy(synthetic(folder), std::back_inserter(figures));
    return figures;
}

} // namespace loophole::bench
