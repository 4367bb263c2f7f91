#pragma once

#include "Pulse/Document/DocumentStamp.h"
#include "Pulse/Sqlite/Database.h"

#include <filesystem>
#include <optional>
#include <string>

namespace loophole
{

/** What stands beside a session in its recovery data. */
struct RecoveryFacts
{
    std::filesystem::path document; ///< absolute; empty while it was never saved
    DocumentStamp base;             ///< of the document when it was opened or saved last; all zero without one
    std::int64_t editedAt = 0;      ///< of the last edit, in seconds since 1970
    std::uint64_t edits = 0;        ///< since the document was opened or saved
    std::string lastEdit;

    bool operator==(const RecoveryFacts& other) const
    {
        return document == other.document && base.content == other.base.content && editedAt == other.editedAt &&
               edits == other.edits && lastEdit == other.lastEdit;
    }
};

/** How recovery data lie in their database: a table of pieces, and one row that says which of them are the session. */
namespace recovery
{

/** "LPRC": what file(1) and a stranger's database are told apart by. */
inline constexpr std::int64_t applicationNumber = 0x4C505243;
inline constexpr std::int64_t formatVersion = 1;

/** The statements that make an empty one. */
[[nodiscard]] std::string schema();

/** Everything of a commit that must be as it was written: the facts, the order of the pieces and their content. */
class CommitHash
{
public:
    void add(std::int64_t row, TextHash);
    [[nodiscard]] TextHash over(const RecoveryFacts&) const;
    /** Of the pieces in order, eight bytes each in this machine's order. */
    [[nodiscard]] const std::string& rows() const { return manifest; }

private:
    std::string manifest;
    std::string covered;
};

/** The row that says what the session is. */
struct Head
{
    RecoveryFacts facts;
    std::string manifest; ///< as CommitHash::rows()
    TextHash hash;
};

void writeHead(Database&, const RecoveryFacts&, const CommitHash&);
/** None where nothing was ever kept. */
[[nodiscard]] std::optional<Head> readHead(Database&);

} // namespace recovery

} // namespace loophole
