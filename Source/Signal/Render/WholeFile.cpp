#include "Signal/Render/WholeFile.h"

#include "Signal/Codec/SystemError.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace loophole::signal
{

namespace
{

constexpr mode_t newFileMode = 0666; // less the user's umask

std::filesystem::path folderOf(const std::filesystem::path& target)
{
    return target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
}

std::filesystem::path freshHiddenName(const std::filesystem::path& folder)
{
    std::random_device random;
    std::array<char, 40> name{};
    std::snprintf(name.data(), name.size(), ".loophole-%08x%08x.partial", random(), random());
    return folder / name.data();
}

/** Why a target that exists cannot be replaced by a file, or an empty text; `mode` becomes its permissions. */
std::string whyNotReplaceable(const std::filesystem::path& target, mode_t& mode)
{
    struct stat status = {};
    if (::stat(target.c_str(), &status) != 0)
        return errno == ENOENT ? std::string() : systemErrorText(errno);
    if (S_ISDIR(status.st_mode))
        return "is a folder";
    if (!S_ISREG(status.st_mode))
        return "is not a regular file";
    if (::access(target.c_str(), W_OK) != 0)
        return systemErrorText(errno);
    mode = status.st_mode & 07777;
    return {};
}

} // namespace

Outcome<std::unique_ptr<WholeFile>> WholeFile::create(DiskThread&, const std::filesystem::path& target)
{
    // A link stays and what it points to is replaced, as when a program writes through it.
    std::error_code error;
    const auto resolved =
        std::filesystem::is_symlink(target, error) ? std::filesystem::weakly_canonical(target, error) : target;
    if (target.empty() || !target.has_filename())
        return Failure{target.string(), "is not the name of a file"};
    mode_t mode = 0;
    if (auto why = whyNotReplaceable(resolved, mode); !why.empty())
        return Failure{target.string(), std::move(why)};

    std::unique_ptr<WholeFile> file(new WholeFile(target, resolved));
    file->descriptor = file->openUnnamed();
    if (file->descriptor < 0)
        file->descriptor = file->openBeside();
    if (file->descriptor < 0)
        return file->failure(errno);
    if (mode != 0 && ::fchmod(file->descriptor, mode) != 0)
        return file->failure(errno);
    return file;
}

WholeFile::~WholeFile()
{
    if (descriptor >= 0)
        ::close(descriptor);
    if (!hiddenName.empty())
        ::unlink(hiddenName.c_str());
}

int WholeFile::openUnnamed() const
{
#ifdef O_TMPFILE
    // Only where it can be given a name afterwards, which goes through /proc.
    if (::access("/proc/self/fd", X_OK) == 0)
        return ::open(folderOf(target).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, newFileMode);
#endif
    return -1;
}

int WholeFile::openBeside()
{
    auto name = freshHiddenName(folderOf(target));
    const int opened = ::open(name.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, newFileMode);
    if (opened >= 0)
        hiddenName = std::move(name);
    return opened;
}

Outcome<void> WholeFile::writeAt(DiskThread&, std::int64_t offset, std::span<const std::byte> bytes)
{
    while (!bytes.empty())
    {
        const auto count = ::pwrite(descriptor, bytes.data(), bytes.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failure(count < 0 ? errno : ENOSPC);
        offset += count;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

/** A link cannot replace a file, but a rename can: the file gets a hidden name first. */
bool WholeFile::giveName()
{
    if (!hiddenName.empty())
        return true;
    auto name = freshHiddenName(folderOf(target));
    const auto self = "/proc/self/fd/" + std::to_string(descriptor);
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0)
        return false;
    hiddenName = std::move(name);
    return true;
}

bool WholeFile::flushFolder() const
{
    const int folder = ::open(folderOf(target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return false;
    // Some network file systems know no flush of folders; their rename is as lasting as it gets.
    const bool isFlushed = ::fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP;
    const int error = errno;
    ::close(folder);
    errno = error;
    return isFlushed;
}

Outcome<void> WholeFile::commit(DiskThread&)
{
    if (::fsync(descriptor) != 0 || !giveName() || ::rename(hiddenName.c_str(), target.c_str()) != 0)
        return failure(errno);
    hiddenName.clear();
    return flushFolder() ? Outcome<void>() : failure(errno);
}

Failure WholeFile::failure(int error) const
{
    return {givenTarget.string(), "cannot be written: " + systemErrorText(error)};
}

} // namespace loophole::signal
