#include "Signal/Buffers/ChunkFile.h"

#include "Signal/Buffers/ChunkPacking.h"
#include "Signal/Codec/SystemError.h"

#include <cassert>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace loophole::signal
{
namespace
{

Failure failure(const std::filesystem::path& folder, int error)
{
    return {folder.string(), systemErrorText(error)};
}

/** A file without a name; where the file system has none (NFS, FUSE) one whose name is taken away at once. */
int openNameless(const std::filesystem::path& folder)
{
#ifdef O_TMPFILE
    const int nameless = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (nameless >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT))
        return nameless;
#endif
    auto name = (folder / "buffer-XXXXXX").string();
    const int named = ::mkstemp(name.data());
    if (named >= 0)
        ::unlink(name.c_str());
    return named;
}

} // namespace

ChunkFile::ChunkFile(int opened, std::size_t chunkSamples, int channels, bool packs)
    : descriptor(opened), samplesAChunk(chunkSamples), channelCount(channels), isPacking(packs)
{
}

ChunkFile::ChunkFile(ChunkFile&& other) noexcept
    : descriptor(std::exchange(other.descriptor, -1)),
      samplesAChunk(other.samplesAChunk),
      channelCount(other.channelCount),
      isPacking(other.isPacking),
      written(std::move(other.written))
{
}

ChunkFile& ChunkFile::operator=(ChunkFile&& other) noexcept
{
    std::swap(descriptor, other.descriptor);
    samplesAChunk = other.samplesAChunk;
    channelCount = other.channelCount;
    isPacking = other.isPacking;
    written = std::move(other.written);
    return *this;
}

ChunkFile::~ChunkFile()
{
    if (descriptor >= 0)
        ::close(descriptor);
}

Outcome<ChunkFile> ChunkFile::create(const std::filesystem::path& folder, std::size_t chunkSamples, int channels,
                                     bool packs)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return Failure{folder.string(), systemErrorText(error.value())};
    const auto opened = openNameless(folder);
    if (opened < 0)
        return failure(folder, errno);
    return ChunkFile(opened, chunkSamples, channels, packs);
}

std::int64_t ChunkFile::placeOf(std::int64_t chunk) const
{
    return chunk * static_cast<std::int64_t>(samplesAChunk * sizeof(float));
}

Outcome<void> ChunkFile::write(std::int64_t chunk, std::span<const float> samples)
{
    assert(samples.size() == samplesAChunk);
    const auto packed = isPacking ? tryPackChunk(samples, channelCount) : std::nullopt;
    const auto bytes = packed ? std::span(*packed) : std::as_bytes(samples);
    if (auto done = writeAt(placeOf(chunk), bytes); !done)
        return done;
    written[chunk] = bytes.size();
    return {};
}

Outcome<void> ChunkFile::read(std::int64_t chunk, std::span<float> samples) const
{
    assert(samples.size() == samplesAChunk);
    const auto found = written.find(chunk);
    if (found == written.end())
    {
        std::fill(samples.begin(), samples.end(), 0.0f);
        return {};
    }
    if (found->second == samples.size_bytes())
        return readAt(placeOf(chunk), std::as_writable_bytes(samples));
    std::vector<std::byte> packed(found->second);
    if (auto done = readAt(placeOf(chunk), packed); !done)
        return done;
    if (!tryUnpackChunk(packed, samples, channelCount))
        return Failure{"streaming buffer", "a chunk on disk is damaged"};
    return {};
}

Outcome<void> ChunkFile::writeAt(std::int64_t offset, std::span<const std::byte> bytes)
{
    for (std::size_t done = 0; done < bytes.size();)
    {
        const auto count =
            ::pwrite(descriptor, bytes.data() + done, bytes.size() - done, offset + static_cast<std::int64_t>(done));
        if (count < 0 && errno != EINTR)
            return Failure{"streaming buffer", "cannot be written: " + systemErrorText(errno)};
        done += static_cast<std::size_t>(std::max<ssize_t>(0, count));
    }
    return {};
}

Outcome<void> ChunkFile::readAt(std::int64_t offset, std::span<std::byte> bytes) const
{
    for (std::size_t done = 0; done < bytes.size();)
    {
        const auto count =
            ::pread(descriptor, bytes.data() + done, bytes.size() - done, offset + static_cast<std::int64_t>(done));
        if (count == 0)
            return Failure{"streaming buffer", "ends in the middle of a chunk"};
        if (count < 0 && errno != EINTR)
            return Failure{"streaming buffer", "cannot be read: " + systemErrorText(errno)};
        done += static_cast<std::size_t>(std::max<ssize_t>(0, count));
    }
    return {};
}

std::uint64_t ChunkFile::bytesOnDisk() const
{
    struct stat status = {};
    return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_blocks) * 512 : 0;
}

} // namespace loophole::signal
