#include "Signal/Scan/QuickPrint.h"

#include <algorithm>
#include <array>
#include <xxhash.h>

namespace loophole::signal
{
namespace
{

constexpr std::size_t sampleBytes = 4096; // a page: less costs as much to read

} // namespace

Outcome<ContentKey> quickPrintOf(DiskThread& thread, const MediaFile& file)
{
    const auto size = file.size();
    const auto last = std::max<std::int64_t>(0, size - static_cast<std::int64_t>(sampleBytes));
    std::array<std::byte, sizeof size + 3 * sampleBytes> hashed{};
    std::copy_n(reinterpret_cast<const std::byte*>(&size), sizeof size, hashed.begin());
    auto room = std::span(hashed).subspan(sizeof size);
    for (const auto offset : {std::int64_t{0}, last / 2, last})
    {
        const auto read = file.readAt(thread, offset, room.first(sampleBytes));
        if (!read)
            return read.failure();
        room = room.subspan(sampleBytes);
    }
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(hashed.data(), hashed.size()));
    ContentKey print;
    std::ranges::copy(canonical.digest, print.bytes.begin());
    return print;
}

} // namespace loophole::signal
