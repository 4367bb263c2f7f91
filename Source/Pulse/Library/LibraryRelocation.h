#pragma once

#include "Core/Outcome.h"
#include "Pulse/Library/LibraryFiles.h"
#include "Pulse/Library/LibraryPlaces.h"

namespace loophole
{

/**
    What the user has said of `file` is said of the one at `to`, which takes its number; of what was said of both, more
    is kept: the higher rating, every label. The folder is to be scanned then, for the content is another one. A Failure
    where the library has no file there.
*/
[[nodiscard]] Outcome<void> relocateFile(Database&, LibraryFiles&, LibraryFileId file, const std::filesystem::path& to);

/** The place with all that is known of it lies at `to` from now on; where that is to be scanned. A Failure where there
    is no such place, or `to` lies in or around another. */
[[nodiscard]] Outcome<LibraryPlaces::Root> relocatePlace(Database&, LibraryTexts&, const std::filesystem::path& from,
                                                         const std::filesystem::path& to);

} // namespace loophole
