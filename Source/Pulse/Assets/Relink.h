#pragma once

#include "Messages/Relink.h"
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

struct RelinkReport
{
    std::vector<Relinked> relinked;
    std::vector<RelinkDoubt> doubtful;
    std::vector<std::filesystem::path> notFound; ///< as in the document
    std::vector<Failure> unreadable;             ///< folders that could not be searched
};

/**
    Looks through `folders` and all below them (each once, symbolic links to folders followed) for the assets of a
    document that are not present, and gives those that are found beyond doubt their new path. Waits for disks.
*/
[[nodiscard]] RelinkReport relinkMissing(SessionFile&, const std::vector<std::filesystem::path>& folders,
                                         const ProbeMedia&);

} // namespace loophole
