#pragma once

#include "Messages/Library.h"
#include "Pulse/Sqlite/Database.h"

namespace loophole
{

/** The files that a search has found, one bit each, as a set that statements ask: `isMatch(id)`. Must outlive the
 * connection's last statement. */
class MatchSet
{
public:
    explicit MatchSet(Database&);
    MatchSet(const MatchSet&) = delete;
    MatchSet& operator=(const MatchSet&) = delete;

    /** These, in place of those before. */
    void set(const std::vector<LibraryFileId>&);
    [[nodiscard]] bool has(LibraryFileId) const;

private:
    std::vector<bool> bits; ///< by id
};

} // namespace loophole
