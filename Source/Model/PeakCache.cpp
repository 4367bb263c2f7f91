#include "Model/PeakCache.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

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

std::uint64_t sectionChecksum(const std::byte* section, const PeakLayout& layout, int level)
{
    const auto whole = std::span(section, static_cast<std::size_t>(layout.sectionBytes(level)));
    const auto pieceBytes = static_cast<std::size_t>(layout.piecePeaks(level)) * sizeof(Peak);
    std::vector<std::uint64_t> pieces(static_cast<std::size_t>(layout.pieceCount(level)));
    for (std::size_t i = 0; i < pieces.size(); ++i)
        pieces[i] = checksumOf(whole.subspan(i * pieceBytes, std::min(pieceBytes, whole.size() - i * pieceBytes)));
    return checksumOf(std::as_bytes(std::span(pieces)));
}

/** Whether every checksum holds of a mapped file whose header was not refused. */
bool isSound(const std::byte* mapped, const PeakHeader& header, const PeakLayout& layout)
{
    std::vector<std::uint64_t> table(layout.checksumCount());
    std::memcpy(table.data(), mapped + sizeof(PeakHeader), table.size() * sizeof(std::uint64_t));
    if (header.checksum != checksumOf(header, table))
        return false;
    for (int level = 0; level < layout.levelCount(); ++level)
        for (int channel = 0; channel < layout.channels(); ++channel)
            if (table[layout.checksumIndex(level, channel)] !=
                sectionChecksum(mapped + layout.sectionOffset(level, channel), layout, level))
                return false;
    return true;
}

/** Gathers peaks of runs of frames into the peak of all of them. */
class Gathering
{
public:
    void add(const Peak& peak, std::int64_t frames)
    {
        all.min = count == 0 ? peak.min : std::min(all.min, peak.min);
        all.max = count == 0 ? peak.max : std::max(all.max, peak.max);
        const auto rms = static_cast<double>(peak.rms);
        squares += rms * rms * static_cast<double>(frames);
        count += frames;
    }
    [[nodiscard]] Peak result() const
    {
        if (count == 0)
            return {};
        return {all.min, all.max, static_cast<float>(std::sqrt(squares / static_cast<double>(count)))};
    }

private:
    Peak all;
    double squares = 0;
    std::int64_t count = 0;
};

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

    // Populated at once: every page is about to be read for its checksum.
    const auto bytes = static_cast<std::size_t>(status.st_size);
    void* address = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED | MAP_POPULATE, file.number, 0);
    if (address == MAP_FAILED)
        return systemFailure();
    std::shared_ptr<const PeakCache> cache(new PeakCache(static_cast<const std::byte*>(address), header));
    if (!isSound(cache->mapped, header, cache->layout))
        return Failure{path.string(), "is a damaged peak file: a checksum does not hold"};
    return cache;
}

PeakCache::PeakCache(const std::byte* mapped, const PeakHeader& header)
    : mapped(mapped), header(header), layout(header.channels, FrameCount(header.length)), rate(header.sampleRate)
{
}

PeakCache::~PeakCache()
{
    ::munmap(const_cast<std::byte*>(mapped), static_cast<std::size_t>(layout.fileBytes()));
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
    const auto all = peaks(channel, level);
    return std::in_range<std::size_t>(index) && static_cast<std::size_t>(index) < all.size()
               ? all[static_cast<std::size_t>(index)]
               : Peak{};
}

Peak PeakCache::envelope(int channel, FrameRange range) const
{
    const auto inside = range.intersection({FramePosition(0), length()});
    if (inside.isEmpty())
        return {};
    // In finest peaks. At each step the largest peak is taken that begins here and does not reach past the end;
    // behind the last frame of the medium there is nothing to reach into.
    auto from = inside.start.value() / PeakLayout::finestFrames;
    const auto last = peakCount(0);
    auto to = (inside.end().value() + PeakLayout::finestFrames - 1) / PeakLayout::finestFrames;
    if (to == last)
        to = std::max(to, std::int64_t{1} << (2 * (levelCount() - 1)));
    Gathering gathering;
    while (from < std::min(to, last))
    {
        int level = 0;
        while (level + 1 < levelCount() && from % (std::int64_t{1} << (2 * (level + 1))) == 0 &&
               from + (std::int64_t{1} << (2 * (level + 1))) <= to)
            ++level;
        const auto index = from >> (2 * level);
        gathering.add(peak(channel, level, index), layout.framesIn(level, index));
        from += std::int64_t{1} << (2 * level);
    }
    return gathering.result();
}

std::uint64_t PeakCache::finestChecksum() const
{
    std::vector<std::uint64_t> table(static_cast<std::size_t>(channels()));
    std::memcpy(table.data(), mapped + sizeof(PeakHeader), table.size() * sizeof(std::uint64_t));
    return checksumOf(std::as_bytes(std::span(table)));
}

} // namespace loophole
