#pragma once

#include "Pulse/Sqlite/Database.h"

namespace loophole
{

/**
    Brings the library's file to the newest version, one step of its history at a time, each whole or not at all. Throws
    DatabaseError; a file that a newer Loophole has written is refused and left as it is.
*/
void migrateLibrary(Database&);

/** The version that this program writes. */
[[nodiscard]] int newestLibraryVersion();

} // namespace loophole
