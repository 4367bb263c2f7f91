#pragma once

#include "Messages/Relink.h"
#include "Model/Session.h"

#include <optional>
#include <vector>

/** Which of some files a lost medium is. All of it is pure. */
namespace loophole
{

/** What a clip plays of a medium, whatever rate the medium has. */
struct ClipStretch
{
    double offset = 0;  ///< frames of the medium
    double seconds = 0; ///< of the medium, from there on; 0: the clip states no length
};

/** A medium that is not where the session says. */
struct WantedMedium
{
    AssetId asset;
    std::filesystem::path lost; ///< absolute
    MediaRecord record;
    std::vector<ClipStretch> stretches;
};

/** A file that may be the lost one, with what is known of it. */
struct FoundFile
{
    std::filesystem::path path; ///< absolute
    std::int64_t bytes = -1;
    ContentKey quickPrint;
    std::optional<ContentKey> hash;
    std::optional<MediaFacts> facts; ///< none: was not opened
    std::string error;               ///< why it cannot be read, or is no medium
    bool isByPrefix = false;         ///< another lost file was found to have moved alike
};

struct RelinkDecision
{
    std::optional<std::filesystem::path> file;
    RelinkTier tier = RelinkTier::name;
    std::string why;                          ///< there is none, or it is asked about
    std::vector<std::filesystem::path> equal; ///< that could be it, where there are several
    std::vector<RelinkRefusal> refused;
};

/** Those of the assets, in the session's order; `absolute` tells where each should be. */
[[nodiscard]] std::vector<WantedMedium> wantedMedia(const Session&, const std::vector<AudioAsset>& missing);

/**
    The same content is taken whatever it is called, and another content never where the wanted one is known. Without
    that, of files of the same name the only one that shares the most folder names with the lost path.
*/
[[nodiscard]] RelinkDecision decide(const WantedMedium&, const std::vector<FoundFile>&);

/** Why a file cannot be the lost medium; none where it can. */
[[nodiscard]] std::optional<std::string> refusal(const WantedMedium&, const FoundFile&);

/** The same for a medium of these facts, whatever its content. */
[[nodiscard]] std::optional<std::string> formatRefusal(const WantedMedium&, const MediaFacts&);

/** How a medium of these facts differs from the lost one in what its clips play, or would have played of the rest. */
[[nodiscard]] std::optional<std::string> standInDifference(const WantedMedium&, const MediaFacts&);

/** "3.0 s, 48000 Hz, 2 channels, WAV, 576044 bytes": what is known, empty where nothing is. */
[[nodiscard]] std::string wantedText(const MediaRecord&);

/** What stands before the part that an old and a new path have in common at their ends. */
struct PrefixChange
{
    std::filesystem::path from;
    std::filesystem::path to;
    bool operator==(const PrefixChange&) const = default;
};
/** None where not even the file's name has stayed. */
[[nodiscard]] std::optional<PrefixChange> prefixChange(const std::filesystem::path& from,
                                                       const std::filesystem::path& to);
/** Where a path lies after the change; none where it did not lie there. */
[[nodiscard]] std::optional<std::filesystem::path> moved(const PrefixChange&, const std::filesystem::path&);

} // namespace loophole
