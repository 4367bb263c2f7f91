#pragma once

#include "Messages/Library.h"
#include "Pulse/Sqlite/Database.h"

namespace loophole
{

/** What the library's file says of single files, and of all of them. Owns prepared statements on a connection. */
class LibraryReading
{
public:
    explicit LibraryReading(Database&);

    /** None where there is no such file any more. */
    [[nodiscard]] std::optional<LibraryHit> read(LibraryFileId);

    [[nodiscard]] LibraryOverview overview();

private:
    Database& database;
    Statement file;
    Statement tags;
    Statement labels;
};

} // namespace loophole
