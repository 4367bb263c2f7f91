#pragma once

#include "Messages/Library.h"
#include "Pulse/Library/LibraryTexts.h"

#include <unordered_map>

namespace loophole
{

/**
    The files of the library as scans find them. Writes nothing that the user has said of a file, and forgets none that
    the user has said something of. Owns statements on the writing connection.
*/
class LibraryFiles
{
public:
    enum class State
    {
        toBeOpened,
        opened,
        gone
    };
    struct Known
    {
        LibraryFileId file = 0;
        ChangeStamp stamp;
        State state = State::toBeOpened;
    };

    LibraryFiles(Database&, LibraryTexts&);

    /** By their names, which are bytes. */
    [[nodiscard]] std::unordered_map<std::string, Known> of(std::int64_t folder);

    /** What was found out about a file; a new one where `known` is 0. */
    void store(std::int64_t folder, const std::string& name, LibraryFileId known, const MediaProbed&, std::int64_t now);

    /** The file is not in its folder any more, or is there again as it was. */
    void setGone(LibraryFileId);
    void setBack(LibraryFileId);
    /** Of all files of the folder and those below it; how many there were. */
    std::int64_t setGoneBelow(std::int64_t folder);

    /**
        Of files that are gone and of which the user has said something, hands that on to the file that has the same
        size, time and print and of which nothing was said yet: it was moved. How many were.
    */
    [[nodiscard]] std::int64_t matchMoved();

    /** The first file lies where the second does and keeps its own number; the second's is forgotten. */
    void handOn(LibraryFileId from, LibraryFileId to);

    /** Forgets files of the place that are gone and of which nothing was said. */
    void forgetGone(std::int64_t place);

private:
    void storeTags(LibraryFileId, const std::map<std::string, std::string>&);

    Database& database;
    LibraryTexts& texts;
    Statement list;
    Statement insert;
    Statement update;
    Statement dropTags;
    Statement unsetTags;
    Statement addTag;
    Statement setState;
};

/** SQL: the user has said something of file `f`. */
inline constexpr const char* isTouched = "(f.favourite OR f.rating OR f.collections OR f.used OR "
                                         "EXISTS (SELECT 1 FROM labels l WHERE l.file = f.id) OR "
                                         "EXISTS (SELECT 1 FROM tags t WHERE t.file = f.id AND t.own IS NOT NULL))";

/** Reads key and tempo of a file out of its tags, the user's before the scanned ones. */
void refreshMusic(Database&, LibraryFileId);

} // namespace loophole
