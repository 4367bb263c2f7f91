#pragma once

#include <filesystem>

namespace loophole
{

/** Where the program keeps what is its own: peaks and proxies that can be made again, and data that cannot. */
struct Folders
{
    std::filesystem::path cache;
    std::filesystem::path data;

    /** The user's folders by the XDG rules; an argument that is not empty takes the place of one. */
    [[nodiscard]] static Folders forUser(const std::filesystem::path& cache = {},
                                         const std::filesystem::path& data = {});
};

} // namespace loophole
