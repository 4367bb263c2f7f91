#pragma once

#include "Pulse/Assets/MediaMatch.h"
#include "Pulse/Document/SessionFile.h"

namespace loophole
{

struct Relinked
{
    AssetId asset;
    std::filesystem::path from; ///< as in the document
    std::filesystem::path to;   ///< absolute
    RelinkTier tier = RelinkTier::name;
};

/** An asset whose file could not be told: several candidates, or one that fails the check. */
struct RelinkDoubt
{
    AssetId asset;
    std::filesystem::path path; ///< as in the document
    std::vector<std::filesystem::path> candidates;
    std::string why;
};

/** What was asked of one missing asset, and the answer. */
struct RelinkAnswer
{
    std::string documentId;
    std::filesystem::path path; ///< as in the document
    WantedMedium wanted;
    RelinkDecision decision;
};

struct RelinkReport
{
    std::vector<Relinked> relinked;
    std::vector<RelinkDoubt> doubtful;
    std::vector<std::filesystem::path> notFound; ///< as in the document
    std::vector<Failure> unreadable;             ///< folders that could not be searched
    std::vector<RelinkAnswer> answers;           ///< of all that are missing, in the document's order
    std::size_t filesSeen = 0;
    std::size_t filesRead = 0; ///< for their whole content
};

/** How files are looked at: through Signal in the program, by hand in tests. */
struct MediaInspection
{
    InspectMedia probe;
    /** The prints of a file; without the hash where its quick print is not the wanted one (none: any will do). */
    std::function<Outcome<MediaContent>(const std::filesystem::path& absolute, const ContentKey& wantedPrint)> content;
};

/**
    Looks through `folders` and all below them (each once, symbolic links to folders followed) for the assets of a
    document that are not present, and gives those that are found beyond doubt their new path: by content where it is
    known, else by their names and those of their folders. Waits for disks.
*/
[[nodiscard]] RelinkReport relinkMissing(SessionFile&, const std::vector<std::filesystem::path>& folders,
                                         const MediaInspection&);

} // namespace loophole
