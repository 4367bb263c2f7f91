#include "App/Engine/Folders.h"

#include <cstdlib>

namespace loophole
{
namespace
{

/** The XDG base directory rules: the variable counts only when it holds an absolute path. */
std::filesystem::path baseFolder(const char* variable, const char* belowHome)
{
    if (const auto* value = std::getenv(variable); value != nullptr && std::filesystem::path(value).is_absolute())
        return value;
    if (const auto* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return std::filesystem::path(home) / belowHome;
    return std::filesystem::temp_directory_path();
}

} // namespace

Folders Folders::forUser(const std::filesystem::path& cache, const std::filesystem::path& data)
{
    return {cache.empty() ? baseFolder("XDG_CACHE_HOME", ".cache") / "loophole" : cache,
            data.empty() ? baseFolder("XDG_DATA_HOME", ".local/share") / "loophole" : data};
}

} // namespace loophole
