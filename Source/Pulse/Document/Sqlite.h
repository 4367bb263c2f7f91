#pragma once

#include "Core/Outcome.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace loophole::sqlite
{

/** What SQLite said, as a Failure of a file. */
[[nodiscard]] Failure failureOf(sqlite3*, const std::filesystem::path&);

struct Closes
{
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, Closes>;

[[nodiscard]] Outcome<Connection> open(const std::filesystem::path&, int flags);

/** One or several statements that give no rows. */
[[nodiscard]] bool run(sqlite3*, const char* sql);

/** A prepared statement with its values. A wrong one, which only a mistake of ours can make, fails at every step. */
class Statement
{
public:
    Statement(sqlite3*, const char* sql);

    Statement& bind(int place, std::int64_t);
    Statement& bindText(int place, std::string_view);
    /** The bytes must stay until the step. */
    Statement& bindBytes(int place, std::string_view);

    /** SQLITE_ROW, SQLITE_DONE or an error. */
    [[nodiscard]] int step();
    /** A statement without rows, made ready for the next values. */
    [[nodiscard]] bool runOnce();
    /** Ready for the next values. */
    void reset();

    [[nodiscard]] std::int64_t whole(int column) const;
    [[nodiscard]] std::string bytes(int column) const;

private:
    std::unique_ptr<sqlite3_stmt, Closes> statement;
};

} // namespace loophole::sqlite
