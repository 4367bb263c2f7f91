#include "Signal/Buffers/SystemMemory.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#if defined(__linux__)
#include <unistd.h>
#endif

namespace loophole::signal
{
namespace
{

std::string textOf(const char* path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/** The number behind any spaces that `text` begins with, times `unit`; 0 where there is none or it is too large. */
std::size_t numberAt(std::string_view text, std::size_t unit)
{
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return 0;
    std::size_t number = 0;
    const auto parsed = std::from_chars(text.data() + first, text.data() + text.size(), number);
    const auto isSound = parsed.ec == std::errc() && number <= std::numeric_limits<std::size_t>::max() / unit;
    return isSound ? number * unit : 0;
}

} // namespace

std::size_t residentBytes(std::string_view statm, std::size_t pageBytes)
{
    // size resident shared …, in pages
    const auto second = statm.find(' ');
    return second == std::string_view::npos ? 0 : numberAt(statm.substr(second), pageBytes);
}

std::size_t availableBytes(std::string_view meminfo)
{
    constexpr std::string_view key = "\nMemAvailable:";
    const auto found = meminfo.find(key);
    return found == std::string_view::npos ? 0 : numberAt(meminfo.substr(found + key.size()), 1024);
}

SystemMemory readSystemMemory()
{
#if defined(__linux__)
    const auto pageBytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return {residentBytes(textOf("/proc/self/statm"), pageBytes), availableBytes(textOf("/proc/meminfo"))};
#else
    return {};
#endif
}

} // namespace loophole::signal
