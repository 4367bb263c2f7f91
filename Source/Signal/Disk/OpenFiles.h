#pragma once

#include <cstddef>

namespace loophole::signal
{

/** How many files the process may have open at once, as its limit now stands. */
[[nodiscard]] std::size_t mostOpenFiles();

/**
    Raises that limit as far as the system lets the process, and no farther than the largest session needs: shells start
    programs with 1,024. Call it first in main(); nothing is changed where it is refused.
*/
void allowManyOpenFiles();

} // namespace loophole::signal
