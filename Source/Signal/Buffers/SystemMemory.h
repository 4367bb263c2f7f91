#pragma once

#include <cstddef>
#include <string_view>

namespace loophole::signal
{

/** In bytes; 0 where the system does not tell. */
struct SystemMemory
{
    std::size_t resident = 0; ///< of this process
    std::size_t free = 0;     ///< that the system could hand out without swapping
};

/** Of this moment, from /proc (Linux, proc(5)): a few microseconds, and never a disk. */
[[nodiscard]] SystemMemory readSystemMemory();

/** The parts of it, for texts of /proc/self/statm and /proc/meminfo; 0 where they are of another shape. */
[[nodiscard]] std::size_t residentBytes(std::string_view statm, std::size_t pageBytes);
[[nodiscard]] std::size_t availableBytes(std::string_view meminfo);

} // namespace loophole::signal
