#include "Pulse/Sqlite/Database.h"

#include <sqlite3.h>

namespace loophole
{
namespace
{

/** Between two questions whether to go on: about 50 µs. */
constexpr int stepsBetweenQuestions = 4000;

} // namespace

bool DatabaseError::isInterrupt() const
{
    return code == SQLITE_INTERRUPT;
}

bool DatabaseError::isBusy() const
{
    return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

bool DatabaseError::isOfSystem() const
{
    return code == SQLITE_CANTOPEN || code == SQLITE_PERM || code == SQLITE_IOERR || code == SQLITE_READONLY ||
           code == SQLITE_FULL;
}

void Database::Closing::operator()(sqlite3* toClose) const
{
    sqlite3_close_v2(toClose);
}

Database::Database(const std::filesystem::path& file, Mode mode)
{
    const auto isMade = mode == Mode::write || mode == Mode::create;
    const auto flags =
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE | (isMade ? SQLITE_OPEN_CREATE : 0);
    sqlite3* opened = nullptr;
    const auto code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
    connection.reset(opened);
    if (code != SQLITE_OK)
        fail(code);
    // A file of the user's own folder may come from anywhere: nothing in it may call our functions.
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    mode == Mode::write || mode == Mode::read ? beShared(mode) : beAlone(mode);
}

void Database::beShared(Mode mode)
{
    sqlite3_busy_timeout(connection.get(), patienceMs);
    if (mode == Mode::read)
        return run("PRAGMA query_only=ON; PRAGMA cache_size=-16384");
    // A power cut may lose the last second of a scan, never the file.
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384;"
        "PRAGMA journal_size_limit=16777216");
}

void Database::beAlone(Mode mode)
{
    // The exclusive lock is what tells the living from the dead, and needs no shared memory.
    run("PRAGMA locking_mode=EXCLUSIVE");
    if (mode == Mode::create)
        run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"); // FULL: a commit is on the disk when it returns
}

Database::~Database() = default;

void Database::fail(int code) const
{
    const auto* words = connection ? sqlite3_errmsg(connection.get()) : sqlite3_errstr(code);
    throw DatabaseError(code & 0xFF, words);
}

void Database::run(const char* sql)
{
    if (const auto code = sqlite3_exec(connection.get(), sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        fail(code);
}

std::int64_t Database::number(const char* sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::int64_t Database::lastId() const
{
    return sqlite3_last_insert_rowid(connection.get());
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(connection.get());
}

bool Database::isInTransaction() const
{
    return sqlite3_get_autocommit(connection.get()) == 0;
}

void Database::interruptWhen(std::function<bool()> isTrue)
{
    isToStop = std::move(isTrue);
    const auto ask = [](void* self) { return static_cast<Database*>(self)->isToStop() ? 1 : 0; };
    sqlite3_progress_handler(connection.get(), stepsBetweenQuestions, ask, this);
}

Snapshot::~Snapshot()
{
    // Fails only where an error has ended it already.
    sqlite3_exec(database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Statement::Finalizing::operator()(sqlite3_stmt* toEnd) const
{
    sqlite3_finalize(toEnd);
}

Statement::Statement(Database& on, std::string_view sql) : database(&on)
{
    sqlite3_stmt* prepared = nullptr;
    check(sqlite3_prepare_v3(on.handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                             &prepared, nullptr));
    statement.reset(prepared);
}

void Statement::check(int code) const
{
    if (code != SQLITE_OK)
        database->fail(code);
}

void Statement::reset()
{
    sqlite3_reset(statement.get()); // tells the error of the last run once more, which was thrown then
}

void Statement::bind(int index, std::int64_t value)
{
    check(sqlite3_bind_int64(statement.get(), index, value));
}

void Statement::bind(int index, double value)
{
    check(sqlite3_bind_double(statement.get(), index, value));
}

void Statement::bind(int index, std::string_view text)
{
    check(sqlite3_bind_text64(statement.get(), index, text.data() == nullptr ? "" : text.data(), text.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int index, BlobView blob)
{
    const auto* bytes = blob.bytes.empty() ? "" : blob.bytes.data();
    check(sqlite3_bind_blob64(statement.get(), index, bytes, blob.bytes.size(), SQLITE_TRANSIENT));
}

void Statement::bindNull(int index)
{
    check(sqlite3_bind_null(statement.get(), index));
}

bool Statement::step()
{
    const auto code = sqlite3_step(statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
    {
        sqlite3_reset(statement.get());
        database->fail(code);
    }
    return false;
}

void Statement::run()
{
    while (step())
    {
    }
    sqlite3_reset(statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(statement.get(), column);
}

std::string Statement::text(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement.get(), column));
    const auto size = sqlite3_column_bytes(statement.get(), column);
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(statement.get(), column) == SQLITE_NULL;
}

} // namespace loophole
