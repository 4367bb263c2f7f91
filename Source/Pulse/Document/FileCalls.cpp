#include "Pulse/Document/FileCalls.h"

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace loophole
{

int FileCalls::open(const char* path, int flags, mode_t mode)
{
    return ::open(path, flags | O_CLOEXEC, mode);
}

int FileCalls::status(int file, struct stat& result)
{
    return ::fstat(file, &result);
}

ssize_t FileCalls::read(int file, void* to, std::size_t bytes)
{
    return ::read(file, to, bytes);
}

ssize_t FileCalls::write(int file, const void* from, std::size_t bytes)
{
    return ::write(file, from, bytes);
}

int FileCalls::changeMode(int file, mode_t mode)
{
    return ::fchmod(file, mode);
}

int FileCalls::changeOwner(int file, uid_t user, gid_t group)
{
    return ::fchown(file, user, group);
}

int FileCalls::flush(int file)
{
    return ::fsync(file);
}

int FileCalls::close(int file)
{
    return ::close(file);
}

int FileCalls::rename(const char* from, const char* to)
{
    return ::rename(from, to);
}

int FileCalls::remove(const char* path)
{
    return ::unlink(path);
}

FileCalls& systemFileCalls()
{
    static FileCalls calls;
    return calls;
}

} // namespace loophole
