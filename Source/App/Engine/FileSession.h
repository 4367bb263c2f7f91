#pragma once

#include "Core/Outcome.h"
#include "Model/Session.h"
#include "Signal/Cloud/CloudRules.h"

#include <filesystem>
#include <vector>

namespace loophole
{

/** Whether a file is a session document rather than a medium: by its name, or because it begins as JSON does. */
[[nodiscard]] bool isSessionDocument(const std::filesystem::path&);

/**
    A session at the rate of the first file with all files one after the other on one track. Waits for the disk, but
    not for one that hangs. Fails with the first file that cannot be opened.
*/
[[nodiscard]] Outcome<SessionPointer> sessionOfFiles(const std::vector<std::filesystem::path>&,
                                                     const signal::CloudRules&);

} // namespace loophole
