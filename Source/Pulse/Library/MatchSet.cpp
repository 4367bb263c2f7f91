#include "Pulse/Library/MatchSet.h"

#include <sqlite3.h>

#include <algorithm>

namespace loophole
{

MatchSet::MatchSet(Database& database)
{
    const auto isIn = [](sqlite3_context* context, int, sqlite3_value** arguments)
    {
        const auto& self = *static_cast<MatchSet*>(sqlite3_user_data(context));
        sqlite3_result_int(context, self.has(sqlite3_value_int64(arguments[0])) ? 1 : 0);
    };
    // Only for statements of ours: nothing in the file may call it.
    if (const auto code = sqlite3_create_function_v2(database.handle(), "isMatch", 1,
                                                     SQLITE_UTF8 | SQLITE_DIRECTONLY | SQLITE_DETERMINISTIC, this, isIn,
                                                     nullptr, nullptr, nullptr);
        code != SQLITE_OK)
        database.fail(code);
}

void MatchSet::set(const std::vector<LibraryFileId>& files)
{
    bits.assign(files.empty() ? 0 : static_cast<std::size_t>(std::ranges::max(files)) + 1, false);
    for (const auto file : files)
        bits[static_cast<std::size_t>(file)] = true;
}

bool MatchSet::has(LibraryFileId file) const
{
    return file >= 0 && static_cast<std::size_t>(file) < bits.size() && bits[static_cast<std::size_t>(file)];
}

} // namespace loophole
