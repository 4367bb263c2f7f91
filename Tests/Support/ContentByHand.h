#pragma once

#include "Model/MediaRecord.h"

#include <algorithm>
#include <string>
#include <xxhash.h>

namespace loophole::testing
{

/** XXH3-128 of the bytes, as documents spell it. */
[[nodiscard]] inline ContentKey keyOf(const std::string& bytes)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    ContentKey key;
    std::ranges::copy(canonical.digest, key.bytes.begin());
    return key;
}

/** What a file of these bytes is known by; its quick print sees only the size and the first byte. */
[[nodiscard]] inline MediaContent contentOf(const std::string& bytes)
{
    MediaContent content;
    content.bytes = static_cast<std::int64_t>(bytes.size());
    content.modified = 1;
    content.quickPrint = keyOf(std::to_string(bytes.size()) + bytes.substr(0, 1));
    content.hash = keyOf(bytes);
    return content;
}

} // namespace loophole::testing
