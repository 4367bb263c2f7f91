#pragma once

#include "Messages/Library.h"

namespace loophole
{

/** " ORDER BY …" over files `f`: unknown values come last in both directions, and names settle what is equal. Pure. */
[[nodiscard]] std::string searchOrder(LibrarySort, bool isDescending);

} // namespace loophole
