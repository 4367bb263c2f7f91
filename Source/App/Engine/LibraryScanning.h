#pragma once

#include "Messages/Library.h"

#include <functional>

namespace loophole
{

/** How far a scan is; false ends it before its time. */
using OnLibraryProgress = std::function<bool(const LibraryScanProgress&)>;

/**
    Scans places into the library's file without the rest of the program, for commands: Signal's side of the scan and
   the library take turns on the thread that calls, and a disk pool of its own does what may wait. `indexFolder` as for
    openMediaKeepingIndexes(). Returns when all places are done or offline; threads that hang are left behind.
*/
[[nodiscard]] LibraryScanProgress scanIntoLibrary(const std::filesystem::path& library,
                                                  const std::filesystem::path& indexFolder, const ScanLibrary&,
                                                  const OnLibraryProgress&);

} // namespace loophole
