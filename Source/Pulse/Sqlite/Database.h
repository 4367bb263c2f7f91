#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace loophole
{

/** What SQLite refused, in its words. Thrown within the library's turns and the keeping of recovery data, and caught
    there. */
class DatabaseError final : public std::runtime_error
{
public:
    DatabaseError(int code, const std::string& why) : std::runtime_error(why), code(code) {}

    /** The work was interrupted because Database::interruptWhen() said so. */
    [[nodiscard]] bool isInterrupt() const;
    /** Another program was writing for longer than the patience. */
    [[nodiscard]] bool isBusy() const;
    /** The system refused, rather than the file being wrong. */
    [[nodiscard]] bool isOfSystem() const;

private:
    int code; ///< of SQLite
};

/** Bytes that are no text: a path, a fingerprint. */
struct BlobView
{
    std::string_view bytes;
};

/**
    Owns one connection to an SQLite file. Used by one thread at a time. Shared files keep a write-ahead log: two
    connections see each other's committed work, and a reader never waits for a writer.
*/
class Database
{
public:
    enum class Mode
    {
        write,  ///< the file is made if it is not there; a power cut may lose its last commits
        read,   ///< it must be there
        create, ///< made if it is not there, nobody else gets in while this lives, and what is committed is on the disk
        own     ///< it must be there, and nobody else gets in while this lives
    };

    /** How long a writer waits for the writer of another program. */
    static constexpr int patienceMs = 5000;

    Database(const std::filesystem::path&, Mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /** Statements without values, from this program alone. */
    void run(const char* sql);
    [[nodiscard]] std::int64_t number(const char* sql);

    /** Of the last insert, and how many rows the last statement changed. */
    [[nodiscard]] std::int64_t lastId() const;
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] bool isInTransaction() const;

    /** Asked every few thousand steps of a statement, some microseconds apart; true ends it with an error. */
    void interruptWhen(std::function<bool()>);

    [[nodiscard]] sqlite3* handle() const { return connection.get(); }
    [[noreturn]] void fail(int code) const;

private:
    struct Closing
    {
        void operator()(sqlite3*) const;
    };

    void beShared(Mode);
    void beAlone(Mode);

    std::unique_ptr<sqlite3, Closing> connection;
    std::function<bool()> isToStop;
};

/**
    All that is read while this lives is of one moment. Also a matter of speed: without it every statement takes and
   gives back the file's locks, which are system calls.
*/
class Snapshot
{
public:
    explicit Snapshot(Database& of) : database(of) { database.run("BEGIN"); }
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Database& database;
};

/** One prepared statement. Values are bound, never spliced; with() begins it anew. */
class Statement
{
public:
    Statement(Database&, std::string_view sql);

    template <class... Values>
    Statement& with(const Values&... values)
    {
        reset();
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }

    void reset();
    void bind(int index, std::int64_t);
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, bool value) { bind(index, std::int64_t{value}); }
    void bind(int index, double);
    void bind(int index, std::string_view text);
    void bind(int index, const std::string& text) { bind(index, std::string_view(text)); }
    void bind(int index, const char* text) { bind(index, std::string_view(text)); }
    void bind(int index, BlobView);
    void bindNull(int index);
    template <class Value>
    void bind(int index, const std::optional<Value>& value)
    {
        value ? bind(index, *value) : bindNull(index);
    }

    /** Whether there is another row. */
    [[nodiscard]] bool step();
    /** To its end. */
    void run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const; ///< or the bytes of a blob
    [[nodiscard]] bool isNull(int column) const;

private:
    void check(int code) const;

    struct Finalizing
    {
        void operator()(sqlite3_stmt*) const;
    };
    Database* database;
    std::unique_ptr<sqlite3_stmt, Finalizing> statement;
};

} // namespace loophole
