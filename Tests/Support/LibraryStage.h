#pragma once

#include "Model/AudioExtensions.h"
#include "Pulse/Library/Library.h"
#include "Pulse/Library/LibrarySearch.h"
#include "Support/TemporaryFolder.h"
#include "Support/VirtualClock.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace loophole::testing
{

/**
    A library between its queues, with the test in the places of Pulse, of Signal and of the clock. The media lie on a
    drive that exists only as a list; it answers at once unless a folder is held.
*/
class LibraryStage
{
public:
    struct File
    {
        ChangeStamp stamp{1000, 1};
        MediaProbed::Outcome outcome = MediaProbed::Outcome::medium;
        MediaFacts facts;
        std::string error;
        std::filesystem::path linkTarget;
        std::uint8_t print = 0; ///< first byte of it
    };

    LibraryStage() { begin(); }

    /** A stereo WAV of a second unless it is changed. */
    File& put(const std::filesystem::path& path)
    {
        auto& file = files[path];
        file.facts.format = "WAV";
        file.facts.codec = "PCM";
        file.facts.sampleRate = SampleRate(48000);
        file.facts.channels = 2;
        file.facts.bitDepth = 24;
        file.facts.length = FrameCount(48000);
        file.print = static_cast<std::uint8_t>(files.size());
        return file;
    }
    void link(const std::filesystem::path& path, const std::filesystem::path& to) { put(path).linkTarget = to; }

    /** The library anew on the same file, as after a restart. */
    void begin(Library::Options options = {})
    {
        library.reset();
        library.emplace(queues, clock, database, options);
    }

    void send(PulseToLibrary command)
    {
        static_cast<void>(queues.pulseToLibrary.trySend(pulseThread, std::move(command)));
    }

    /** Commands the library obeys at once. */
    void tell(PulseToLibrary command)
    {
        send(std::move(command));
        library->step(libraryThread);
        collect();
    }

    /** Scans to the end; what was told last. */
    LibraryScanProgress scan(std::vector<std::filesystem::path> folders)
    {
        tell(ScanLibrary{std::move(folders)});
        return run();
    }

    /** Answers until nothing is asked any more. */
    LibraryScanProgress run(std::size_t mostAnswers = SIZE_MAX)
    {
        while (mostAnswers > 0 && answerNext())
            --mostAnswers;
        return progress;
    }

    bool answerNext()
    {
        if (questions.empty())
        {
            library->step(libraryThread);
            collect();
        }
        const auto next = std::ranges::find_if(questions, [this](const auto& question) { return !isHeld(question); });
        if (next == questions.end())
            return false;
        auto question = std::move(*next);
        questions.erase(next);
        if (const auto* listing = std::get_if<ScanFolder>(&question))
            send(list(*listing));
        else if (const auto* probe = std::get_if<ProbeMedia>(&question))
            send(probed(*probe));
        library->step(libraryThread);
        collect();
        return true;
    }

    /** Signal's word on everything that is held: the drive does not answer. */
    void giveUpHeld()
    {
        auto given = std::exchange(questions, {});
        for (const auto& question : given)
            if (const auto* listing = std::get_if<ScanFolder>(&question))
                send(FolderScanned{listing->request, {}, {}, true, "its drive does not answer", true});
            else if (const auto* probe = std::get_if<ProbeMedia>(&question))
            {
                MediaProbed found;
                found.request = probe->request;
                found.isUnanswered = true;
                send(std::move(found));
            }
        library->step(libraryThread);
        collect();
    }

    [[nodiscard]] LibraryHits search(const std::string& query, LibrarySort sort = LibrarySort::relevance,
                                     bool isDescending = false)
    {
        LibrarySearch searching(database);
        auto hits = searching.search(libraryThread, {RequestId{1}, query, sort, isDescending, 0, 10'000});
        return hits ? *std::move(hits) : LibraryHits{};
    }
    /** Names of what is found, in order of the alphabet. */
    [[nodiscard]] std::vector<std::string> names(const std::string& query)
    {
        auto found = inOrder(query, LibrarySort::relevance);
        std::ranges::sort(found);
        return found;
    }
    [[nodiscard]] std::vector<std::string> inOrder(const std::string& query, LibrarySort sort,
                                                   bool isDescending = false)
    {
        std::vector<std::string> found;
        for (const auto& hit : search(query, sort, isDescending).hits)
            found.push_back(hit.path.filename().native());
        return found;
    }
    [[nodiscard]] LibraryHit only(const std::string& query)
    {
        const auto hits = search(query);
        return hits.hits.size() == 1 ? hits.hits[0] : LibraryHit{};
    }
    [[nodiscard]] LibraryOverview overview()
    {
        LibrarySearch searching(database);
        return searching.overview(libraryThread).value_or(LibraryOverview());
    }

    std::map<std::filesystem::path, File> files;
    std::map<std::filesystem::path, std::string> unreadable; ///< folders, with the reason
    std::map<std::filesystem::path, std::uint64_t> devices;  ///< of folders that are mounts
    std::set<std::filesystem::path> held;                    ///< folders below which nothing is answered
    std::size_t entriesAPart = 100;
    std::vector<std::filesystem::path> opened; ///< media that were asked about, in order
    std::size_t listingsEnded = 0;
    std::vector<std::string> refusals;
    std::size_t mostAsked = 0; ///< questions that were under way at once

    VirtualClock clock;
    Queues queues;
    TemporaryFolder folder;
    std::filesystem::path database = folder / "data" / Library::fileName;
    LibraryScanProgress progress;
    std::size_t reports = 0;
    LibraryThread libraryThread = LibraryThread::mint();
    PulseThread pulseThread = PulseThread::mint();

private:
    [[nodiscard]] bool isHeld(const LibraryToPulse& question) const
    {
        std::filesystem::path path;
        if (const auto* listing = std::get_if<ScanFolder>(&question))
            path = listing->folder;
        else if (const auto* probe = std::get_if<ProbeMedia>(&question))
            path = probe->file;
        return std::ranges::any_of(held, [&](const auto& below) { return path.native().starts_with(below.native()); });
    }

    void collect()
    {
        LibraryToPulse question;
        while (queues.libraryToPulse.tryReceive(pulseThread, question))
            if (auto* told = std::get_if<LibraryScanProgress>(&question))
            {
                progress = std::move(*told);
                ++reports;
            }
            else if (const auto* end = std::get_if<EndFolderScan>(&question))
            {
                positions.erase(end->request);
                ++listingsEnded;
            }
            else if (auto* refusal = std::get_if<LibraryRefusal>(&question))
                refusals.push_back(std::move(refusal->why));
            else
                questions.push_back(std::move(question));
        mostAsked = std::max(mostAsked, questions.size());
    }

    /** Where a path leads by the links in it. */
    [[nodiscard]] std::filesystem::path resolved(const std::filesystem::path& path) const
    {
        std::filesystem::path whole;
        for (const auto& part : path)
        {
            whole /= part;
            if (const auto found = files.find(whole); found != files.end() && !found->second.linkTarget.empty())
                whole = resolved(found->second.linkTarget);
        }
        return whole;
    }

    [[nodiscard]] std::vector<ScannedEntry> entriesOf(const std::filesystem::path& real) const
    {
        std::map<std::string, ScannedEntry> entries;
        for (const auto& [path, file] : files)
        {
            const auto inside = path.lexically_relative(real);
            if (inside.empty() || *inside.begin() == "..")
                continue;
            auto& entry = entries[inside.begin()->native()];
            entry.name = inside.begin()->native();
            entry.kind = ++inside.begin() != inside.end() ? ScannedEntry::Kind::folder
                         : file.linkTarget.empty()        ? ScannedEntry::Kind::file
                                                          : ScannedEntry::Kind::link;
            entry.stamp = file.stamp;
            entry.linkTarget = file.linkTarget;
        }
        std::vector<ScannedEntry> list;
        for (auto& [name, entry] : entries)
            list.push_back(std::move(entry));
        return list;
    }

    FolderScanned list(const ScanFolder& request)
    {
        const auto real = resolved(request.folder);
        FolderScanned part;
        part.request = request.request;
        if (const auto found = unreadable.find(real); found != unreadable.end())
        {
            part.error = found->second;
            part.isComplete = true;
            return part;
        }
        part.identity = {deviceOf(real), std::hash<std::string>()(real.native())};
        const auto all = entriesOf(real);
        auto& at = positions[request.request];
        for (; at < all.size() && part.entries.size() < entriesAPart; ++at)
            part.entries.push_back(all[at]);
        part.isComplete = at == all.size();
        return part;
    }

    [[nodiscard]] std::uint64_t deviceOf(const std::filesystem::path& path) const
    {
        std::uint64_t device = 1;
        for (const auto& [mount, number] : devices)
            if (path.native().starts_with(mount.native()))
                device = number;
        return device;
    }

    MediaProbed probed(const ProbeMedia& request)
    {
        opened.push_back(request.file);
        MediaProbed found;
        found.request = request.request;
        const auto real = resolved(request.file);
        const auto file = files.find(real);
        if (file == files.end())
        {
            const auto isFolder = !entriesOf(real).empty();
            found.outcome = isFolder ? MediaProbed::Outcome::folder : MediaProbed::Outcome::unreadable;
            found.error = isFolder ? "" : "no such file or directory";
            return found;
        }
        found.stamp = file->second.stamp;
        found.outcome = found.stamp == request.known ? MediaProbed::Outcome::unchanged : file->second.outcome;
        found.facts = file->second.facts;
        found.error = file->second.error;
        found.print.bytes[0] = file->second.print;
        return found;
    }

    std::vector<LibraryToPulse> questions;
    std::map<RequestId, std::size_t> positions;
    std::optional<Library> library;
};

} // namespace loophole::testing
