#pragma once

#include "Pulse/Library/LibraryFiles.h"
#include "Pulse/Library/LibraryPlaces.h"

#include <deque>
#include <functional>
#include <set>

namespace loophole
{

/**
    One scan of one place: which folders are to be listed, which files to be opened, and what follows from the answers.
    Asks Signal by messages and keeps a bounded number of requests under way, so that a place whose drive hangs takes
    nothing from another's. Opens only what is new or has another size or time than before; what an interrupted scan has
    stored is not opened again by the next. Used on the library's writing thread.
*/
class PlaceScan
{
public:
    static constexpr std::size_t mostListings = 4;
    static constexpr std::size_t mostProbes = 64;
    /** No folder is listed further while so many files wait to be opened: memory stays flat however large it is. */
    static constexpr std::size_t mostWaiting = 512;

    struct Parts
    {
        LibraryPlaces& places;
        LibraryFiles& files;
        LibraryScanProgress& progress; ///< counts up
        std::function<RequestId()> nextRequest;
        std::function<void(LibraryToPulse)> send;
        std::int64_t now = 0; ///< seconds since 1970
    };

    PlaceScan(Parts, LibraryPlaces::Root);

    /** False where the answer is not to a question of this scan. */
    bool take(FolderScanned&);
    bool take(MediaProbed&);

    /** Asks for what may be asked for. */
    void step();
    [[nodiscard]] bool isDone() const;
    /** Puts down how the scan has ended: at its end, or before it when it was cancelled. */
    void conclude(bool isCancelled);

    [[nodiscard]] const LibraryPlaces::Root& root() const { return from; }
    /** Why the place is offline, or empty. */
    [[nodiscard]] const std::string& offlineCause() const { return offline; }
    [[nodiscard]] std::size_t waiting() const { return toProbe.size() + probes.size(); }

private:
    struct ToList
    {
        std::filesystem::path path;
        std::optional<std::int64_t> parent;
        std::optional<std::uint64_t> parentDevice;
        bool isLink = false;
    };
    struct Listing
    {
        ToList what;
        bool isBegun = false;
        bool isWaiting = false; ///< for files to be opened before its next part
        std::int64_t folder = 0;
        std::uint64_t device = 0;
        std::unordered_map<std::string, LibraryFiles::Known> unseen;
        std::map<std::filesystem::path, LibraryPlaces::Folder> unseenFolders;
        bool isEmpty = true;
    };
    struct Probe
    {
        std::int64_t folder = 0;
        std::uint64_t device = 0;
        std::filesystem::path path;
        std::filesystem::path linkTarget;
        LibraryFiles::Known known;
    };

    [[nodiscard]] bool begin(Listing&, const FolderScanned&);
    void takeEntry(Listing&, ScannedEntry&);
    void takeFile(Listing&, ScannedEntry&, const std::filesystem::path&);
    void complete(Listing&);
    void fail(Listing&, const FolderScanned&);
    void setOffline(std::string cause);
    void takeMedium(const Probe&, const MediaProbed&);
    void listMore();

    Parts parts;
    LibraryPlaces::Root from;
    std::string offline;
    std::vector<ToList> toList;
    std::vector<ToList> linksToList; ///< last, so that a folder is known by its own path rather than a link's
    std::unordered_map<RequestId, Listing> listings;
    std::deque<Probe> toProbe;
    std::unordered_map<RequestId, Probe> probes;
    std::set<FileIdentity> visited; ///< what ends every loop of links
    std::vector<std::int64_t> goneFolders;
};

} // namespace loophole
