#pragma once

#include "Messages/Library.h"
#include "Model/AudioAsset.h"

namespace loophole::aura
{

/** What the list knows of one file or folder, from a listing, the library or the medium itself. */
struct FileRow
{
    std::filesystem::path path;
    bool isFolder = false;
    LibraryFileId file = 0; ///< 0: the library does not have it
    OfflineStatus offlineStatus = OfflineStatus::present;
    std::string cause;    ///< why it is not present, or why it is no medium
    bool isKnown = false; ///< whether `facts` are
    MediaFacts facts;
    std::string key;
    double tempo = 0; ///< 0: not known
    bool isFavourite = false;
    int rating = 0;               ///< 0 none, 1 … 5
    std::uint8_t collections = 0; ///< bit n-1: in colour collection n
    std::vector<std::string> labels;
    std::vector<std::string> ownTags; ///< keys whose values are the user's
    std::uintmax_t bytes = 0;
    std::int64_t modified = 0; ///< nanoseconds since 1970

    [[nodiscard]] bool isDamaged() const { return offlineStatus == OfflineStatus::present && !cause.empty(); }
};

/** What the tags say, in beats a minute; 0: nothing. */
[[nodiscard]] double tempoOf(const MediaFacts&);

[[nodiscard]] FileRow rowOf(LibraryHit);

/** What the library says of a file that was listed: the user's marks and values. */
void addMarks(FileRow&, const LibraryHit&);
/** What opening the medium has told; values of the user's stay. */
void addFacts(FileRow&, const AudioAsset&);

/** What the marks that are set make of a row. */
void apply(const MarkLibraryFiles&, FileRow&);
void apply(const LabelLibraryFiles&, FileRow&);
void apply(const SetLibraryTag&, FileRow&);

} // namespace loophole::aura
