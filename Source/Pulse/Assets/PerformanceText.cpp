#include "Pulse/Assets/PerformanceText.h"

#include "Pulse/Document/PathText.h"

#include <cmath>
#include <string>

namespace loophole
{
namespace
{

std::string textOf(const PerformanceWarning& warning, const std::string& file)
{
    using Kind = PerformanceWarning::Kind;
    const auto figure = std::to_string(std::llround(warning.value));
    switch (warning.kind)
    {
    case Kind::slowDecode:
        return "[perf] " + file + " took " + figure + " ms to decode a block";
    case Kind::streamOnly:
        return "[perf] " + file + " took " + figure + " ms to decode a block: from now on it is only streamed";
    case Kind::slowReads:
        return "The disk is near its limit: a block takes " + figure +
               " ms to read on average. Copy the media to a faster disk, or play proxies.";
    case Kind::memoryPressure:
        return "Memory is short: " + figure + " % of the budget is needed at once. Give Loophole a larger budget.";
    case Kind::memoryRelieved:
        return "Memory suffices again: " + figure + " % of the budget is needed at once";
    case Kind::processTooLarge:
        return "Loophole holds " + figure + " MiB more memory than its budget allows";
    case Kind::systemShort:
        return "The system has " + figure + " MiB of memory left: what is not needed soon was given back to it";
    }
    return {};
}

} // namespace

Notice performanceNotice(const PerformanceWarning& warning, const std::optional<std::filesystem::path>& path)
{
    const auto isGood = warning.kind == PerformanceWarning::Kind::memoryRelieved;
    return {isGood ? Notice::Kind::information : Notice::Kind::warning,
            textOf(warning, path ? displayName(*path) : "A file")};
}

} // namespace loophole
