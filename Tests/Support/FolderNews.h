#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <poll.h>
#include <stdexcept>
#include <sys/inotify.h>
#include <unistd.h>

namespace loophole::testing
{

/** Hears of files that are written or put into a folder from now on: for what another program tells by them. */
class FolderNews
{
public:
    explicit FolderNews(const std::filesystem::path& folder)
    {
        if (watch < 0 || inotify_add_watch(watch, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
            throw std::runtime_error(folder.native() + " cannot be watched");
    }
    ~FolderNews() { close(watch); }
    FolderNews(const FolderNews&) = delete;
    FolderNews& operator=(const FolderNews&) = delete;

    /** Returns at the next news, and false when there are none until `deadline`. */
    [[nodiscard]] bool waitUntil(std::chrono::steady_clock::time_point deadline) const
    {
        using std::chrono::milliseconds;
        const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd news{watch, POLLIN, 0};
        if (poll(&news, 1, static_cast<int>(std::max(milliseconds(0), left).count())) <= 0)
            return false;
        std::array<char, 4096> told;
        return read(watch, told.data(), told.size()) > 0;
    }

private:
    const int watch = inotify_init1(IN_CLOEXEC);
};

} // namespace loophole::testing
