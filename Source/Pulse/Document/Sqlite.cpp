#include "Pulse/Document/Sqlite.h"

#include "Pulse/Document/PathText.h"

namespace loophole::sqlite
{

Failure failureOf(sqlite3* connection, const std::filesystem::path& path)
{
    return {displayText(path.native()), connection == nullptr ? "out of memory" : sqlite3_errmsg(connection)};
}

Outcome<Connection> open(const std::filesystem::path& path, int flags)
{
    sqlite3* opened = nullptr;
    const auto result = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Connection connection(opened);
    if (result != SQLITE_OK)
        return failureOf(connection.get(), path);
    return connection;
}

bool run(sqlite3* connection, const char* sql)
{
    return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

Statement::Statement(sqlite3* connection, const char* sql)
{
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v2(connection, sql, -1, &prepared, nullptr);
    statement.reset(prepared);
}

Statement& Statement::bind(int place, std::int64_t value)
{
    sqlite3_bind_int64(statement.get(), place, value);
    return *this;
}

Statement& Statement::bindText(int place, std::string_view text)
{
    sqlite3_bind_text64(statement.get(), place, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBytes(int place, std::string_view bytes)
{
    // A null pointer would be NULL rather than no bytes.
    sqlite3_bind_blob64(statement.get(), place, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

int Statement::step()
{
    return statement ? sqlite3_step(statement.get()) : SQLITE_ERROR;
}

bool Statement::runOnce()
{
    const auto result = step();
    sqlite3_reset(statement.get());
    return result == SQLITE_DONE;
}

void Statement::reset()
{
    sqlite3_reset(statement.get());
}

std::int64_t Statement::whole(int column) const
{
    return sqlite3_column_int64(statement.get(), column);
}

std::string Statement::bytes(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement.get(), column));
    return data == nullptr ? std::string()
                           : std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), column)));
}

} // namespace loophole::sqlite
