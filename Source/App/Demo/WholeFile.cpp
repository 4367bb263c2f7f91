#include "App/Demo/WholeFile.h"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace loophole::demo
{

Outcome<void> writeWholeFile(const std::filesystem::path& path, std::string_view bytes)
{
    auto beside = path;
    beside += ".unfinished";
    errno = 0;
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    auto error = file ? std::error_code() : std::error_code(errno != 0 ? errno : EIO, std::generic_category());
    if (!error)
        std::filesystem::rename(beside, path, error);
    if (!error)
        return {};
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    return Failure{path.string(), "cannot be written: " + error.message()};
}

} // namespace loophole::demo
