#include "Pulse/Document/RecoveryFile.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionWriter.h"

#include <cstring>
#include <optional>

namespace loophole
{
namespace
{

std::filesystem::path companion(const std::filesystem::path& path, const char* ending)
{
    return path.native() + ending;
}

constexpr const char* companions[] = {"", "-wal", "-shm", "-journal"};

Failure failureOf(const DatabaseError& error, const std::filesystem::path& path)
{
    return {displayText(path.native()), error.what()};
}

} // namespace

/** One transaction: the pieces that are new go in, those that are gone go out, and the session is what is left. */
struct RecoveryFile::Commit
{
    RecoveryFile& file;
    Statement insert{*file.database, "INSERT INTO piece VALUES(?,?)"};
    Statement erase{*file.database, "DELETE FROM piece WHERE id=?"};
    std::map<PieceName, Piece> pieces{};
    std::vector<std::int64_t> loose{};
    recovery::CommitHash hash{};
    std::string text{};
    std::int64_t lastRow = file.lastRow;

    void take(const SessionPiece& piece)
    {
        const PieceName name{piece.source.get(), static_cast<int>(piece.role)};
        if (const auto known = file.pieces.find(name); piece.source && known != file.pieces.end())
        {
            hash.add(known->second.row, known->second.hash);
            pieces.insert(*known);
            return;
        }
        text.clear();
        piece.append(text);
        const Piece made{piece.source, ++lastRow, hashOf(text)};
        insert.with(made.row, BlobView{text}).run();
        hash.add(made.row, made.hash);
        if (piece.source)
            pieces.emplace(name, made);
        else
            loose.push_back(made.row);
    }

    void removeOld()
    {
        for (const auto row : file.loose)
            erase.with(row).run();
        for (const auto& [name, piece] : file.pieces)
            if (!pieces.contains(name))
                erase.with(piece.row).run();
    }
};

RecoveryFile::RecoveryFile(std::filesystem::path path, std::unique_ptr<Database> opened)
    : place(std::move(path)), database(std::move(opened))
{
}

Outcome<RecoveryFile> RecoveryFile::create(const std::filesystem::path& path)
{
    try
    {
        auto made = std::make_unique<Database>(path, Database::Mode::create);
        made->run(("BEGIN;" + recovery::schema() + "COMMIT;").c_str());
        return RecoveryFile(path, std::move(made));
    }
    catch (const DatabaseError& error)
    {
        removeAt(path);
        return failureOf(error, path);
    }
}

Outcome<void> RecoveryFile::keep(const Session& session, const RecoveryFacts& facts)
{
    std::optional<Commit> commit;
    try
    {
        database->run("BEGIN IMMEDIATE");
        commit.emplace(Commit{*this});
        visitPieces(session, [&](const SessionPiece& piece) { commit->take(piece); });
        commit->removeOld();
        recovery::writeHead(*database, facts, commit->hash);
        database->run("COMMIT");
    }
    catch (const DatabaseError& error)
    {
        commit.reset();
        if (database->isInTransaction()) // some failures have rolled back already
            rollBack();
        return failureOf(error, place);
    }
    pieces = std::move(commit->pieces);
    loose = std::move(commit->loose);
    lastRow = commit->lastRow;
    return {};
}

void RecoveryFile::rollBack()
{
    try
    {
        database->run("ROLLBACK");
    }
    catch (const DatabaseError&)
    {
        // The disk that refused the commit refuses this too; the next BEGIN says so where it still matters.
    }
}

void RecoveryFile::remove() &&
{
    database.reset();
    removeAt(place);
}

namespace
{

RecoveryFile::Found broken(std::string why)
{
    return {RecoveryFile::State::damaged, std::move(why), {}};
}

RecoveryFile::Found empty()
{
    return {RecoveryFile::State::empty, "nothing was kept in it", {}};
}

/** Puts the pieces together; the hash says whether they are what was kept. */
RecoveryFile::Found readPieces(Database& database, const recovery::Head& head)
{
    if (head.manifest.empty() || head.manifest.size() % sizeof(std::int64_t) != 0)
        return broken("its list of pieces is cut off");
    Statement query(database, "SELECT text FROM piece WHERE id=?");
    RecoveryFile::Found found{RecoveryFile::State::sound, {}, {head.facts, {}}};
    recovery::CommitHash hash;
    for (std::size_t i = 0; i < head.manifest.size(); i += sizeof(std::int64_t))
    {
        std::int64_t row = 0;
        std::memcpy(&row, head.manifest.data() + i, sizeof row);
        if (!query.with(row).step())
            return broken("a piece of the session is not there");
        const auto text = query.text(0);
        hash.add(row, hashOf(text));
        found.kept.text += text;
    }
    if (hash.over(head.facts) != head.hash)
        return broken("its content is not what was kept");
    return found;
}

RecoveryFile::Found readWhole(Database& database)
{
    // Locked from the first look on, so that nobody takes it for theirs meanwhile.
    database.run("BEGIN IMMEDIATE");
    const auto application = database.number("PRAGMA application_id");
    const auto version = database.number("PRAGMA user_version");
    if (application == 0 && version == 0)
        return empty();
    if (application != recovery::applicationNumber)
        return broken("is no recovery data of Loophole");
    if (version != recovery::formatVersion)
        return {RecoveryFile::State::unreadable, "was written by a newer Loophole", {}};
    const auto head = recovery::readHead(database);
    return head ? readPieces(database, *head) : empty();
}

} // namespace

RecoveryFile::Found RecoveryFile::read(const std::filesystem::path& path)
{
    try
    {
        Database database(path, Database::Mode::own);
        return readWhole(database);
    }
    catch (const DatabaseError& error)
    {
        const auto state = error.isBusy() ? State::inUse : error.isOfSystem() ? State::unreadable : State::damaged;
        return {state, error.what(), {}};
    }
}

void RecoveryFile::removeAt(const std::filesystem::path& path)
{
    std::error_code ignored;
    for (const auto* ending : companions)
        std::filesystem::remove(companion(path, ending), ignored);
}

std::filesystem::path RecoveryFile::setAside(const std::filesystem::path& path)
{
    const auto aside = companion(path, ".damaged");
    std::error_code ignored;
    for (const auto* ending : companions)
        std::filesystem::rename(companion(path, ending), companion(aside, ending), ignored);
    return aside;
}

} // namespace loophole
