#include "Signal/Codec/SeekIndexStore.h"

#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <vector>

namespace loophole::signal
{
namespace
{

constexpr std::size_t edgeBytes = std::size_t{64} << 10;
constexpr std::uintmax_t largestEntry = std::uintmax_t{16} << 20;
constexpr const char* suffix = ".index";

/** Before the content, as it lies in the file. */
struct EntryHeader
{
    char magic[8] = {'L', 'H', 'I', 'N', 'D', 'E', 'X', '1'};
    std::int64_t modified = 0;  ///< of the medium
    std::uint64_t checksum = 0; ///< XXH3-64 of the content
};

void touch(const std::filesystem::path& path)
{
    std::error_code ignored;
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now(), ignored);
}

} // namespace

std::optional<std::filesystem::path> SeekIndexStore::pathOf(DiskThread& thread, const MediaFile& file,
                                                            std::int64_t from, std::string_view kind) const
{
    std::vector<std::byte> edges(2 * edgeBytes);
    const auto first = file.readAt(thread, from, std::span(edges).first(edgeBytes));
    const auto last = file.readAt(thread, std::max<std::int64_t>(0, file.size() - static_cast<std::int64_t>(edgeBytes)),
                                  std::span(edges).last(edgeBytes));
    if (!first || !last)
        return std::nullopt;
    const std::int64_t place[] = {file.size(), from};
    const auto seed = XXH3_64bits(kind.data(), kind.size()) ^ XXH3_64bits(place, sizeof place);
    const auto hash = XXH3_128bits_withSeed(edges.data(), edges.size(), seed);
    char name[33];
    std::snprintf(name, sizeof name, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return indexFolder / (std::string(name) + suffix);
}

std::optional<std::string> SeekIndexStore::find(DiskThread& thread, const MediaFile& file, std::int64_t from,
                                                std::string_view kind) const
{
    std::error_code error;
    const auto path = pathOf(thread, file, from, kind);
    const auto size = path ? std::filesystem::file_size(*path, error) : 0;
    if (error || size < sizeof(EntryHeader) || size > largestEntry)
        return std::nullopt;
    std::string content(static_cast<std::size_t>(size - sizeof(EntryHeader)), '\0');
    EntryHeader header;
    std::ifstream entry(*path, std::ios::binary);
    entry.read(reinterpret_cast<char*>(&header), sizeof header);
    entry.read(content.data(), static_cast<std::streamsize>(content.size()));
    const bool isWhole = entry && std::memcmp(header.magic, EntryHeader().magic, sizeof header.magic) == 0 &&
                         header.checksum == XXH3_64bits(content.data(), content.size());
    if (!isWhole || header.modified != file.modified())
        return std::nullopt;
    touch(*path);
    return content;
}

void SeekIndexStore::keep(DiskThread& thread, const MediaFile& file, std::int64_t from, std::string_view kind,
                          std::string_view content) const
{
    const auto path = pathOf(thread, file, from, kind);
    if (!path || content.size() + sizeof(EntryHeader) > largestEntry)
        return;
    std::error_code error;
    std::filesystem::create_directories(indexFolder, error);

    // Written beside and renamed, so that others see all of it or nothing; what a crash leaves half is told by its sum.
    static std::atomic<unsigned> counter{0};
    auto beside = *path;
    beside += "." + std::to_string(::getpid()) + "-" + std::to_string(counter.fetch_add(1)) + ".part";
    EntryHeader header;
    header.modified = file.modified();
    header.checksum = XXH3_64bits(content.data(), content.size());
    std::ofstream entry(beside, std::ios::binary);
    entry.write(reinterpret_cast<const char*>(&header), sizeof header);
    entry.write(content.data(), static_cast<std::streamsize>(content.size()));
    entry.close();
    if (entry)
        std::filesystem::rename(beside, *path, error);
    if (!entry || error)
        std::filesystem::remove(beside, error);
    else
        makeRoom(*path);
}

void SeekIndexStore::makeRoom(const std::filesystem::path& newest) const
{
    struct Entry
    {
        std::filesystem::path path;
        std::int64_t bytes;
        std::filesystem::file_time_type usedAt;
    };
    std::vector<Entry> entries;
    std::int64_t total = 0;
    std::error_code error;
    for (const auto& found : std::filesystem::directory_iterator(indexFolder, error))
    {
        entries.push_back(
            {found.path(), static_cast<std::int64_t>(found.file_size(error)), found.last_write_time(error)});
        total += error ? 0 : entries.back().bytes;
    }
    std::ranges::sort(entries, {}, &Entry::usedAt);
    for (const auto& entry : entries)
        if (total > capacity && entry.path != newest)
        {
            std::filesystem::remove(entry.path, error);
            total -= entry.bytes;
        }
}

} // namespace loophole::signal
