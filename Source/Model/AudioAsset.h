#pragma once

#include "Core/Frames.h"
#include "Core/Ids.h"
#include "Core/SampleRate.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
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

[[nodiscard]] const char* toString(OfflineStatus);
[[nodiscard]] const char* toString(ProxyStatus);

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

/** An asset as the program knows it. */
struct AudioAsset
{
    AssetId assetId;
    std::filesystem::path path; ///< absolute
    AssetType type = AssetType::sample;
    OfflineStatus offlineStatus = OfflineStatus::pending; ///< pending until it has been opened once
    ProxyStatus proxyStatus = ProxyStatus::none;
    MediaFacts facts;
    std::optional<std::string> hash; ///< hex XXH3-128 of the content
    std::string cause;               ///< why it is not present, in words
    bool preferStream = false;       ///< was decoded so slowly once that idle memory is not filled with it

    bool operator==(const AudioAsset&) const = default;
};

} // namespace loophole
