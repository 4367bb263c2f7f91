#pragma once

#include "Core/Outcome.h"
#include "Model/AudioAsset.h"
#include "Signal/Peaks/MediaFingerprint.h"

#include <array>
#include <optional>
#include <span>

namespace loophole::signal
{

/** Rate, width and length, by which two media of one sound fit together. */
struct SoundShape
{
    std::int32_t sampleRate = 0;
    std::int32_t channels = 0;
    std::int64_t length = 0; ///< frames

    bool operator==(const SoundShape&) const = default;
};

/**
    What is remembered of a proxy beside it, as it lies on the disk (little-endian): which medium it was made from, and
    by what a damaged proxy is told. A value.
*/
struct ProxyRecord
{
    static constexpr std::array<char, 8> magicBytes{'\x89', 'L', 'H', 'X', '\r', '\n', '\x1a', '\n'};
    static constexpr std::uint32_t currentVersion = 1;

    std::array<char, 8> magic = magicBytes;
    std::uint32_t version = currentVersion;
    std::uint32_t quality = 0; ///< ProxyQuality
    ContentKey originalContent;
    std::int64_t originalModified = 0; ///< nanoseconds since 1970
    std::int64_t originalBytes = 0;
    SoundShape original;
    ContentKey proxyContent;
    std::int64_t proxyBytes = 0;
    SoundShape proxy;
    std::uint64_t checksum = 0; ///< XXH3-64 of all before it

    [[nodiscard]] MediaFingerprint fingerprint() const { return {originalContent, originalModified}; }

    /** With its checksum. */
    [[nodiscard]] ProxyRecord sealed() const;

    /** Nothing for what is no record, or a damaged one. */
    [[nodiscard]] static std::optional<ProxyRecord> parse(std::span<const std::byte> bytes);
};
static_assert(sizeof(ProxyRecord) == 112 && std::is_trivially_copyable_v<ProxyRecord>, "records are read as they lie");

} // namespace loophole::signal
