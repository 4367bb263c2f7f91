#pragma once

#include "Pulse/Library/LibraryReading.h"
#include "Pulse/Library/LibrarySearch.h"

namespace loophole
{

/** What a search asks of the file again and again. Owns statements on its connection. */
struct LibrarySearch::Reading
{
    explicit Reading(Database& database)
        : hits(database),
          rankOf(database, "SELECT label, favourite, rating FROM files WHERE id = ?"),
          version(database, "PRAGMA data_version")
    {
    }
    LibraryReading hits;
    Statement rankOf;
    Statement version;
};

} // namespace loophole
