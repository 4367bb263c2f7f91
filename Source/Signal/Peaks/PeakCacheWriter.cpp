#include "Signal/Peaks/PeakCacheWriter.h"

#include "Signal/Codec/SystemError.h"
#include "Signal/Peaks/CacheFolder.h"

#include <atomic>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace loophole::signal
{

namespace
{

/** Of no other writer, in this process or another. */
std::string temporaryName()
{
    static std::atomic<unsigned> count{0};
    return std::to_string(::getpid()) + "-" + std::to_string(++count) + CacheFolder::unfinishedSuffix;
}

/** File systems that cannot reserve space say so at once; then a full disk is found while writing. Either way the file
    has its full length: it is mapped before it is written. */
bool tryReserve(int descriptor, std::int64_t bytes)
{
    if (::fallocate(descriptor, 0, 0, bytes) == 0)
        return true;
    return errno != ENOSPC && errno != EFBIG && errno != EDQUOT && ::ftruncate(descriptor, bytes) == 0;
}

} // namespace

Outcome<std::unique_ptr<PeakCacheWriter>> PeakCacheWriter::create(DiskThread& thread,
                                                                  const std::filesystem::path& folder,
                                                                  const PeakLayout& layout, SampleRate rate)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return Failure{folder.string(), "cannot be made: " + systemErrorText(error.value())};
    auto path = folder / temporaryName();
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor < 0)
        return Failure{path.string(), systemErrorText(errno)};
    std::unique_ptr<PeakCacheWriter> writer(new PeakCacheWriter(std::move(path), descriptor, layout, rate));
    if (!tryReserve(descriptor, layout.fileBytes()))
        return Failure{writer->temporary.string(), "cannot be written: " + systemErrorText(errno)};
    auto peaks = PeakCache::overUnwritten(thread, descriptor, layout, rate);
    if (!peaks)
        return Failure{writer->temporary.string(), peaks.failure().why};
    writer->written = std::move(peaks).value();
    return writer;
}

PeakCacheWriter::PeakCacheWriter(std::filesystem::path path, int descriptor, const PeakLayout& layout, SampleRate rate)
    : temporary(std::move(path)), descriptor(descriptor), plan(layout), rate(rate), checksums(layout.checksumCount())
{
}

PeakCacheWriter::~PeakCacheWriter()
{
    ::close(descriptor);
    if (!isMoved)
        ::unlink(temporary.c_str());
}

Outcome<void> PeakCacheWriter::writeAt(std::int64_t offset, std::span<const std::byte> bytes) const
{
    while (!bytes.empty())
    {
        const auto count = ::pwrite(descriptor, bytes.data(), bytes.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return Failure{temporary.string(), "cannot be written: " + systemErrorText(count == 0 ? ENOSPC : errno)};
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += count;
    }
    return {};
}

Outcome<void> PeakCacheWriter::writePiece(DiskThread&, int level, int channel, std::int64_t piece,
                                          std::span<const Peak> peaks)
{
    const auto first = piece * plan.piecePeaks(level);
    assert(first + static_cast<std::int64_t>(peaks.size()) <= plan.peakCount(level));
    const auto bytes = std::as_bytes(peaks);
    checksums[plan.checksumIndex(level, channel, piece)] = checksumOf(bytes);
    const auto offset = plan.sectionOffset(level, channel) + first * static_cast<std::int64_t>(sizeof(Peak));
    if (auto done = writeAt(offset, bytes); !done)
        return done;
    written->markWritten(level, channel, piece);
    return {};
}

Outcome<void> PeakCacheWriter::finish(DiskThread&, const ContentKey& content, const ContentKey& fullHash)
{
    PeakHeader header;
    header.channels = plan.channels();
    header.length = plan.length().value();
    header.sampleRate = rate.hz();
    header.levelCount = plan.levelCount();
    header.contentKey = content;
    header.fullHash = fullHash;
    header.checksum = checksumOf(header, checksums);
    if (auto done = writeAt(sizeof header, std::as_bytes(std::span(checksums))); !done)
        return done;
    if (auto done = writeAt(0, std::as_bytes(std::span(&header, 1))); !done)
        return done;
    written->seal(header);
    return {};
}

Outcome<void> PeakCacheWriter::moveTo(DiskThread&, const std::filesystem::path& path)
{
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return Failure{path.string(), "cannot be written: " + systemErrorText(errno)};
    isMoved = true;
    return {};
}

} // namespace loophole::signal
