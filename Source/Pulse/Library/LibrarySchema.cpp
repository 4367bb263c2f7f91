#include "Pulse/Library/LibrarySchema.h"

#include <array>

namespace loophole
{
namespace
{

/**
    Paths and names are blobs, for they are bytes; `label` is a name as text. What the user has said of a file stands in
    columns and tables that a scan never writes. `state`: 0 to be opened, 1 opened, 2 gone. Times are in seconds, stamps
    of files in nanoseconds.
*/
constexpr const char* version1 = R"(
CREATE TABLE places(
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE,
    state INTEGER NOT NULL DEFAULT 0, cause TEXT NOT NULL DEFAULT '', scanned INTEGER NOT NULL DEFAULT 0);
CREATE TABLE folders(
    id INTEGER PRIMARY KEY, place INTEGER NOT NULL REFERENCES places ON DELETE CASCADE,
    parent INTEGER REFERENCES folders ON DELETE CASCADE, path BLOB NOT NULL UNIQUE,
    isMount INTEGER NOT NULL DEFAULT 0, isAway INTEGER NOT NULL DEFAULT 0, cause TEXT NOT NULL DEFAULT '');
CREATE INDEX foldersOfFolder ON folders(parent);
CREATE INDEX foldersOfPlace ON folders(place);
CREATE TABLE files(
    id INTEGER PRIMARY KEY AUTOINCREMENT, folder INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    name BLOB NOT NULL, label TEXT NOT NULL COLLATE NOCASE, extension TEXT NOT NULL,
    bytes INTEGER NOT NULL, modified INTEGER NOT NULL, print BLOB, state INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '', warning TEXT NOT NULL DEFAULT '',
    format TEXT, codec TEXT, rate INTEGER, channels INTEGER, bits INTEGER, frames INTEGER, seconds REAL,
    timeReference INTEGER, key TEXT, tempo REAL, added INTEGER NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0, rating INTEGER NOT NULL DEFAULT 0, collections INTEGER NOT NULL DEFAULT 0,
    used INTEGER NOT NULL DEFAULT 0,
    UNIQUE(folder, name));
CREATE INDEX filesByLabel ON files(label);
CREATE INDEX filesBySeconds ON files(seconds);
CREATE INDEX filesByModified ON files(modified);
CREATE INDEX filesByPrint ON files(print);
CREATE INDEX filesGone ON files(folder) WHERE state = 2;
CREATE INDEX filesByUse ON files(used) WHERE used > 0;
CREATE TABLE tags(
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, key TEXT NOT NULL, scanned TEXT, own TEXT,
    PRIMARY KEY(file, key)) WITHOUT ROWID;
CREATE TABLE labels(
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, label TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY(file, label)) WITHOUT ROWID;
CREATE INDEX filesOfLabel ON labels(label);
CREATE TABLE searches(name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE texts USING fts5(
    name, folder, tags, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5', detail = 'full');
)";

constexpr std::array migrations{version1};

} // namespace

int newestLibraryVersion()
{
    return static_cast<int>(migrations.size());
}

void migrateLibrary(Database& database)
{
    // Another program may be at it as well: whoever comes second finds it done.
    database.run("BEGIN IMMEDIATE");
    try
    {
        const auto version = database.number("PRAGMA user_version");
        if (version > newestLibraryVersion())
            throw DatabaseError(0, "was written by a newer Loophole (version " + std::to_string(version) +
                                       ", this one knows " + std::to_string(newestLibraryVersion()) + ")");
        for (auto done = version; done < newestLibraryVersion(); ++done)
        {
            database.run(migrations[static_cast<std::size_t>(done)]);
            database.run(("PRAGMA user_version = " + std::to_string(done + 1)).c_str());
        }
        database.run("COMMIT");
    }
    catch (...)
    {
        database.run("ROLLBACK");
        throw;
    }
}

} // namespace loophole
