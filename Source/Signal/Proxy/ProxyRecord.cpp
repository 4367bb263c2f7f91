#include "Signal/Proxy/ProxyRecord.h"

#include "Core/Limits.h"

#include <cstddef>
#include <cstring>
#include <xxhash.h>

namespace loophole::signal
{
namespace
{

std::uint64_t checksumOf(const ProxyRecord& record)
{
    return XXH3_64bits(&record, offsetof(ProxyRecord, checksum));
}

bool isPossible(const SoundShape& shape)
{
    return shape.sampleRate >= 1 && shape.sampleRate <= limits::highestSampleRate && shape.channels >= 1 &&
           shape.channels <= limits::maxChannels && shape.length >= 0;
}

} // namespace

ProxyRecord ProxyRecord::sealed() const
{
    auto record = *this;
    record.checksum = checksumOf(record);
    return record;
}

std::optional<ProxyRecord> ProxyRecord::parse(std::span<const std::byte> bytes)
{
    ProxyRecord record;
    if (bytes.size() != sizeof record)
        return std::nullopt;
    std::memcpy(&record, bytes.data(), sizeof record);
    const bool isWhole = record.magic == magicBytes && record.version == currentVersion && record.quality <= 1 &&
                         record.checksum == checksumOf(record);
    return isWhole && isPossible(record.original) && isPossible(record.proxy) ? std::optional(record) : std::nullopt;
}

} // namespace loophole::signal
