#include "Pulse/Library/SearchOrder.h"

#include <array>

namespace loophole
{
namespace
{

struct Column
{
    const char* sql;
    bool isAlwaysKnown = false; ///< then its index gives the order
};

/** In the order of LibrarySort. */
constexpr std::array columns{Column{"f.label", true},
                             Column{"f.label", true},
                             Column{"(SELECT path FROM folders d WHERE d.id = f.folder)"},
                             Column{"f.seconds"},
                             Column{"f.rate"},
                             Column{"f.channels"},
                             Column{"f.format"},
                             Column{"f.key"},
                             Column{"f.tempo"},
                             Column{"f.rating"},
                             Column{"f.modified", true},
                             Column{"f.added", true},
                             Column{"f.used"},
                             Column{"f.bits"},
                             Column{"f.bytes", true},
                             Column{"f.favourite"},
                             Column{"nullif(f.collections, 0)"},
                             Column{"(SELECT min(label) FROM labels l WHERE l.file = f.id)"},
                             Column{"(f.state = 2 OR f.error <> '' OR EXISTS (SELECT 1 FROM folders d JOIN places p "
                                    "ON p.id = d.place WHERE d.id = f.folder AND (d.isAway OR p.state = 4)))"}};
static_assert(columns.size() == static_cast<std::size_t>(LibrarySort::status) + 1);

} // namespace

std::string searchOrder(LibrarySort sort, bool isDescending)
{
    const auto& column = columns[static_cast<std::size_t>(sort)];
    const std::string directed = column.sql + std::string(isDescending ? " DESC" : "");
    if (column.isAlwaysKnown)
        return " ORDER BY " + directed + ", f.id";
    return " ORDER BY " + std::string(column.sql) + " IS NULL, " + directed + ", f.label, f.id";
}

} // namespace loophole
