#pragma once

#include "Core/Outcome.h"
#include "Pulse/Document/FileCalls.h"

#include <filesystem>
#include <string_view>
#include <utility>

namespace loophole
{

/** What the last system call said of a file, and what it was for. */
[[nodiscard]] Failure systemFailure(const std::filesystem::path&, const char* doing = nullptr);

/** An open file, closed when it goes; close() tells what the system says. Used on threads that may wait. */
class OpenFile
{
public:
    /** isOpen() is false, and errno says why, where the system refuses. */
    OpenFile(FileCalls& calls, const std::filesystem::path& path, int flags, mode_t mode = 0)
        : calls(calls), file(calls.open(path.c_str(), flags, mode))
    {
    }
    ~OpenFile()
    {
        if (file >= 0)
            calls.close(file);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] bool isOpen() const { return file >= 0; }
    [[nodiscard]] int descriptor() const { return file; }
    /** All of it, however little the system takes at once; false, with errno, where it does not take it. */
    [[nodiscard]] bool write(std::string_view) const;
    [[nodiscard]] bool flush() const { return calls.flush(file) == 0; }
    [[nodiscard]] bool close() { return calls.close(std::exchange(file, -1)) == 0; }

private:
    FileCalls& calls;
    int file;
};

} // namespace loophole
