#pragma once

#include <cstddef>
#include <sys/stat.h>
#include <sys/types.h>

namespace loophole
{

/** The system calls of a save, so that a fault can be put into each of them. Same results and errno as the system's. */
class FileCalls
{
public:
    virtual ~FileCalls() = default;
    virtual int open(const char* path, int flags, mode_t mode);
    virtual int status(int file, struct stat&);
    virtual ssize_t read(int file, void* to, std::size_t bytes);
    virtual ssize_t write(int file, const void* from, std::size_t bytes);
    virtual int changeMode(int file, mode_t);
    virtual int changeOwner(int file, uid_t, gid_t);
    virtual int flush(int file);
    virtual int close(int file);
    virtual int rename(const char* from, const char* to);
    virtual int remove(const char* path);
};

[[nodiscard]] FileCalls& systemFileCalls();

} // namespace loophole
