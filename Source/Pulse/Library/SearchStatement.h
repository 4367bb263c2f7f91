#pragma once

#include "Pulse/Library/SearchQuery.h"
#include "Pulse/Sqlite/Database.h"

#include <variant>

namespace loophole
{

/** SQL that selects the ids of files, made of this program's words alone, and the values for its places in order. */
struct SearchStatement
{
    using Value = std::variant<std::int64_t, double, std::string>;

    std::string sql;
    std::vector<Value> values;

    /** Prepared, with the values bound. */
    [[nodiscard]] Statement on(Database&) const;
};

/** A folder by its number, with those below it or alone. */
struct SearchFolder
{
    std::int64_t folder = 0;
    bool isDeep = true;
    bool operator==(const SearchFolder&) const = default;
};

/**
    The files that one alternative finds, in no order. `place` narrows all words down to one column of the index. `now`:
    seconds since 1970, from which ages count. `within`: only files of that folder. Pure.
*/
[[nodiscard]] SearchStatement searchStatement(const SearchAlternative&, SearchPlace place, std::int64_t now,
                                              std::optional<SearchFolder> within = {});

} // namespace loophole
