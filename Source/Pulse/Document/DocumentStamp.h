#pragma once

#include <cstdint>
#include <string_view>
#include <sys/stat.h>

namespace loophole
{

/** XXH3-128 of a text. */
struct TextHash
{
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    bool operator==(const TextHash&) const = default;
};

[[nodiscard]] TextHash hashOf(std::string_view text);

/** What a document was when it was read or written: by its file's looks, and by its content where they differ. */
struct DocumentStamp
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t changedNs = 0; ///< of the content, in nanoseconds since 1970
    TextHash content;

    /** Whether the file looks as it did, so that its content need not be read again. */
    [[nodiscard]] bool looksLike(const struct stat&) const;
};

[[nodiscard]] DocumentStamp stampOf(const struct stat&, std::string_view text);

} // namespace loophole
