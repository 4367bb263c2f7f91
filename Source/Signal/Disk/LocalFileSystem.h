#pragma once

#include "Concurrency/ThreadTokens.h"

#include <filesystem>

namespace loophole::signal
{

/** Whether this machine alone holds and changes what lies there: no network, no file system of another program. False
    where that cannot be told. May wait for the disk. */
[[nodiscard]] bool isLocalFileSystem(DiskThread&, const std::filesystem::path&);

} // namespace loophole::signal
