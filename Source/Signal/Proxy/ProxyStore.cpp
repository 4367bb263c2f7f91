#include "Signal/Proxy/ProxyStore.h"

#include "Signal/Codec/SystemError.h"
#include "Signal/Render/WholeFile.h"

#include <cstdio>
#include <xxhash.h>

namespace loophole::signal
{
namespace
{

constexpr auto recordSuffix = ".record";
constexpr auto linkSuffix = ".original";

/** As media are named, so that each can be opened and heard as it is. */
constexpr const char* suffixOf(ProxyQuality quality)
{
    return quality == ProxyQuality::draft ? ".wav" : ".opus";
}

std::string recordSuffixOf(ProxyQuality quality)
{
    return std::string(suffixOf(quality)) + recordSuffix;
}

std::optional<ProxyRecord> readRecord(DiskThread& thread, const std::filesystem::path& path)
{
    const auto file = MediaFile::open(thread, path);
    if (!file || file.value()->size() != sizeof(ProxyRecord))
        return std::nullopt;
    std::array<std::byte, sizeof(ProxyRecord)> bytes{};
    const auto count = file.value()->readAt(thread, 0, bytes);
    return count && count.value() == bytes.size() ? ProxyRecord::parse(bytes) : std::nullopt;
}

Outcome<void> writeRecord(DiskThread& thread, const std::filesystem::path& path, const ProxyRecord& record)
{
    auto file = WholeFile::create(thread, path);
    if (!file)
        return file.failure();
    const auto whole = record.sealed();
    if (auto written = file.value()->writeAt(thread, 0, std::as_bytes(std::span(&whole, 1))); !written)
        return written;
    return file.value()->commit(thread);
}

} // namespace

ProxyStore::ProxyStore(std::filesystem::path folder, std::int64_t capacityBytes)
    : cache(std::move(folder), {suffixOf(ProxyQuality::draft), suffixOf(ProxyQuality::opus)}, capacityBytes)
{
}

Outcome<std::filesystem::path> ProxyStore::placeFor(DiskThread&, const MediaFingerprint& medium,
                                                    ProxyQuality quality) const
{
    std::error_code error;
    std::filesystem::create_directories(cache.path(), error);
    if (error)
        return Failure{cache.path().string(), "cannot be made: " + systemErrorText(error.value())};
    return cache.pathOf(medium, suffixOf(quality));
}

Outcome<StoredProxy> ProxyStore::keep(DiskThread& thread, const std::filesystem::path& original,
                                      const ProxyRecord& record) const
{
    const auto quality = static_cast<ProxyQuality>(record.quality);
    const StoredProxy proxy{cache.pathOf(record.fingerprint(), suffixOf(quality)), record};
    const auto recordPath = cache.pathOf(record.fingerprint(), recordSuffixOf(quality));
    if (auto written = writeRecord(thread, recordPath, record); !written)
        return written.failure();
    remember(thread, original, proxy);
    makeRoom(thread, proxy.file);
    return proxy;
}

std::optional<StoredProxy> ProxyStore::find(DiskThread& thread, const MediaFingerprint& medium,
                                            ProxyQuality quality) const
{
    const auto record = readRecord(thread, cache.pathOf(medium, recordSuffixOf(quality)));
    // The name says which content it is; a record that says otherwise was put there by hand.
    if (record && record->fingerprint() == medium && static_cast<ProxyQuality>(record->quality) == quality)
        return open(thread, *record);
    return std::nullopt;
}

std::optional<StoredProxy> ProxyStore::findByPath(DiskThread& thread, const std::filesystem::path& original) const
{
    for (const auto quality : {ProxyQuality::draft, ProxyQuality::opus})
        if (const auto record = readRecord(thread, linkOf(original, quality)))
            if (auto proxy = open(thread, *record))
                return proxy;
    return std::nullopt;
}

std::optional<StoredProxy> ProxyStore::open(DiskThread& thread, const ProxyRecord& record) const
{
    const auto quality = static_cast<ProxyQuality>(record.quality);
    StoredProxy proxy{cache.pathOf(record.fingerprint(), suffixOf(quality)), record};
    const auto file = MediaFile::open(thread, proxy.file);
    if (!file)
        return std::nullopt;
    const auto found = fingerprintOf(thread, *file.value());
    if (file.value()->size() != record.proxyBytes || !found || found.value().content != record.proxyContent)
    {
        remove(record.fingerprint(), quality);
        return std::nullopt;
    }
    CacheFolder::markUsed(thread, proxy.file);
    return proxy;
}

void ProxyStore::remember(DiskThread&, const std::filesystem::path& original, const StoredProxy& proxy) const
{
    // Linked under a name of its own first: a rename takes the place of what the path led to before.
    const auto link = linkOf(original, proxy.quality());
    const auto fresh = std::filesystem::path(link.native() + CacheFolder::unfinishedSuffix);
    std::error_code ignored;
    std::filesystem::remove(fresh, ignored);
    std::filesystem::create_hard_link(cache.pathOf(proxy.record.fingerprint(), recordSuffixOf(proxy.quality())), fresh,
                                      ignored);
    std::filesystem::rename(fresh, link, ignored);
    std::filesystem::remove(fresh, ignored); // renaming one name of a file to another of it leaves both
}

bool ProxyStore::isEmpty(DiskThread& thread) const
{
    return cache.files(thread).empty();
}

std::filesystem::path ProxyStore::linkOf(const std::filesystem::path& original, ProxyQuality quality) const
{
    std::error_code error;
    const auto absolute = std::filesystem::absolute(original, error).lexically_normal().native();
    const auto hash = XXH3_128bits(absolute.data(), absolute.size());
    char name[33];
    std::snprintf(name, sizeof name, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return cache.path() / (name + std::string(suffixOf(quality)) + linkSuffix);
}

void ProxyStore::remove(const MediaFingerprint& medium, ProxyQuality quality) const
{
    std::error_code ignored;
    std::filesystem::remove(cache.pathOf(medium, recordSuffixOf(quality)), ignored);
    std::filesystem::remove(cache.pathOf(medium, suffixOf(quality)), ignored);
}

void ProxyStore::clear(DiskThread& thread) const
{
    cache.clear(thread);
    removeOrphans(thread);
}

void ProxyStore::makeRoom(DiskThread& thread, const std::filesystem::path& newest) const
{
    cache.makeRoom(thread, newest);
    removeOrphans(thread);
}

/** Records of proxies that had to go follow them, and then the names by path that led to those. */
void ProxyStore::removeOrphans(DiskThread&) const
{
    std::error_code error;
    std::error_code ignored;
    for (const std::string_view suffix : {recordSuffix, linkSuffix})
        for (std::filesystem::directory_iterator entry(cache.path(), error), end; !error && entry != end;
             entry.increment(error))
        {
            const auto& path = entry->path();
            if (path.extension() != suffix)
                continue;
            const auto isOrphan = suffix == recordSuffix
                                      ? !std::filesystem::exists(path.parent_path() / path.stem(), ignored)
                                      : std::filesystem::hard_link_count(path, ignored) == 1;
            if (isOrphan)
                std::filesystem::remove(path, ignored);
        }
}

} // namespace loophole::signal
