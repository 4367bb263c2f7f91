#include "Signal/Codec/WavHeader.h"

#include "Signal/Codec/ByteOrder.h"
#include "Signal/Codec/ChunkWalk.h"
#include "Signal/Codec/WavTags.h"

#include <algorithm>
#include <limits>

namespace loophole::signal
{

namespace
{

constexpr std::int64_t unknownSize = 0xFFFFFFFF;

/** Bytes 2 to 15 of the GUIDs whose first two are a format tag: Microsoft's, and that of Ambisonic B-format. */
constexpr std::array<std::uint8_t, 14> mediaSubtype{0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71};
constexpr std::array<std::uint8_t, 14> ambisonicSubtype{0,    0,    0x21, 0x07, 0xD3, 0x11, 0x86,
                                                        0x44, 0xC8, 0xC1, 0xCA, 0,    0,    0};

bool isSubtype(std::span<const std::byte> guid, const std::array<std::uint8_t, 14>& family)
{
    return std::equal(family.begin(), family.end(), guid.begin() + 2,
                      [](std::uint8_t a, std::byte b) { return a == std::to_integer<std::uint8_t>(b); });
}

/** One walk over the chunks. */
class WavScan
{
public:
    WavScan(DiskThread& thread, const MediaFile& file, std::int64_t base, std::endian order, bool hasWideSizes)
        : file(file), order(order), hasWideSizes(hasWideSizes), walk(thread, file, base + 12, order)
    {
    }

    Outcome<void> run();

    WavHeader header;

private:
    Outcome<void> take(const Chunk&);
    void takeFormat(std::span<const std::byte> body);
    void takeWideSizes(std::span<const std::byte> body);
    Outcome<void> takeData(const Chunk&);
    Outcome<bool> isFollowedByChunks(const Chunk& empty) const;

    template <class Word>
    [[nodiscard]] Word word(std::span<const std::byte> body, std::size_t offset) const
    {
        return loadWord<Word>(body.subspan(offset), order);
    }

    const MediaFile& file;
    std::endian order;
    bool hasWideSizes;
    ChunkWalk walk;
    std::optional<std::int64_t> wideDataSize;
    bool hasFormat = false;
    bool hasData = false;
};

Outcome<void> WavScan::run()
{
    while (!header.isUnclosed)
    {
        const auto chunk = walk.next();
        if (!chunk)
            return chunk.failure();
        if (!chunk.value())
            break;
        if (auto taken = take(*chunk.value()); !taken)
            return taken;
    }
    if (!hasFormat)
        return file.failure("has no format chunk");
    if (!hasData)
        return file.failure("has no data chunk");
    return {};
}

Outcome<void> WavScan::take(const Chunk& chunk)
{
    if (chunk.is("data"))
        return takeData(chunk);

    // The longest that is looked into is LIST, of which the first 64 KiB hold every text.
    const bool isWanted =
        chunk.is("fmt ") || chunk.is("ds64") || chunk.is("bext") || chunk.is("LIST") || chunk.is("iXML");
    const auto body = isWanted ? walk.body(chunk, std::size_t{64} << 10) : std::vector<std::byte>();
    if (!body)
        return body.failure();
    if (chunk.is("fmt ") && !hasFormat)
        takeFormat(body.value());
    else if (chunk.is("ds64") && hasWideSizes)
        takeWideSizes(body.value());
    else if (chunk.is("bext"))
        header.timeReference = takeBroadcastTags(body.value(), order, header.tags);
    else if (chunk.is("LIST"))
        takeInfoTags(body.value(), order, header.tags);
    else if (chunk.is("iXML"))
        takeIxmlTags(body.value(), header.tags);
    return {};
}

void WavScan::takeFormat(std::span<const std::byte> body)
{
    if (body.size() < 16)
        return;
    hasFormat = true;
    header.formatTag = word<std::uint16_t>(body, 0);
    header.channels = word<std::uint16_t>(body, 2);
    header.sampleRate = static_cast<int>(std::min<std::uint32_t>(word<std::uint32_t>(body, 4), 1u << 30));
    header.frameBytes = word<std::uint16_t>(body, 12);
    header.bitsPerSample = word<std::uint16_t>(body, 14);
    header.validBits = header.bitsPerSample;
    if (header.formatTag != waveformat::extensible || body.size() < 40)
        return;
    const auto guid = body.subspan(24, 16);
    if (isSubtype(guid, mediaSubtype) || isSubtype(guid, ambisonicSubtype))
        header.formatTag = word<std::uint16_t>(guid, 0);
    const int valid = word<std::uint16_t>(body, 18);
    if (header.bitsPerSample == 0)
        header.bitsPerSample = valid;
    if (valid > 0 && valid <= header.bitsPerSample)
        header.validBits = valid;
}

/** ds64: sizes of RIFF, data and frames as 64 bits each; a table of other chunks' follows, which nobody writes. */
void WavScan::takeWideSizes(std::span<const std::byte> body)
{
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    if (body.size() >= 16)
        wideDataSize = static_cast<std::int64_t>(std::min(word<std::uint64_t>(body, 8), largest));
}

Outcome<void> WavScan::takeData(const Chunk& chunk)
{
    auto data = chunk;
    if (chunk.size == unknownSize && wideDataSize)
    {
        data.size = *wideDataSize;
        walk.correctSize(data.size);
    }
    if (hasData)
        return {};
    hasData = true;

    const auto rest = std::max<std::int64_t>(0, file.size() - data.offset);
    if (data.size == 0 && rest > 0)
    {
        const auto isEmpty = isFollowedByChunks(data);
        if (!isEmpty)
            return isEmpty.failure();
        header.isUnclosed = !isEmpty.value();
    }
    else
        header.isUnclosed = data.size == unknownSize && rest < unknownSize;
    header.dataOffset = data.offset;
    header.dataBytes = header.isUnclosed ? rest : std::min(data.size, rest);
    header.missingBytes = header.isUnclosed ? 0 : data.size - header.dataBytes;
    return {};
}

/** A chunk of no bytes is empty if other chunks follow up to the end; otherwise its size was never written. */
Outcome<bool> WavScan::isFollowedByChunks(const Chunk& empty) const
{
    auto rest = walk;
    std::optional<Chunk> last;
    for (;;)
    {
        const auto chunk = rest.next();
        if (!chunk)
            return chunk.failure();
        if (!chunk.value())
            break;
        last = chunk.value();
    }
    const auto end = last ? last->offset + last->size : empty.offset;
    return end >= file.size() - 1 && end <= file.size();
}

} // namespace

bool WavHeader::isFourByte24() const
{
    return formatTag == waveformat::pcm && validBits == 24 && (bitsPerSample == 24 || bitsPerSample == 32) &&
           container != "RIFX" && channels > 0 && frameBytes == 4 * channels;
}

std::optional<SampleEncoding> WavHeader::encoding() const
{
    const bool isBig = container == "RIFX";
    if (formatTag == waveformat::ieeeFloat && bitsPerSample == 32)
        return isBig ? SampleEncoding::float32Big : SampleEncoding::float32Little;
    if (formatTag == waveformat::ieeeFloat && bitsPerSample == 64)
        return isBig ? SampleEncoding::float64Big : SampleEncoding::float64Little;
    if (formatTag != waveformat::pcm || bitsPerSample < 1)
        return std::nullopt;
    switch ((bitsPerSample + 7) / 8)
    {
    case 1:
        return SampleEncoding::unsigned8;
    case 2:
        return isBig ? SampleEncoding::int16Big : SampleEncoding::int16Little;
    case 3:
        return isBig ? SampleEncoding::int24Big : SampleEncoding::int24Little;
    case 4:
        return isBig ? SampleEncoding::int32Big : SampleEncoding::int32Little;
    default:
        break;
    }
    if (isBig || bitsPerSample > 64)
        return std::nullopt;
    constexpr std::array wide{SampleEncoding::int40Little, SampleEncoding::int48Little, SampleEncoding::int56Little,
                              SampleEncoding::int64Little};
    return wide[static_cast<std::size_t>((bitsPerSample + 7) / 8 - 5)];
}

Outcome<WavHeader> readWavHeader(DiskThread& thread, const MediaFile& file, std::int64_t base)
{
    std::array<std::byte, 12> head{};
    const auto count = file.readAt(thread, base, head);
    if (!count)
        return count.failure();
    const std::span<const std::byte> bytes(head);
    const bool isWide = beginsWith(bytes, "RF64") || beginsWith(bytes, "BW64");
    const bool isBig = beginsWith(bytes, "RIFX");
    if (count.value() < head.size() || !(isWide || isBig || beginsWith(bytes, "RIFF")) ||
        !beginsWith(bytes.subspan(8), "WAVE"))
        return file.failure("is not a WAV file");

    WavScan scan(thread, file, base, isBig ? std::endian::big : std::endian::little, isWide);
    scan.header.container = isBig ? "RIFX" : beginsWith(bytes, "RF64") ? "RF64" : isWide ? "BW64" : "WAV";
    if (auto done = scan.run(); !done)
        return done.failure();
    return std::move(scan.header);
}

} // namespace loophole::signal
