#include "Pulse/Document/RecoveryLayout.h"

#include <bit>

namespace loophole::recovery
{
namespace
{

template <class Number>
void append(std::string& bytes, Number number)
{
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/** SQLite knows signed numbers only. */
std::int64_t asSigned(std::uint64_t value)
{
    return std::bit_cast<std::int64_t>(value);
}

std::uint64_t asUnsigned(std::int64_t value)
{
    return std::bit_cast<std::uint64_t>(value);
}

} // namespace

std::string schema()
{
    return "PRAGMA application_id=" + std::to_string(applicationNumber) +
           ";PRAGMA user_version=" + std::to_string(formatVersion) + R"(;
CREATE TABLE piece(id INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE session(id INTEGER PRIMARY KEY CHECK(id=1), document BLOB NOT NULL, baseLow INTEGER NOT NULL,
    baseHigh INTEGER NOT NULL, baseSize INTEGER NOT NULL, editedAt INTEGER NOT NULL, edits INTEGER NOT NULL,
    lastEdit TEXT NOT NULL, manifest BLOB NOT NULL, hashLow INTEGER NOT NULL, hashHigh INTEGER NOT NULL);)";
}

void CommitHash::add(std::int64_t row, TextHash hash)
{
    append(manifest, row);
    append(covered, row);
    append(covered, hash.low);
    append(covered, hash.high);
}

TextHash CommitHash::over(const RecoveryFacts& facts) const
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

void writeHead(Database& to, const RecoveryFacts& facts, const CommitHash& commit)
{
    const auto whole = commit.over(facts);
    const auto& base = facts.base;
    Statement(to, "INSERT OR REPLACE INTO session VALUES(1,?,?,?,?,?,?,?,?,?,?)")
        .with(BlobView{facts.document.native()}, asSigned(base.content.low), asSigned(base.content.high), base.size,
              facts.editedAt, asSigned(facts.edits), facts.lastEdit, BlobView{commit.rows()}, asSigned(whole.low),
              asSigned(whole.high))
        .run();
}

std::optional<Head> readHead(Database& from)
{
    Statement row(from, "SELECT * FROM session");
    if (!row.step())
        return std::nullopt;
    Head head;
    head.facts.document = row.text(1);
    head.facts.base.content = {asUnsigned(row.integer(2)), asUnsigned(row.integer(3))};
    head.facts.base.size = row.integer(4);
    head.facts.editedAt = row.integer(5);
    head.facts.edits = asUnsigned(row.integer(6));
    head.facts.lastEdit = row.text(7);
    head.manifest = row.text(8);
    head.hash = {asUnsigned(row.integer(9)), asUnsigned(row.integer(10))};
    return head;
}

} // namespace loophole::recovery
