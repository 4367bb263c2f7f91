#pragma once

#include "Core/Frames.h"
#include "Core/Ids.h"
#include "Core/SampleRate.h"
#include "Model/MediaRecord.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace loophole
{

enum class AssetType
{
    sample,
    stem,
    recording,
    render,
    proxy,
    transient
};

/** Where the medium is: accessible, not found, a placeholder to be downloaded, or being downloaded. */
enum class OfflineStatus
{
    present,
    missing,
    cloud,
    pending
};

enum class ProxyStatus
{
    none,
    queued,
    building,
    ready,
    failed,
    stale
};

/** draft: half the rate, 16-bit PCM, cheap to read and decode; opus: 128 kb/s, the smallest. */
enum class ProxyQuality
{
    draft,
    opus
};

/** What is heard where there is a choice; automatic: the originals for as long as their disks keep up. */
enum class PlaybackResolution
{
    full,
    draft,
    automatic
};

[[nodiscard]] const char* toString(OfflineStatus);
[[nodiscard]] const char* toString(ProxyStatus);
[[nodiscard]] const char* toString(ProxyQuality);

/** What a file was found to be when it was opened. Everything is zero or empty where no file could be opened. */
struct MediaFacts
{
    std::string format;
    std::string codec;
    SampleRate sampleRate;
    int channels = 0;
    int bitDepth = 0;
    FrameCount length; ///< frames at the file's own rate
    std::int64_t timeReference = 0;
    std::map<std::string, std::string> tags;
    std::string warning;

    bool operator==(const MediaFacts&) const = default;
};

/** A smaller stand-in for the medium of an asset, made from it and kept in the cache folder. */
struct ProxyAsset
{
    AssetId parentAssetId;
    ProxyQuality quality = ProxyQuality::draft;
    std::filesystem::path path; ///< absolute

    bool operator==(const ProxyAsset&) const = default;
};

/** An asset as the program knows it. */
struct AudioAsset
{
    AssetId assetId;
    std::filesystem::path path; ///< absolute
    AssetType type = AssetType::sample;
    OfflineStatus offlineStatus = OfflineStatus::pending; ///< pending until it has been opened once
    ProxyStatus proxyStatus = ProxyStatus::none;
    MediaFacts facts;
    MediaContent content;       ///< with the hash, once it is known
    std::string cause;          ///< why it is not present, in words
    bool preferStream = false;  ///< was decoded so slowly once that idle memory is not filled with it
    std::uint32_t revision = 0; ///< counts the contents that the file was found to have had before this one

    bool operator==(const AudioAsset&) const = default;
};

} // namespace loophole
