#pragma once

#include "Core/Ids.h"
#include "Messages/Library.h"
#include "Model/MediaRecord.h"

#include <filesystem>
#include <string>
#include <vector>

/** What the parts tell one another about the contents of media and about finding lost ones again. */
namespace loophole
{

/** Requests of Pulse itself count from here on, those of its library below. */
inline constexpr std::uint32_t firstRequestOfPulse = 1u << 31;

// Pulse → Signal, and the answers.

/** Prints of a file's content. The quick one is told first; where it is `known` with its size and time, so is the hash,
    and nothing more is read. */
struct FingerprintMedia
{
    RequestId request;
    std::filesystem::path file; ///< absolute
    MediaContent known;
    ContentKey wantedPrint{}; ///< with another quick print its hash is of no interest; none: with any
    bool isWaitedFor = false; ///< else it is done in small steps, when nothing else wants the disks
};
struct CancelFingerprint
{
    RequestId request;
};
struct MediaFingerprinted
{
    RequestId request;
    MediaContent content;      ///< without a hash while it is not complete
    bool isComplete = false;   ///< no more answers come
    std::string error;         ///< why there is no hash, or empty
    bool isUnanswered = false; ///< because its drive does not answer
};

// Aura → Pulse, and the answer.

/** How sure a found file is to be the lost one. */
enum class RelinkTier
{
    content,    ///< the same content
    pathSuffix, ///< the only one whose folders above it have the same names, the most of them
    name        ///< the only one of that name that can be it
};

/** Looks for the session's missing media below the folders; where none is named, below the session's own and where the
    library has seen files of the same content. A search that is under way ends. */
struct SearchMissingMedia
{
    std::vector<std::filesystem::path> folders; ///< absolute
};
struct CancelMediaSearch
{
};
/** The files take the places of the missing ones, as one edit. */
struct RelinkMedia
{
    struct Pair
    {
        AssetId asset;
        std::filesystem::path file; ///< absolute
    };
    std::vector<Pair> pairs;
};

/** A file that was found, and why it is not taken where it is not. */
struct RelinkRefusal
{
    std::filesystem::path file;
    std::string why;
};
struct RelinkProposal
{
    AssetId asset;
    std::filesystem::path lost; ///< absolute
    std::string wanted;         ///< "3.0 s, 48 kHz, stereo, WAV": what is known of it
    std::filesystem::path file; ///< empty: none was found that could be it
    RelinkTier tier = RelinkTier::name;
    std::string why; ///< it is asked about, or none was found
    std::vector<RelinkRefusal> refused;
};
/** Comes whenever it has changed, ten times a second at most. */
struct MediaSearchChanged
{
    bool isSearching = false;
    std::uint64_t folders = 0;             ///< listed
    std::uint64_t files = 0;               ///< seen in them
    std::size_t relinked = 0;              ///< by themselves, the content being the same
    std::vector<RelinkProposal> proposals; ///< of those that are still missing
    std::vector<std::string> unreadable;   ///< folders, with the reason
};

} // namespace loophole
