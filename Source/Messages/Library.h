#pragma once

#include "Messages/Transport.h"
#include "Model/AudioAsset.h"
#include "Model/PeakLayout.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/** What the parts tell one another about the media library. The library itself is Pulse's, on threads of its own. */
namespace loophole
{

/** A file in the library, for as long as the library keeps it; also through moves that are recognised. */
using LibraryFileId = std::int64_t;

/** Which file or folder it is, however it is reached. */
struct FileIdentity
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    auto operator<=>(const FileIdentity&) const = default;
};

/** By which a file that was looked at before is taken to be unchanged. */
struct ChangeStamp
{
    std::int64_t bytes = -1;
    std::int64_t modified = 0; ///< nanoseconds since 1970
    bool operator==(const ChangeStamp&) const = default;
};

// Pulse → Signal, and the answers.

/** Lists the next part of a folder; sent again with the same request it goes on where the last part ended. */
struct ScanFolder
{
    RequestId request;
    std::filesystem::path folder; ///< absolute
};
/** The rest of the listing is not wanted. */
struct EndFolderScan
{
    RequestId request;
};
struct ScannedEntry
{
    enum class Kind
    {
        file,
        folder,
        link ///< symbolic; not followed, for what it leads to may hang
    };
    std::string name; ///< bytes, as in its folder
    Kind kind = Kind::file;
    ChangeStamp stamp;                ///< of a file
    std::filesystem::path linkTarget; ///< of a link, absolute
};
struct FolderScanned
{
    RequestId request;
    FileIdentity identity; ///< of the folder
    std::vector<ScannedEntry> entries;
    bool isComplete = false;
    std::string error;         ///< why it could not be read, or empty
    bool isUnanswered = false; ///< because its drive does not answer
};

/** Opens a medium for what it is. `known` spares the work where the file still has this stamp. */
struct ProbeMedia
{
    RequestId request;
    std::filesystem::path file;       ///< absolute
    std::filesystem::path linkTarget; ///< where `file` is a link, else empty
    ChangeStamp known;
};
struct MediaProbed
{
    enum class Outcome
    {
        medium,
        unchanged, ///< as ProbeMedia::known has it
        folder,    ///< the link leads to a folder
        damaged,   ///< the file can be read and is no medium; `error` says why
        unreadable ///< the file cannot be read now; `error` says why
    };
    RequestId request;
    Outcome outcome = Outcome::unreadable;
    ChangeStamp stamp;
    ContentKey print; ///< quick one, of size and some samples of the content
    MediaFacts facts;
    std::string error;
    bool isUnanswered = false; ///< its drive does not answer
};

// Aura → Pulse, and the answers.

/** What hits are ordered by. Relevance: names before folders and tags, beginnings before middles, favourites first. */
enum class LibrarySort
{
    relevance,
    name,
    folder,
    length,
    sampleRate,
    channels,
    type,
    key,
    tempo,
    rating,
    modified,
    added,
    used,
    bitDepth,
    bytes,
    favourite, ///< false before true, as numbers are
    collections,
    labels, ///< the first one in the alphabet
    status  ///< present ones first
};

/** A newer search makes older ones stale; those are not answered. */
struct SearchLibrary
{
    RequestId request;
    std::string query; ///< see Pulse/Library/SearchQuery.h
    LibrarySort sort = LibrarySort::relevance;
    bool isDescending = false;
    std::size_t offset = 0;
    std::size_t limit = 200;
    std::string scope{};            ///< a query too: of what it finds, `query` finds a part
    std::filesystem::path within{}; ///< only files in this folder and those below it, absolute; empty: all
    bool isDeep = true;             ///< otherwise none of those below `within`
    /** The first hit at or behind `offset` whose name begins so, in any case, else the first of all, and a page around
        it; LibraryHits::jump says where it is. Empty: no hit is looked for. */
    std::string jumpTo{};
};
struct LibraryHit
{
    LibraryFileId file = 0;
    std::filesystem::path path;
    OfflineStatus offlineStatus = OfflineStatus::present;
    std::string cause; ///< why it is not present, or why it is no medium
    MediaFacts facts;  ///< tags with the user's values over the scanned ones
    std::string key;   ///< musical, as tagged
    double tempo = 0;  ///< beats a minute; 0: not known
    bool isFavourite = false;
    int rating = 0;                  ///< 0 none, 1 … 5
    std::uint8_t collections = 0;    ///< bit n-1: in colour collection n, 1 … 7
    std::vector<std::string> labels; ///< the user's tags
    std::int64_t modified = 0;       ///< nanoseconds since 1970
    std::int64_t used = 0;           ///< seconds since 1970; 0: never
    std::int64_t bytes = 0;
    std::vector<std::string> ownTags; ///< keys of facts.tags whose values are the user's
};
struct LibraryHits
{
    RequestId request;
    std::string error; ///< what is wrong with the query, in one line; then there are no hits
    std::vector<LibraryHit> hits;
    std::size_t total = 0;
    bool isTotalExact = true;          ///< otherwise there are more, and LibraryCounted follows
    std::size_t offset = 0;            ///< the place among all hits of the first one here
    std::optional<std::size_t> jump{}; ///< of the hit that was looked for; none where there is no such name
};
struct LibraryCounted
{
    RequestId request;
    std::size_t total = 0;
};

/** Adds the folders to the places and scans them; all places where none is named. */
struct ScanLibrary
{
    std::vector<std::filesystem::path> folders; ///< absolute
};
struct CancelLibraryScan
{
};
/** Forgets the place with its files and what the user has said of them. */
struct RemoveLibraryPlace
{
    std::filesystem::path folder;
};
/** What is set is changed, on all of the files. */
struct MarkLibraryFiles
{
    std::vector<LibraryFileId> files;
    std::optional<bool> favourite;
    std::optional<int> rating;          ///< 0 … 5
    std::uint8_t collectionsToJoin = 0; ///< bit n-1: colour collection n
    std::uint8_t collectionsToLeave = 0;
};
struct LabelLibraryFiles
{
    std::vector<LibraryFileId> files;
    std::vector<std::string> add;
    std::vector<std::string> remove;
};
/** A value of the user's that stands in place of the scanned one; none gives the scanned one back. */
struct SetLibraryTag
{
    std::vector<LibraryFileId> files;
    std::string key;
    std::optional<std::string> value;
};
/** The file was auditioned or placed: one of the recents from now on. */
struct NoteLibraryUse
{
    std::filesystem::path file;
};
/** What the user has said of a file that is gone is said of another one from now on, which the library knows. */
struct RelocateLibraryFile
{
    LibraryFileId file = 0;
    std::filesystem::path to; ///< absolute
};
/** The place lies elsewhere now: all that is known of its files goes with it, and it is scanned there. */
struct RelocateLibraryPlace
{
    std::filesystem::path from;
    std::filesystem::path to; ///< absolute; in no other place and around none
};
/** One sentence on why one of the two above was not done. */
struct LibraryRefusal
{
    std::string why;
};
/** An empty query forgets the search of this name. */
struct SaveLibrarySearch
{
    std::string name;
    std::string query;
};
struct RequestLibraryOverview
{
};
/** The folders that the library has directly in one, offline or not. */
struct RequestLibraryFolders
{
    std::filesystem::path parent; ///< absolute
};
struct LibraryFolder
{
    std::filesystem::path path;
    std::uint64_t files = 0; ///< in it and below
    bool hasFolders = false;
    bool isAway = false; ///< could not be read; what was in it is kept
};
struct LibraryFolders
{
    std::filesystem::path parent;
    std::vector<LibraryFolder> folders; ///< by name
};
/** Where files of these contents were seen last. Pulse asks for itself, to find lost media again. */
struct FindLibraryFiles
{
    RequestId request;
    static constexpr std::size_t mostFiles = 10000;
    std::vector<ContentKey> prints; ///< quick ones
};
struct LibraryFilesFound
{
    RequestId request;
    std::vector<std::filesystem::path> files; ///< at most FindLibraryFiles::mostFiles; they need not be there any more
};

struct LibraryPlace
{
    enum class State
    {
        waiting, ///< for its turn, or to go on after an interrupted scan
        scanning,
        scanned,
        cancelled,
        offline ///< could not be read; its files are kept
    };
    std::filesystem::path folder;
    State state = State::waiting;
    std::string cause; ///< why it is offline
    std::uint64_t files = 0;
    std::int64_t scanned = 0; ///< when it was last scanned to its end, in seconds since 1970; 0: never
};
struct LibraryOverview
{
    std::vector<LibraryPlace> places;
    std::uint64_t files = 0;
    std::uint64_t missing = 0; ///< of these: gone, or in places and folders that are offline
    std::uint64_t damaged = 0; ///< of these: no media
    std::uint64_t favourites = 0;
    double seconds = 0; ///< of all media
    std::uint64_t databaseBytes = 0;
    std::map<std::string, std::uint64_t> formats;
    std::map<std::string, std::uint64_t> labels;
    std::vector<std::uint64_t> collections; ///< how many files are in each, 7 of them
    std::map<std::string, std::string> searches;
    std::string fault; ///< why the library cannot be read, or empty
};
/** Counts since the scans that are under way began. Told ten times a second at most, and when they have ended. */
struct LibraryScanProgress
{
    bool isScanning = false;
    std::uint64_t folders = 0;
    std::uint64_t files = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t read = 0; ///< opened anew
    std::uint64_t damaged = 0;
    std::uint64_t unreadable = 0; ///< files and folders
    std::uint64_t gone = 0;
    std::uint64_t moved = 0;   ///< recognised at another place
    std::uint64_t waiting = 0; ///< files that are known to be there and were not opened yet
    std::filesystem::path place;
    std::vector<std::string> offline; ///< places, with the reason, one line each
    std::string fault;                ///< why the library cannot be used, or empty
};

// Between Pulse's thread and the library's own. Full queue: both keep what does not fit in their Outbox, in order.

using PulseToLibrary = std::variant<FolderScanned, MediaProbed, ScanLibrary, CancelLibraryScan, RemoveLibraryPlace,
                                    MarkLibraryFiles, LabelLibraryFiles, SetLibraryTag, NoteLibraryUse,
                                    SaveLibrarySearch, RelocateLibraryFile, RelocateLibraryPlace>;
using LibraryToPulse = std::variant<ScanFolder, EndFolderScan, ProbeMedia, LibraryScanProgress, LibraryRefusal>;
using PulseToLibrarySearch =
    std::variant<SearchLibrary, RequestLibraryOverview, FindLibraryFiles, RequestLibraryFolders>;
using LibrarySearchToPulse =
    std::variant<LibraryHits, LibraryCounted, LibraryOverview, LibraryFilesFound, LibraryFolders>;

} // namespace loophole
