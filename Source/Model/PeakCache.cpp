#include "Model/PeakCache.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace loophole
{

namespace
{

/** The open file until it is mapped. */
class Descriptor
{
public:
    explicit Descriptor(const std::filesystem::path& path)
        : number(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))
    {
    }
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    const int number;
};

/** Why a header cannot be that of a whole peak file of so many bytes, or null. */
const char* whyRefused(const PeakHeader& header, std::int64_t fileBytes)
{
    if (header.magic != PeakHeader::magicBytes)
        return "is no peak file";
    if (header.version != PeakHeader::currentVersion)
        return "is a peak file of another version";
    const bool ratePossible =
        header.sampleRate >= limits::lowestSampleRate && header.sampleRate <= limits::highestSampleRate;
    if (!PeakLayout::isPossible(header.channels, header.length) || !ratePossible || header.reserved != 0)
        return "is a damaged peak file: its header is impossible";
    const PeakLayout layout(header.channels, FrameCount(header.length));
    if (header.levelCount != layout.levelCount())
        return "is a damaged peak file: its header is impossible";
    if (fileBytes != layout.fileBytes())
        return fileBytes < layout.fileBytes() ? "is a truncated peak file" : "is a damaged peak file: it is too long";
    return nullptr;
}

/** Null where the system refuses; errno says why. */
const std::byte* tryMap(int descriptor, std::int64_t bytes)
{
    void* address = ::mmap(nullptr, static_cast<std::size_t>(bytes), PROT_READ, MAP_SHARED, descriptor, 0);
    return address == MAP_FAILED ? nullptr : static_cast<const std::byte*>(address);
}

} // namespace

Outcome<std::shared_ptr<const PeakCache>> PeakCache::open(DiskThread&, const std::filesystem::path& path)
{
    const auto systemFailure = [&] { return Failure{path.string(), std::generic_category().message(errno)}; };
    const Descriptor file(path);
    struct stat status = {};
    if (file.number < 0 || ::fstat(file.number, &status) != 0)
        return systemFailure();
    PeakHeader header;
    if (!S_ISREG(status.st_mode) || ::pread(file.number, &header, sizeof header, 0) != ssize_t{sizeof header})
        return Failure{path.string(), "is no peak file"};
    if (const auto* why = whyRefused(header, status.st_size))
        return Failure{path.string(), why};

    const auto* mapped = tryMap(file.number, status.st_size);
    if (mapped == nullptr)
        return systemFailure();
    std::shared_ptr<const PeakCache> cache(new PeakCache(mapped, header, Trust::unchecked));
    if (header.checksum != checksumOf(header, cache->checksums()) || !cache->areCoarseLevelsSound())
        return Failure{path.string(), "is a damaged peak file: a checksum does not hold"};
    return cache;
}

Outcome<std::shared_ptr<PeakCache>> PeakCache::overUnwritten(DiskThread&, int descriptor, const PeakLayout& layout,
                                                             SampleRate rate)
{
    PeakHeader header;
    header.channels = layout.channels();
    header.length = layout.length().value();
    header.sampleRate = rate.hz();
    header.levelCount = layout.levelCount();
    const auto* mapped = tryMap(descriptor, layout.fileBytes());
    if (mapped == nullptr)
        return Failure{"peaks", "cannot be mapped: " + std::generic_category().message(errno)};
    return std::shared_ptr<PeakCache>(new PeakCache(mapped, header, Trust::absent));
}

PeakCache::PeakCache(const std::byte* mapped, const PeakHeader& header, Trust trusted)
    : mapped(mapped),
      header(header),
      layout(header.channels, FrameCount(header.length)),
      rate(header.sampleRate),
      trust(layout.checksumCount())
{
    for (auto& piece : trust)
        piece.store(trusted, std::memory_order_relaxed);
}

PeakCache::~PeakCache()
{
    ::munmap(const_cast<std::byte*>(mapped), static_cast<std::size_t>(layout.fileBytes()));
}

std::span<const std::uint64_t> PeakCache::checksums() const
{
    static_assert(sizeof(PeakHeader) % alignof(std::uint64_t) == 0);
    return {reinterpret_cast<const std::uint64_t*>(mapped + sizeof(PeakHeader)), layout.checksumCount()};
}

bool PeakCache::areCoarseLevelsSound() const
{
    std::int64_t bytes = 0;
    for (int level = layout.levelCount() - 1; level >= 0; --level)
    {
        bytes += layout.sectionBytes(level) * layout.channels();
        if (bytes > bytesCheckedAtOpen)
            return true;
        for (int channel = 0; channel < layout.channels(); ++channel)
            if (layout.peakCount(level) > 0 && !holds(channel, level, 0, layout.peakCount(level)))
                return false;
    }
    return true;
}

bool PeakCache::isPieceSound(int level, int channel, std::int64_t piece) const
{
    const auto index = layout.checksumIndex(level, channel, piece);
    const auto known = trust[index].load(std::memory_order_acquire);
    if (known != Trust::unchecked)
        return known == Trust::sound;
    const auto whole = std::as_bytes(peaks(channel, level));
    const auto pieceBytes = static_cast<std::size_t>(layout.piecePeaks(level)) * sizeof(Peak);
    const auto first = static_cast<std::size_t>(piece) * pieceBytes;
    const auto isSound =
        checksumOf(whole.subspan(first, std::min(pieceBytes, whole.size() - first))) == checksums()[index];
    // Two threads that check at once come to the same result.
    trust[index].store(isSound ? Trust::sound : Trust::damaged, std::memory_order_release);
    if (!isSound)
        damaged.store(true, std::memory_order_relaxed);
    return isSound;
}

bool PeakCache::holds(int channel, int level, std::int64_t first, std::int64_t last) const
{
    if (channel < 0 || channel >= channels() || level < 0 || level >= levelCount() || first < 0 || first >= last ||
        last > peakCount(level))
        return false;
    const auto piecePeaks = layout.piecePeaks(level);
    for (auto piece = first / piecePeaks; piece * piecePeaks < last; ++piece)
        if (!isPieceSound(level, channel, piece))
            return false;
    return true;
}

void PeakCache::markWritten(int level, int channel, std::int64_t piece)
{
    trust[layout.checksumIndex(level, channel, piece)].store(Trust::sound, std::memory_order_release);
}

int PeakCache::levelFor(double framesPerPixel) const
{
    int level = 0;
    while (level + 1 < levelCount() && static_cast<double>(framesPerPeak(level + 1).value()) <= framesPerPixel)
        ++level;
    return level;
}

std::span<const Peak> PeakCache::peaks(int channel, int level) const
{
    if (channel < 0 || channel >= channels() || level < 0 || level >= levelCount())
        return {};
    const auto* first = reinterpret_cast<const Peak*>(mapped + layout.sectionOffset(level, channel));
    return {first, static_cast<std::size_t>(layout.peakCount(level))};
}

Peak PeakCache::peak(int channel, int level, std::int64_t index) const
{
    return holds(channel, level, index, index + 1) ? peaks(channel, level)[static_cast<std::size_t>(index)] : Peak{};
}

std::uint64_t PeakCache::finestChecksum() const
{
    return checksumOf(std::as_bytes(checksums().first(layout.checksumIndex(1, 0, 0))));
}

} // namespace loophole
