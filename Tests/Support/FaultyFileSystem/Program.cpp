/*
    faulty-file-system FOLDER MOUNT: shows FOLDER at MOUNT, read-only, and answers as the timetable says that is written
    to MOUNT/.timetable (see Timetable.h). Runs until it is asked to end. A read that hangs ends when a fatal signal
    comes for who waits for it, as one of a network drive does.
*/
#define FUSE_USE_VERSION 31
#include "Support/FaultyFileSystem/Timetable.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <fuse3/fuse.h>
#include <iostream>
#include <sys/stat.h>
#include <unistd.h>

using loophole::testing::Fault;
using loophole::testing::Timetable;

namespace
{

constexpr std::string_view timetablePath = "/.timetable";

std::string folder;
Timetable timetable;

bool isTimetable(const char* path)
{
    return path == timetablePath;
}

bool isRoot(const char* path)
{
    return std::string_view(path) == "/";
}

/** 0, or the error that the fault of the moment answers with. */
int faultOf(bool takesTime, bool isOpen)
{
    const auto isAbandoned = [] { return fuse_interrupted() != 0; };
    switch (timetable.waitAndTell(takesTime, isAbandoned))
    {
    case Fault::hang:
        return -EINTR;
    case Fault::error:
        return -EIO;
    case Fault::gone:
        return isOpen ? -EIO : -ENOENT;
    default:
        return 0;
    }
}

int getAttributes(const char* path, struct stat* status, fuse_file_info*)
{
    std::memset(status, 0, sizeof(*status));
    if (isTimetable(path))
    {
        status->st_mode = S_IFREG | 0600;
        status->st_nlink = 1;
        return 0;
    }
    if (const auto fault = isRoot(path) ? 0 : faultOf(false, false); fault != 0)
        return fault;
    return ::stat((folder + path).c_str(), status) == 0 ? 0 : -errno;
}

int listFolder(const char* path, void* list, fuse_fill_dir_t fill, off_t, fuse_file_info*, fuse_readdir_flags)
{
    if (const auto fault = faultOf(true, false); fault != 0)
        return fault;
    auto* entries = ::opendir((folder + path).c_str());
    if (entries == nullptr)
        return -errno;
    while (const auto* entry = ::readdir(entries))
        fill(list, entry->d_name, nullptr, 0, fuse_fill_dir_flags{});
    ::closedir(entries);
    return 0;
}

int openFile(const char* path, fuse_file_info* file)
{
    if (isTimetable(path))
        return 0;
    if (const auto fault = faultOf(true, false); fault != 0)
        return fault;
    const auto descriptor = ::open((folder + path).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return -errno;
    file->fh = static_cast<std::uint64_t>(descriptor);
    return 0;
}

int readFile(const char* path, char* bytes, std::size_t size, off_t offset, fuse_file_info* file)
{
    if (isTimetable(path))
        return 0;
    if (const auto fault = faultOf(true, true); fault != 0)
        return fault;
    const auto count = ::pread(static_cast<int>(file->fh), bytes, size, offset);
    return count >= 0 ? static_cast<int>(count) : -errno;
}

int writeFile(const char* path, const char* bytes, std::size_t size, off_t, fuse_file_info*)
{
    if (!isTimetable(path))
        return -EROFS;
    return timetable.set(std::string(bytes, size)) ? static_cast<int>(size) : -EINVAL;
}

int truncateFile(const char* path, off_t, fuse_file_info*)
{
    return isTimetable(path) ? 0 : -EROFS;
}

int releaseFile(const char* path, fuse_file_info* file)
{
    if (!isTimetable(path))
        ::close(static_cast<int>(file->fh));
    return 0;
}

/** Nothing about files is remembered by the kernel, and signals to who waits come through. */
void* begin(fuse_conn_info*, fuse_config* configuration)
{
    configuration->attr_timeout = 0;
    configuration->entry_timeout = 0;
    configuration->negative_timeout = 0;
    configuration->intr = 1;
    return nullptr;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
    {
        std::cerr << "faulty-file-system FOLDER MOUNT\n";
        return 2;
    }
    folder = argv[1];
    fuse_operations operations{};
    operations.getattr = getAttributes;
    operations.readdir = listFolder;
    operations.open = openFile;
    operations.read = readFile;
    operations.write = writeFile;
    operations.truncate = truncateFile;
    operations.release = releaseFile;
    operations.init = begin;
    // With this libfuse tells the thread of a request that who waits for it was killed; it need not do anything.
    std::signal(SIGUSR1, [](int) {});
    std::string foreground = "-f";
    char* arguments[] = {argv[0], foreground.data(), argv[2], nullptr};
    return fuse_main(3, arguments, &operations, nullptr);
}
