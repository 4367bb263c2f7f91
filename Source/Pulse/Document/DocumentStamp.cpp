#include "Pulse/Document/DocumentStamp.h"

#include <xxhash.h>

namespace loophole
{
namespace
{

std::int64_t changeTime(const struct stat& status)
{
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

} // namespace

TextHash hashOf(std::string_view text)
{
    const auto hash = XXH3_128bits(text.data(), text.size());
    return {hash.low64, hash.high64};
}

bool DocumentStamp::looksLike(const struct stat& status) const
{
    return device == status.st_dev && inode == status.st_ino && size == status.st_size &&
           changedNs == changeTime(status);
}

DocumentStamp stampOf(const struct stat& status, std::string_view text)
{
    return {status.st_dev, status.st_ino, status.st_size, changeTime(status), hashOf(text)};
}

} // namespace loophole
