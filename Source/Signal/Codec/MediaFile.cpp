#include "Signal/Codec/MediaFile.h"

#include "Signal/Codec/SystemError.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace loophole::signal
{

namespace
{

/** Why something that is no regular file cannot be a medium, or null when it is one. */
const char* whyNotRegular(mode_t mode)
{
    if (S_ISREG(mode))
        return nullptr;
    return S_ISDIR(mode) ? "is a folder" : "is not a regular file";
}

/** Of this thread. Decoders read through their libraries' callbacks, which have no place to hand times back. */
thread_local Instant waited{};

/** Adds the time from its making to its end. */
class Wait
{
public:
    Wait() : began(SteadyClock().now()) {}
    ~Wait() { waited += SteadyClock().now() - began; }
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

private:
    Instant began;
};

} // namespace

Outcome<std::shared_ptr<const MediaFile>> MediaFile::open(DiskThread&, const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a pipe without a writer would otherwise wait for one. It means nothing for regular files.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return Failure{path.string(), systemErrorText(errno)};

    struct stat status = {};
    const char* refusal = nullptr;
    std::string why;
    if (::fstat(descriptor, &status) != 0)
        why = systemErrorText(errno);
    else if ((refusal = whyNotRegular(status.st_mode)) != nullptr)
        why = refusal;
    if (!why.empty())
    {
        ::close(descriptor);
        return Failure{path.string(), std::move(why)};
    }
    return std::shared_ptr<const MediaFile>(
        new MediaFile(path, descriptor, status.st_size,
                      std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec));
}

MediaFile::~MediaFile()
{
    ::close(descriptor);
}

Instant MediaFile::timeWaited(DiskThread&)
{
    return waited;
}

Outcome<std::size_t> MediaFile::readAt(DiskThread&, std::int64_t offset, std::span<std::byte> bytes) const
{
    const Wait wait;
    std::size_t done = 0;
    while (done < bytes.size())
    {
        const auto count =
            ::pread(descriptor, bytes.data() + done, bytes.size() - done, offset + static_cast<std::int64_t>(done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure("cannot be read: " + systemErrorText(errno));
        if (count == 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

} // namespace loophole::signal
