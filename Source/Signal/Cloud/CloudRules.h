#pragma once

#include "Core/Outcome.h"
#include "Signal/Cloud/FileTraits.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loophole::signal
{

/**
    What tells a placeholder of a cloud client from a file, beyond what file systems tell themselves. An immutable
    value. The user may write rules into a text file, one a line; "#" begins a remark:

        suffix .cloud          "kick.wav.cloud" stands for a kick.wav that is not here
        sparse /mnt/archive    files below it that take no room are placeholders, though its file system is not trusted
        local /home/me/Audio   nothing below it is ever a placeholder
*/
struct CloudRules
{
    /** Of Nextcloud's and ownCloud's clients. */
    std::vector<std::string> suffixes{".nextcloud", ".owncloud"};
    std::vector<std::filesystem::path> sparse; ///< absolute folders
    std::vector<std::filesystem::path> local;

    /** The user's rules on top of the built-in ones; an error names the line. */
    [[nodiscard]] static Outcome<CloudRules> parse(std::string_view text, const std::string& fileName);

    /** Those of the user's file, or the built-in ones where there is none. */
    [[nodiscard]] static Outcome<CloudRules> read(const std::filesystem::path& file);
};

/** Why the file at this absolute path is a placeholder, in words; nothing where it is a file like any other. Pure. */
[[nodiscard]] std::optional<std::string> placeholderCause(const std::filesystem::path&, const FileTraits&,
                                                          const CloudRules&);

/** The same after a look at the file; `path` may be relative. Waits for the disk, but never for a download. */
[[nodiscard]] std::optional<std::string> placeholderCause(DiskThread&, const std::filesystem::path&, const CloudRules&);

} // namespace loophole::signal
