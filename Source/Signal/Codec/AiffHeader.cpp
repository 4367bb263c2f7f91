#include "Signal/Codec/AiffHeader.h"

#include "Signal/Codec/ByteOrder.h"
#include "Signal/Codec/ChunkWalk.h"
#include "Signal/Codec/TagText.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace loophole::signal
{

namespace
{

constexpr auto big = std::endian::big;

/** AIFC names that mean plain samples, and the width that some of them fix whatever COMM says. */
struct PlainCodec
{
    std::string_view name;
    SampleEncoding encoding;
};

constexpr std::array plainCodecs{
    PlainCodec{"fl32", SampleEncoding::float32Big},  PlainCodec{"FL32", SampleEncoding::float32Big},
    PlainCodec{"fl64", SampleEncoding::float64Big},  PlainCodec{"FL64", SampleEncoding::float64Big},
    PlainCodec{"in24", SampleEncoding::int24Big},    PlainCodec{"in32", SampleEncoding::int32Big},
    PlainCodec{"42ni", SampleEncoding::int24Little}, PlainCodec{"23ni", SampleEncoding::int32Little}};

constexpr std::array bigIntegers{SampleEncoding::int8, SampleEncoding::int16Big, SampleEncoding::int24Big,
                                 SampleEncoding::int32Big};
constexpr std::array littleIntegers{SampleEncoding::int8, SampleEncoding::int16Little, SampleEncoding::int24Little,
                                    SampleEncoding::int32Little};

struct TextChunk
{
    std::string_view id;
    const char* key;
};

constexpr std::array textChunks{TextChunk{"NAME", "title"}, TextChunk{"AUTH", "artist"}, TextChunk{"(c) ", "copyright"},
                                TextChunk{"ANNO", "comment"}};

/** One walk over the chunks. */
class AiffScan
{
public:
    AiffScan(DiskThread& thread, const MediaFile& file, std::int64_t base)
        : file(file), walk(thread, file, base + 12, big)
    {
    }

    Outcome<void> run();

    AiffHeader header;

private:
    Outcome<void> take(const Chunk&);
    void takeCommon(std::span<const std::byte> body);
    Outcome<void> takeSound(const Chunk&);
    void settleLength();

    const MediaFile& file;
    ChunkWalk walk;
    std::optional<Chunk> sound;
    std::int64_t declaredFrames = 0;
    bool hasCommon = false;
    bool hasChunkAfterSound = false;
};

Outcome<void> AiffScan::run()
{
    for (;;)
    {
        const auto chunk = walk.next();
        if (!chunk)
            return chunk.failure();
        if (!chunk.value())
            break;
        if (auto taken = take(*chunk.value()); !taken)
            return taken;
    }
    if (!hasCommon)
        return file.failure("has no COMM chunk");
    if (!sound && declaredFrames > 0)
        return file.failure("has no SSND chunk");
    settleLength();
    return {};
}

Outcome<void> AiffScan::take(const Chunk& chunk)
{
    hasChunkAfterSound = sound.has_value();
    if (chunk.is("SSND") && !sound)
        return takeSound(chunk);
    const auto text =
        std::find_if(textChunks.begin(), textChunks.end(), [&](const TextChunk& known) { return chunk.is(known.id); });
    if (!chunk.is("COMM") && text == textChunks.end())
        return {};
    const auto body = walk.body(chunk, 4096);
    if (!body)
        return body.failure();
    if (text == textChunks.end())
        takeCommon(body.value());
    else if (auto value = tagText(body.value()); !value.empty())
        header.tags.emplace(text->key, std::move(value));
    return {};
}

void AiffScan::takeCommon(std::span<const std::byte> body)
{
    if (body.size() < 18 || hasCommon)
        return;
    hasCommon = true;
    header.channels = loadWord<std::uint16_t>(body, big);
    declaredFrames = loadWord<std::uint32_t>(body.subspan(2), big);
    header.bitsPerSample = loadWord<std::uint16_t>(body.subspan(6), big);
    header.sampleRate = rateFromExtended(body.subspan(8, 10));
    if (header.isCompressed && body.size() >= 22)
        std::transform(body.begin() + 18, body.begin() + 22, header.compression.begin(),
                       [](std::byte b) { return static_cast<char>(b); });
}

/** SSND begins with an offset to the first frame and a block size for aligned drives, which says nothing more. */
Outcome<void> AiffScan::takeSound(const Chunk& chunk)
{
    // The two stand there even where the chunk's own size was never written.
    const auto body = walk.body({chunk.id, chunk.offset, 8}, 8);
    if (!body)
        return body.failure();
    sound = chunk;
    if (body.value().size() < 8)
        return {};
    const std::int64_t skipped = loadWord<std::uint32_t>(body.value(), big);
    sound->offset += 8;
    sound->size = std::max<std::int64_t>(0, chunk.size - 8);
    if (skipped <= sound->size)
    {
        sound->offset += skipped;
        sound->size -= skipped;
    }
    return {};
}

void AiffScan::settleLength()
{
    const auto encoding = header.encoding();
    if (!sound || !encoding || header.channels == 0)
        return;
    const auto rest = std::max<std::int64_t>(0, file.size() - sound->offset);
    const auto declared = declaredFrames * header.channels * bytesPerSample(*encoding);
    header.dataOffset = sound->offset;
    header.isUnclosed = declared == 0 && rest > 0 && !hasChunkAfterSound;
    // A size of 0 was never written; one that is right keeps the chunks behind it from being played.
    const auto held = sound->size > 0 ? std::min(sound->size, rest) : rest;
    header.dataBytes = header.isUnclosed ? rest : std::min(declared, held);
    header.missingBytes = header.isUnclosed ? 0 : declared - header.dataBytes;
}

} // namespace

bool AiffHeader::isFloat() const
{
    const auto stored = encoding();
    return stored == SampleEncoding::float32Big || stored == SampleEncoding::float64Big;
}

std::optional<SampleEncoding> AiffHeader::encoding() const
{
    const std::string_view name(compression.data(), compression.size());
    for (const auto& codec : plainCodecs)
        if (codec.name == name)
            return codec.encoding;
    if (bitsPerSample < 1 || bitsPerSample > 32)
        return std::nullopt;
    const auto width = static_cast<std::size_t>((bitsPerSample - 1) / 8);
    if (name == "NONE" || name == "twos")
        return bigIntegers[width];
    if (name == "sowt")
        return littleIntegers[width];
    if (name == "raw " && width == 0)
        return SampleEncoding::unsigned8;
    return std::nullopt;
}

int rateFromExtended(std::span<const std::byte> tenBytes)
{
    const int exponent = loadWord<std::uint16_t>(tenBytes, big);
    const auto mantissa = loadWord<std::uint64_t>(tenBytes.subspan(2), big);
    // Sign bit, and everything of 2^31 and more: no rate.
    if (exponent > 16383 + 30)
        return 0;
    return static_cast<int>(std::lround(std::ldexp(static_cast<double>(mantissa), exponent - 16383 - 63)));
}

Outcome<AiffHeader> readAiffHeader(DiskThread& thread, const MediaFile& file, std::int64_t base)
{
    std::array<std::byte, 12> head{};
    const auto count = file.readAt(thread, base, head);
    if (!count)
        return count.failure();
    const std::span<const std::byte> bytes(head);
    const bool isCompressed = beginsWith(bytes.subspan(8), "AIFC");
    if (count.value() < head.size() || !beginsWith(bytes, "FORM") ||
        !(isCompressed || beginsWith(bytes.subspan(8), "AIFF")))
        return file.failure("is not an AIFF file");

    AiffScan scan(thread, file, base);
    scan.header.isCompressed = isCompressed;
    if (auto done = scan.run(); !done)
        return done.failure();
    return std::move(scan.header);
}

} // namespace loophole::signal
