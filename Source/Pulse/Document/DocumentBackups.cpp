#include "Pulse/Document/DocumentBackups.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <unistd.h>

namespace loophole
{
namespace
{

constexpr std::string_view ending = ".bak";
constexpr std::size_t timeLength = 16; // 20261121T173805Z

std::string timeText(std::chrono::sys_seconds time)
{
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts = {};
    gmtime_r(&seconds, &parts);
    std::array<char, timeLength + 1> text{};
    std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts);
    return text.data();
}

std::filesystem::path backupAt(const std::filesystem::path& document, std::chrono::sys_seconds time)
{
    return document.native() + "." + timeText(time) + std::string(ending);
}

/** A second name costs nothing and cannot be half made; where a file system has none, a copy is made. */
bool keepAs(const std::filesystem::path& document, const std::filesystem::path& backup)
{
    if (::link(document.c_str(), backup.c_str()) == 0)
        return true;
    std::error_code error;
    if (std::filesystem::copy_file(document, backup, error))
        return true;
    std::filesystem::remove(backup, error);
    return false;
}

} // namespace

std::optional<std::filesystem::path> DocumentBackups::keep(const std::filesystem::path& document,
                                                           std::chrono::sys_seconds now)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(document, error))
        return std::nullopt;
    const auto before = of(document);
    // Names are times, so they compare as times do.
    if (!before.empty() && before.back() > backupAt(document, now - shortestPause))
        return std::nullopt;
    auto backup = backupAt(document, now);
    if (!keepAs(document, backup))
        return std::nullopt;
    return backup;
}

void DocumentBackups::removeOld(const std::filesystem::path& document)
{
    auto backups = of(document);
    std::error_code error;
    for (std::size_t i = 0; i + mostBackups < backups.size(); ++i)
        std::filesystem::remove(backups[i], error);
}

std::vector<std::filesystem::path> DocumentBackups::of(const std::filesystem::path& document)
{
    std::vector<std::filesystem::path> found;
    const auto start = document.filename().native() + ".";
    const auto folder = document.parent_path().empty() ? std::filesystem::path(".") : document.parent_path();
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    {
        const auto name = entry->path().filename().native();
        if (name.starts_with(start) && name.ends_with(ending) &&
            name.size() == start.size() + timeLength + ending.size())
            found.push_back(document.parent_path() / name);
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace loophole
