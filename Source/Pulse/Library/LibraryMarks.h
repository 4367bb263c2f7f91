#pragma once

#include "Pulse/Library/LibraryTexts.h"

namespace loophole
{

/** What the user says of files: favourites, ratings, collections, labels, tags of their own, uses and saved searches.
 */
class LibraryMarks
{
public:
    LibraryMarks(Database&, LibraryTexts&);

    void apply(const MarkLibraryFiles&);
    void apply(const LabelLibraryFiles&);
    void apply(const SetLibraryTag&);
    void apply(const SaveLibrarySearch&);
    /** A file that is not in the library is none of its recents. */
    void apply(const NoteLibraryUse&, std::int64_t now);

private:
    Database& database;
    LibraryTexts& texts;
};

} // namespace loophole
