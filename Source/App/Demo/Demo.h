#pragma once

#include "Core/Outcome.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace loophole
{

struct WrittenDemo
{
    std::filesystem::path session;            ///< Demo.loophole
    std::vector<std::filesystem::path> files; ///< every medium, then the session
};

/** Told how much is done, 0 … 1. */
using DemoProgress = std::function<void(double)>;

/**
    Synthesises the demo session into a folder, which is made if need be: three and a half minutes of music at 100 bpm
    in A minor, on more than twelve tracks, its media in every format that we write, mono and stereo, at 44.1 and
    48 kHz. The samples are the same at every run. Each file appears only when it is whole; one of the same name is
    replaced. Takes some seconds and calls the file system: for a thread that may wait.
*/
[[nodiscard]] Outcome<WrittenDemo> writeDemo(const std::filesystem::path& folder, const DemoProgress& = {});

} // namespace loophole
