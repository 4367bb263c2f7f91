#pragma once

#include "Signal/Codec/Interleaving.h"

#include <string>
#include <vector>

namespace loophole
{

/** What --bits may be. */
inline const std::vector<std::string> bitChoices{"16", "24", "32", "32f"};

[[nodiscard]] inline signal::SampleEncoding encodingOf(const std::string& bits)
{
    if (bits == "16")
        return signal::SampleEncoding::int16Little;
    if (bits == "24")
        return signal::SampleEncoding::int24Little;
    return bits == "32" ? signal::SampleEncoding::int32Little : signal::SampleEncoding::float32Little;
}

} // namespace loophole
