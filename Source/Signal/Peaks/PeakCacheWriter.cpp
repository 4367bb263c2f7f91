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

/** File systems that cannot reserve space say so at once; then a full disk is found while writing. */
bool tryReserve(int descriptor, std::int64_t bytes)
{
    return ::fallocate(descriptor, 0, 0, bytes) == 0 || (errno != ENOSPC && errno != EFBIG && errno != EDQUOT);
}

} // namespace

Outcome<std::unique_ptr<PeakCacheWriter>> PeakCacheWriter::create(DiskThread&, const std::filesystem::path& folder,
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
    return writer;
}

PeakCacheWriter::PeakCacheWriter(std::filesystem::path path, int descriptor, const PeakLayout& layout, SampleRate rate)
    : temporary(std::move(path)),
      descriptor(descriptor),
      plan(layout),
      rate(rate),
      pieceChecksums(layout.checksumCount())
{
    for (int level = 0; level < plan.levelCount(); ++level)
        for (int channel = 0; channel < plan.channels(); ++channel)
            pieceChecksums[plan.checksumIndex(level, channel)].resize(static_cast<std::size_t>(plan.pieceCount(level)));
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
    pieceChecksums[plan.checksumIndex(level, channel)][static_cast<std::size_t>(piece)] = checksumOf(bytes);
    const auto offset = plan.sectionOffset(level, channel) + first * static_cast<std::int64_t>(sizeof(Peak));
    return writeAt(offset, bytes);
}

std::vector<std::uint64_t> PeakCacheWriter::sectionChecksums() const
{
    std::vector<std::uint64_t> table;
    for (const auto& pieces : pieceChecksums)
        table.push_back(checksumOf(std::as_bytes(std::span(pieces))));
    return table;
}

Outcome<void> PeakCacheWriter::finish(DiskThread&, const ContentKey& content, const ContentKey& fullHash)
{
    const auto table = sectionChecksums();
    finest = checksumOf(std::as_bytes(std::span(table).first(static_cast<std::size_t>(plan.channels()))));
    PeakHeader header;
    header.channels = plan.channels();
    header.length = plan.length().value();
    header.sampleRate = rate.hz();
    header.levelCount = plan.levelCount();
    header.contentKey = content;
    header.fullHash = fullHash;
    header.checksum = checksumOf(header, table);
    if (auto written = writeAt(sizeof header, std::as_bytes(std::span(table))); !written)
        return written;
    if (auto written = writeAt(0, std::as_bytes(std::span(&header, 1))); !written)
        return written;
    // The gap before the first section may be all that is left unwritten of an empty medium.
    if (::ftruncate(descriptor, plan.fileBytes()) != 0 || ::fdatasync(descriptor) != 0)
        return Failure{temporary.string(), "cannot be written: " + systemErrorText(errno)};
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
