#pragma once

#include "Model/AudioAsset.h"

#include <optional>

namespace loophole::signal
{

/** What the blocks of an asset are read from. */
enum class BlockSource : std::uint8_t
{
    original,
    proxy,
    silence ///< neither can be had
};

/** Why it is read from there. */
enum class SourceReason : std::uint8_t
{
    ordinary,    ///< nothing speaks against the original
    wished,      ///< the user asked for drafts
    unavailable, ///< the original is not there
    late,        ///< reading the original does not keep up with hearing it
    load         ///< its device is about to be asked for more than it delivers
};

/** All that the choice depends on. */
struct SourceQuestion
{
    AssetType type = AssetType::sample;
    OfflineStatus original = OfflineStatus::present;
    bool hasProxy = false;
    PlaybackResolution resolution = PlaybackResolution::full; ///< of the session
    std::optional<PlaybackResolution> wish;                   ///< for this asset, in place of the session's
    bool isLate = false;                                      ///< the original was asked for long ago and is needed now
    bool canWait = false;                                     ///< nobody listens: a rendering waits for originals
    double neededBytesPerSecond = 0;                          ///< of the original's device, by all that plays from it
    double deliveredBytesPerSecond = 0;                       ///< by that device; 0: not known
    bool readsProxy = false; ///< so far, as load must fall well below before it changes
};

struct SourceChoice
{
    BlockSource source = BlockSource::silence;
    SourceReason reason = SourceReason::ordinary;

    bool operator==(const SourceChoice&) const = default;
};

/** Automatic resolution takes proxies from this share of what a device delivers on … */
inline constexpr double loadBeginsAt = 0.8;
/** … and originals again below this one. */
inline constexpr double loadEndsBelow = 0.6;

/**
    Which source it is. Samples, stems, recordings and renders may be heard from their proxies; a proxy or a transient
    asset has none to fall back on and is silent while its file cannot be had.
*/
[[nodiscard]] SourceChoice chooseSource(const SourceQuestion&);

} // namespace loophole::signal
