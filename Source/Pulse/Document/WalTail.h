#pragma once

#include <cstddef>
#include <filesystem>

namespace loophole
{

/**
    How many transactions at the end of an SQLite write-ahead log cannot be read any more: their frames are there but
    do not follow on from what is whole (sqlite.org/fileformat2.html, section 4). SQLite itself goes back to the state
    before without a word. One may be a transaction that a power cut tore before it was done; more are damage. Call
    before the database is opened, which may reset the log.
*/
[[nodiscard]] std::size_t unreadableTransactions(const std::filesystem::path& log);

} // namespace loophole
