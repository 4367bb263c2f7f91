#pragma once

#include "Model/Session.h"
#include "Pulse/Assets/MediaLookup.h"

#include <unordered_map>

namespace loophole
{

/**
    Names the files of a session as a document in a folder should: relative where possible, and as they are spelled
    where that is right already. Remembers what it made by the pieces that lists share, so that one more asset among
    thousands costs its own piece. Owned by Pulse's documents, used on Pulse's thread.
*/
class PortablePaths
{
public:
    /** The same list where nothing is to be changed; the pieces of it that are right are shared. */
    [[nodiscard]] SharedList<SessionAsset> of(const SharedList<SessionAsset>&, const MediaLookup&,
                                              const std::filesystem::path& folder);

private:
    using Chunk = SharedList<SessionAsset>::SharedChunk;
    struct Made
    {
        Chunk from; ///< held so that its address stays its name
        Chunk portable;
    };
    using Known = std::unordered_map<const void*, Made>;

    Known known; ///< of the last list
    std::filesystem::path knownFolder;
};

} // namespace loophole
