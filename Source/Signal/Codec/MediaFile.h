#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Clock.h"
#include "Core/Outcome.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace loophole::signal
{

/**
    Owns the read-only descriptor of one media file on behalf of the readers that share it. Immutable once open, so
    any number of disk threads may read at once. Never mapped: a drive that vanishes is an error, not a signal.
*/
class MediaFile
{
public:
    /** Only regular files are opened; a folder, pipe, socket or device is refused without waiting for it. */
    [[nodiscard]] static Outcome<std::shared_ptr<const MediaFile>> open(DiskThread&, const std::filesystem::path&);

    ~MediaFile();
    MediaFile(const MediaFile&) = delete;
    MediaFile& operator=(const MediaFile&) = delete;

    /** As it was given to open(). */
    [[nodiscard]] const std::filesystem::path& path() const { return givenPath; }

    /** In bytes, when it was opened. */
    [[nodiscard]] std::int64_t size() const { return byteCount; }

    /** Time of the last change in nanoseconds since 1970, when it was opened. */
    [[nodiscard]] std::int64_t modified() const { return modifiedAt; }

    /** The number of bytes read from `offset` on: fewer than asked only where the file ends, 0 past its end. */
    [[nodiscard]] Outcome<std::size_t> readAt(DiskThread&, std::int64_t offset, std::span<std::byte> bytes) const;

    /** How long this thread has waited in readAt() of any file since it began. */
    [[nodiscard]] static Instant timeWaited(DiskThread&);

    /** A Failure that names this file. */
    [[nodiscard]] Failure failure(std::string why) const { return {givenPath.string(), std::move(why)}; }

private:
    MediaFile(std::filesystem::path path, int descriptor, std::int64_t size, std::int64_t modified)
        : givenPath(std::move(path)), descriptor(descriptor), byteCount(size), modifiedAt(modified)
    {
    }

    std::filesystem::path givenPath;
    int descriptor;
    std::int64_t byteCount;
    std::int64_t modifiedAt;
};

} // namespace loophole::signal
