#include "Pulse/Document/RecoveryFile.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionWriter.h"

#include <cstring>
#include <optional>
#include <unordered_set>

namespace loophole
{
namespace
{

/** "LPRC": what file(1) and a stranger's database are told apart by. */
constexpr auto applicationId = "0x4C505243";
constexpr std::int64_t applicationNumber = 0x4C505243;
constexpr std::int64_t formatVersion = 1;

const std::string schema = std::string("PRAGMA application_id=") + applicationId + R"(;
PRAGMA user_version=1;
CREATE TABLE piece(id INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE session(id INTEGER PRIMARY KEY CHECK(id=1), document BLOB NOT NULL, baseLow INTEGER NOT NULL,
    baseHigh INTEGER NOT NULL, baseSize INTEGER NOT NULL, editedAt INTEGER NOT NULL, edits INTEGER NOT NULL,
    lastEdit TEXT NOT NULL, manifest BLOB NOT NULL, hashLow INTEGER NOT NULL, hashHigh INTEGER NOT NULL);)";

template <class Number>
void append(std::string& bytes, Number number)
{
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/** Everything of a commit that must be as it was written: the facts, the order of the pieces and their content. */
class CommitHash
{
public:
    void add(std::int64_t row, TextHash hash)
    {
        append(manifest, row);
        append(covered, row);
        append(covered, hash.low);
        append(covered, hash.high);
    }
    [[nodiscard]] TextHash over(const RecoveryFacts& facts) const
    {
        auto all = covered;
        append(all, facts.base.content.low);
        append(all, facts.base.content.high);
        append(all, facts.base.size);
        append(all, facts.editedAt);
        append(all, facts.edits);
        all += facts.lastEdit + '\0' + facts.document.native();
        return hashOf(all);
    }
    [[nodiscard]] const std::string& rows() const { return manifest; }

private:
    std::string manifest; ///< rows of the pieces in order, eight bytes each in this machine's order
    std::string covered;
};

std::int64_t asSigned(std::uint64_t value)
{
    std::int64_t same = 0;
    std::memcpy(&same, &value, sizeof same);
    return same;
}

std::uint64_t asUnsigned(std::int64_t value)
{
    std::uint64_t same = 0;
    std::memcpy(&same, &value, sizeof same);
    return same;
}

bool writeFacts(sqlite3* to, const RecoveryFacts& facts, const CommitHash& commit)
{
    const auto whole = commit.over(facts);
    sqlite::Statement write(to, "INSERT OR REPLACE INTO session VALUES(1,?,?,?,?,?,?,?,?,?,?)");
    write.bindBytes(1, facts.document.native()).bind(2, asSigned(facts.base.content.low));
    write.bind(3, asSigned(facts.base.content.high)).bind(4, facts.base.size).bind(5, facts.editedAt);
    write.bind(6, static_cast<std::int64_t>(facts.edits)).bindText(7, facts.lastEdit).bindBytes(8, commit.rows());
    return write.bind(9, asSigned(whole.low)).bind(10, asSigned(whole.high)).runOnce();
}

std::filesystem::path companion(const std::filesystem::path& path, const char* ending)
{
    return path.native() + ending;
}

constexpr const char* companions[] = {"", "-wal", "-shm", "-journal"};

} // namespace

/** One transaction: the pieces that are new go in, those that are gone go out, and the session is what is left. */
struct RecoveryFile::Commit
{
    RecoveryFile& file;
    sqlite::Statement insert{file.connection.get(), "INSERT INTO piece VALUES(?,?)"};
    sqlite::Statement erase{file.connection.get(), "DELETE FROM piece WHERE id=?"};
    std::map<PieceName, Piece> pieces{};
    std::vector<std::int64_t> loose{};
    CommitHash hash{};
    std::string text{};
    std::int64_t lastRow = file.lastRow;
    bool isWritten = true;

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
        isWritten = isWritten && insert.bind(1, made.row).bindBytes(2, text).runOnce();
        hash.add(made.row, made.hash);
        if (piece.source)
            pieces.emplace(name, made);
        else
            loose.push_back(made.row);
    }

    [[nodiscard]] bool removeOld()
    {
        for (const auto row : file.loose)
            if (!erase.bind(1, row).runOnce())
                return false;
        for (const auto& [name, piece] : file.pieces)
            if (!pieces.contains(name) && !erase.bind(1, piece.row).runOnce())
                return false;
        return true;
    }
};

RecoveryFile::RecoveryFile(std::filesystem::path path, sqlite::Connection connection)
    : place(std::move(path)), connection(std::move(connection))
{
}

Outcome<RecoveryFile> RecoveryFile::create(const std::filesystem::path& path)
{
    auto opened = sqlite::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!opened)
        return opened.failure();
    auto* connection = opened.value().get();
    // FULL: a commit is on the disk when it returns. The exclusive lock is what tells the living from the dead, and
    // needs no shared memory. Deleted content is overwritten by nothing: the file is removed as a whole.
    if (!sqlite::run(connection, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;") ||
        !sqlite::run(connection, ("BEGIN;" + schema + "COMMIT;").c_str()))
    {
        const auto failure = sqlite::failureOf(connection, path);
        opened.value().reset();
        removeAt(path);
        return failure;
    }
    return RecoveryFile(path, std::move(opened).value());
}

Outcome<void> RecoveryFile::keep(const Session& session, const RecoveryFacts& facts)
{
    auto* to = connection.get();
    if (!sqlite::run(to, "BEGIN IMMEDIATE"))
        return sqlite::failureOf(to, place);
    std::optional<Commit> commit(Commit{*this});
    visitPieces(session, [&](const SessionPiece& piece) { commit->take(piece); });
    const auto isWhole = commit->isWritten && commit->removeOld() && writeFacts(to, facts, commit->hash);
    if (!isWhole || !sqlite::run(to, "COMMIT"))
    {
        auto failure = sqlite::failureOf(to, place);
        if (sqlite3_get_autocommit(to) == 0) // some failures have rolled back already
            static_cast<void>(sqlite::run(to, "ROLLBACK"));
        return failure;
    }
    pieces = std::move(commit->pieces);
    loose = std::move(commit->loose);
    lastRow = commit->lastRow;
    return {};
}

void RecoveryFile::remove() &&
{
    connection.reset();
    removeAt(place);
}

namespace
{

RecoveryFile::Found broken(std::string why)
{
    return {RecoveryFile::State::damaged, std::move(why), {}};
}

RecoveryFile::Found refused(sqlite3* connection)
{
    using State = RecoveryFile::State;
    const auto code = sqlite3_errcode(connection);
    const auto state = code == SQLITE_BUSY || code == SQLITE_LOCKED ? State::inUse
                       : code == SQLITE_CANTOPEN || code == SQLITE_PERM || code == SQLITE_IOERR ||
                               code == SQLITE_READONLY || code == SQLITE_FULL
                           ? State::unreadable
                           : State::damaged;
    return {state, sqlite3_errmsg(connection), {}};
}

std::optional<std::int64_t> pragma(sqlite3* connection, const char* name)
{
    sqlite::Statement query(connection, (std::string("PRAGMA ") + name).c_str());
    return query.step() == SQLITE_ROW ? std::optional(query.whole(0)) : std::nullopt;
}

struct StoredFacts
{
    RecoveryFacts facts;
    std::string manifest;
    TextHash hash;
};

StoredFacts factsIn(const sqlite::Statement& row)
{
    StoredFacts stored;
    stored.facts.document = row.bytes(1);
    stored.facts.base.content = {asUnsigned(row.whole(2)), asUnsigned(row.whole(3))};
    stored.facts.base.size = row.whole(4);
    stored.facts.editedAt = row.whole(5);
    stored.facts.edits = asUnsigned(row.whole(6));
    stored.facts.lastEdit = row.bytes(7);
    stored.manifest = row.bytes(8);
    stored.hash = {asUnsigned(row.whole(9)), asUnsigned(row.whole(10))};
    return stored;
}

/** Puts the pieces together; the hash says whether they are what was kept. */
RecoveryFile::Found readPieces(sqlite3* connection, const StoredFacts& stored)
{
    if (stored.manifest.empty() || stored.manifest.size() % sizeof(std::int64_t) != 0)
        return broken("its list of pieces is cut off");
    sqlite::Statement query(connection, "SELECT text FROM piece WHERE id=?");
    RecoveryFile::Found found{RecoveryFile::State::sound, {}, {stored.facts, {}}};
    CommitHash hash;
    for (std::size_t i = 0; i < stored.manifest.size(); i += sizeof(std::int64_t))
    {
        std::int64_t row = 0;
        std::memcpy(&row, stored.manifest.data() + i, sizeof row);
        if (query.bind(1, row).step() != SQLITE_ROW)
            return broken("a piece of the session is not there");
        const auto text = query.bytes(0);
        hash.add(row, hashOf(text));
        found.kept.text += text;
        query.reset();
    }
    if (hash.over(stored.facts) != stored.hash)
        return broken("its content is not what was kept");
    return found;
}

} // namespace

RecoveryFile::Found RecoveryFile::read(const std::filesystem::path& path)
{
    auto opened = sqlite::open(path, SQLITE_OPEN_READWRITE);
    if (!opened)
        return {State::unreadable, opened.failure().why, {}};
    auto* connection = opened.value().get();
    // Locked from the first look on, so that nobody takes it for theirs meanwhile.
    if (!sqlite::run(connection, "PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE;"))
        return refused(connection);
    const auto application = pragma(connection, "application_id");
    const auto version = pragma(connection, "user_version");
    if (!application || !version)
        return refused(connection);
    if (*application == 0 && *version == 0)
        return {State::empty, "nothing was kept in it", {}};
    if (*application != applicationNumber)
        return broken("is no recovery data of Loophole");
    if (*version != formatVersion)
        return {State::unreadable, "was written by a newer Loophole", {}};
    sqlite::Statement query(connection, "SELECT * FROM session");
    const auto result = query.step();
    if (result == SQLITE_DONE)
        return {State::empty, "nothing was kept in it", {}};
    if (result != SQLITE_ROW)
        return refused(connection);
    return readPieces(connection, factsIn(query));
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
