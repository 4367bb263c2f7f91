#pragma once

#include "App/Engine/Folders.h"
#include "Core/Outcome.h"
#include "Model/Session.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace loophole
{

/** A session as it is now, edits and all, mixed into a file. */
struct MixOrder
{
    SessionPointer session;
    std::filesystem::path folder; ///< that relative paths of media start from
    FrameRange range{};           ///< empty: from 0 to the end of the last clip
    std::filesystem::path file;   ///< a WAV file; appears only when it is whole
    std::string bits = "24";      ///< "16", "24", "32" or "32f"
};

struct MixedFile
{
    double seconds = 0;   ///< of sound
    double xRealtime = 0; ///< of the mixing
    std::uint64_t missingFrames = 0;
    std::vector<std::filesystem::path> missingAssets; ///< silent in the mix
};

/** Mixes on the calling thread, which waits for disks. `progress` is told 0 … 1 now and then; once `cancelled` is true
    the Failure says so and nothing is left of the file. */
[[nodiscard]] Outcome<MixedFile> exportMix(const MixOrder&, const Folders&, std::size_t budgetBytes,
                                           const std::atomic<bool>& cancelled,
                                           const std::function<void(double)>& progress);

} // namespace loophole
