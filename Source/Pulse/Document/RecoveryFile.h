#pragma once

#include "Core/Outcome.h"
#include "Model/Session.h"
#include "Pulse/Document/RecoveryLayout.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace loophole
{

/** What was kept of a session: its whole text as the document would have it. */
struct KeptSession
{
    RecoveryFacts facts;
    std::string text;
};

/**
    The recovery data of one session in an SQLite database of its own (WAL, every commit flushed to the disk). It holds
    the session's text in the pieces that sessions share, each with its hash, so that an edit writes what it changed and
    the database always has the whole session as of one commit. The connection keeps the file locked for as long as it
    lives: what can be opened belongs to nobody that is alive. Used by one document thread at a time; waits for the
   disk.
*/
class RecoveryFile
{
public:
    /** A new one. */
    [[nodiscard]] static Outcome<RecoveryFile> create(const std::filesystem::path&);

    /** In one transaction; after a Failure the file has what the last success gave it, and this may be tried again. */
    [[nodiscard]] Outcome<void> keep(const Session&, const RecoveryFacts&);

    /** Closes and removes it. */
    void remove() &&;

    [[nodiscard]] const std::filesystem::path& path() const { return place; }

    enum class State
    {
        sound,
        inUse, ///< another process or connection has it open
        empty, ///< nothing was ever kept in it
        damaged,
        unreadable ///< the system does not let us look
    };
    struct Found
    {
        State state = State::damaged;
        std::string why; ///< unless sound
        KeptSession kept;
    };
    /** Reads and verifies everything in a file that nobody has open. */
    [[nodiscard]] static Found read(const std::filesystem::path&);

    /** The file with its companions away, or under another name with `ending` behind it. */
    static void removeAt(const std::filesystem::path&);
    static std::filesystem::path setAside(const std::filesystem::path&);

private:
    using PieceName = std::pair<const void*, int>;
    struct Piece
    {
        std::shared_ptr<const void> source; ///< held so that its address stays its name
        std::int64_t row = 0;
        TextHash hash;
    };
    struct Commit;

    void rollBack();

    RecoveryFile(std::filesystem::path, std::unique_ptr<Database>);

    std::filesystem::path place;
    std::unique_ptr<Database> database;
    std::map<PieceName, Piece> pieces; ///< that the last commit has
    std::int64_t lastRow = 0;
    std::vector<std::int64_t> loose; ///< rows of pieces without a name, of the last commit
};

} // namespace loophole
