#pragma once

#include "Messages/PulseToSignal.h"
#include "Messages/SignalToPulse.h"
#include "Pulse/Assets/MediaMatch.h"

#include <deque>
#include <functional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace loophole
{

/**
    A search for lost media, which Signal's disks do by messages: lists folders, each once however it is reached, and
    asks about files of a wanted name or size; only those of the right size and quick print are read whole. Folders on
    drives that do not answer are left out and named. Owned by Pulse, used on its thread.
*/
class MediaSearch
{
public:
    /** Requests at once: as many as keep a disk busy, so few that a cancel takes hold at once. */
    static constexpr std::size_t mostListings = 8;
    static constexpr std::size_t mostFiles = 8;

    MediaSearch(std::vector<WantedMedium>, std::function<RequestId()> requestIds);

    void addFolder(const std::filesystem::path& absolute);
    /** A file that may be any of the wanted ones. */
    void addFile(const std::filesystem::path& absolute);
    /** One that lies where a lost file would if it had moved as another did. */
    void addFile(const std::filesystem::path& absolute, AssetId);

    /** What Signal is to be asked now. */
    [[nodiscard]] std::vector<PulseToSignal> takeRequests();
    /** Ends it; what Signal need not do any more. */
    [[nodiscard]] std::vector<PulseToSignal> cancel();

    /** Whether it is an answer to this search. */
    bool take(const FolderScanned&);
    bool take(const MediaProbed&);
    bool take(const MediaFingerprinted&);

    /** Everything was looked at, or all of the wanted media were found beyond doubt. */
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] bool areAllFound() const;
    [[nodiscard]] std::uint64_t foldersListed() const { return folderCount; }
    [[nodiscard]] std::uint64_t filesSeen() const { return fileCount; }
    [[nodiscard]] const std::vector<std::string>& unreadable() const { return unreadableFolders; }

    struct Found
    {
        WantedMedium wanted;
        RelinkDecision decision;
    };
    [[nodiscard]] std::vector<Found> results() const;

private:
    struct Candidate
    {
        FoundFile file;
        std::vector<std::size_t> of; ///< places among the wanted
        bool isQueued = false;
    };
    using Path = std::string;

    void see(const std::filesystem::path& file, std::int64_t bytes);
    void consider(const std::filesystem::path& file, std::int64_t bytes, std::size_t wantedPlace);
    [[nodiscard]] bool isToBeHashed(const Candidate&) const;
    [[nodiscard]] bool isToBeOpened(const Candidate&) const;
    [[nodiscard]] PulseToSignal question(const Candidate&, RequestId) const;
    void answered(Candidate&);
    void folderFound(const std::filesystem::path&, bool isGuess);
    std::vector<WantedMedium> wanted;
    std::function<RequestId()> nextRequest;
    std::vector<bool> isFound; ///< beyond doubt
    std::unordered_multimap<std::string, std::size_t> byName;
    std::unordered_multimap<std::int64_t, std::size_t> bySize;

    struct Folder
    {
        std::filesystem::path path;
        bool isGuess = false; ///< a link that may lead to anything
        bool hasBegun = false;
    };
    bool leave(std::unordered_map<RequestId, Folder>::iterator listing);

    std::deque<Folder> folders; ///< to be listed
    std::set<Path> foldersQueued;
    std::set<FileIdentity> foldersSeen;
    std::unordered_map<RequestId, Folder> listings;
    std::vector<RequestId> continued; ///< listings whose next part is due
    std::vector<EndFolderScan> ended; ///< what Signal need not go on with

    std::unordered_map<Path, Candidate> candidates;
    std::deque<Path> files; ///< to be asked about
    std::unordered_map<RequestId, Path> questions;

    std::uint64_t folderCount = 0;
    std::uint64_t fileCount = 0;
    std::vector<std::string> unreadableFolders;
    bool isCancelled = false;
};

} // namespace loophole
