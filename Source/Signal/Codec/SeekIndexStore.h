#pragma once

#include "Signal/Codec/MediaFile.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace loophole::signal
{

/**
    Owns the folder in which readers keep what took a walk through a whole file to find out, so that opening the file
    again is quick. An entry is named by the content (XXH3-128 of the file's size and its first and last 64 KiB) and
    holds the time of the file's last change: a changed file is walked through anew. Entries carry a version and a
    checksum; the folder is bounded, the least recently used go first. Any number of disk threads, and of processes,
    may use one folder at once; what cannot be kept is found out again.
*/
class SeekIndexStore
{
public:
    /** An hour of MP3 takes 140 KiB: some 450 hours. */
    static constexpr std::int64_t defaultCapacity = std::int64_t{64} << 20;

    explicit SeekIndexStore(std::filesystem::path folder, std::int64_t capacityBytes = defaultCapacity)
        : indexFolder(std::move(folder)), capacity(capacityBytes)
    {
    }

    /** What was kept for the medium at byte `from` of the file under this `kind` ("mp3 1": a format and its version).
     */
    [[nodiscard]] std::optional<std::string> find(DiskThread&, const MediaFile&, std::int64_t from,
                                                  std::string_view kind) const;

    void keep(DiskThread&, const MediaFile&, std::int64_t from, std::string_view kind, std::string_view content) const;

private:
    [[nodiscard]] std::optional<std::filesystem::path> pathOf(DiskThread&, const MediaFile&, std::int64_t from,
                                                              std::string_view kind) const;
    void makeRoom(const std::filesystem::path& newest) const;

    std::filesystem::path indexFolder;
    std::int64_t capacity;
};

} // namespace loophole::signal
