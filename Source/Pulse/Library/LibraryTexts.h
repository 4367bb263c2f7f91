#pragma once

#include "Messages/Library.h"
#include "Pulse/Sqlite/Database.h"

namespace loophole
{

/** Keeps the index of words in step with what the library says of files. Owns statements on the writing connection. */
class LibraryTexts
{
public:
    explicit LibraryTexts(Database&);

    /** Of a file that is new, or of which anything but its technical data has changed. */
    void index(LibraryFileId, bool isNew);

    /** Folders are indexed as they stand in their place, the place's own name included. */
    void remove(LibraryFileId);

private:
    Statement row;
    Statement words;
    Statement insert;
    Statement replace;
    Statement erase;
};

} // namespace loophole
