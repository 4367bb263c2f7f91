#pragma once

#include <string>
#include <vector>

namespace loophole::signal
{

/** Whether this build reads a family of formats, and through what. */
struct CodecSupport
{
    std::string formats; ///< as one says them: "WAV, BWF, RF64"
    std::string library; ///< with its version; empty where it is our own code
    bool isAvailable = true;
};

/** Every family of formats that openMedia knows, for diagnostics. Pure. */
[[nodiscard]] std::vector<CodecSupport> codecSupport();

} // namespace loophole::signal
