#include "Signal/Codec/AdtsFrames.h"
#include "Signal/Codec/AiffReader.h"
#include "Signal/Codec/FfmpegReader.h"
#include "Signal/Codec/FlacReader.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Codec/Mp3Reader.h"
#include "Signal/Codec/OggPackets.h"
#include "Signal/Codec/OpusReader.h"
#include "Signal/Codec/SeekIndexStore.h"
#include "Signal/Codec/SndfileReader.h"
#include "Signal/Codec/Tags.h"
#include "Signal/Codec/VorbisReader.h"
#include "Signal/Codec/WavReader.h"

#include <array>
#include <cstring>
#include <vector>

namespace loophole::signal
{

namespace
{

using File = std::shared_ptr<const MediaFile>;
using Opened = Outcome<std::unique_ptr<MediaReader>>;

constexpr const char* unknown = "is not an audio file that Loophole can read";

bool beginsWithText(std::span<const std::byte> bytes, std::string_view text)
{
    return bytes.size() >= text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
}

/** Bytes of the ID3v2 tag that `head` begins with, or 0: ten of header, a size in 7-bit bytes, maybe ten of footer. */
std::int64_t id3Length(std::span<const std::byte> head)
{
    if (head.size() < 10 || !beginsWithText(head, "ID3") || head[3] == std::byte{0xFF} || head[4] == std::byte{0xFF})
        return 0;
    std::int64_t length = 0;
    for (std::size_t i = 6; i < 10; ++i)
        length = length << 7 | (std::to_integer<int>(head[i]) & 0x7F);
    return length + ((head[5] & std::byte{0x10}) != std::byte{0} ? 20 : 10);
}

/** Where the medium begins: behind any ID3v2 tags. Tagging programs left several of them in a row. */
Outcome<std::int64_t> skipId3(DiskThread& thread, const MediaFile& file)
{
    constexpr int mostTags = 8;
    std::int64_t base = 0;
    for (int tag = 0; tag < mostTags; ++tag)
    {
        std::array<std::byte, 10> head{};
        const auto read = file.readAt(thread, base, head);
        if (!read)
            return read.failure();
        const auto length = id3Length(std::span(head).first(read.value()));
        if (length == 0)
            break;
        base = std::min(base + length, file.size());
    }
    return base;
}

/** A reader whose info also has the tags that stand outside of its own format. Those inside come first. */
class TaggedReader final : public MediaReader
{
public:
    TaggedReader(std::unique_ptr<MediaReader> inner, std::map<std::string, std::string> tags)
        : reader(std::move(inner)), taggedInfo(reader->info())
    {
        taggedInfo.tags.merge(tags);
    }

    [[nodiscard]] const MediaInfo& info() const override { return taggedInfo; }
    [[nodiscard]] Outcome<void> read(DiskThread& thread, FramePosition start, PlanarSpan destination) override
    {
        return reader->read(thread, start, destination);
    }
    [[nodiscard]] bool seeksAreExpensive() const override { return reader->seeksAreExpensive(); }
    [[nodiscard]] std::unique_ptr<MediaReader> tryForPasses(DiskThread& thread) const override
    {
        return reader->tryForPasses(thread);
    }

private:
    std::unique_ptr<MediaReader> reader;
    MediaInfo taggedInfo;
};

/** What the first packets of an Ogg file say: it may hold several streams side by side. */
enum class OggCodec : std::uint8_t
{
    none,
    vorbis,
    opus,
    other
};

OggCodec oggCodec(DiskThread& thread, const File& file, std::int64_t base)
{
    BufferedCursor cursor(file, base, file->size());
    const BufferedCursor::Loan loan(cursor, thread);
    OggPackets packets(cursor);
    auto codec = OggCodec::none;
    for (auto page = packets.nextPage(); page && page->beginsStream; page = packets.nextPage())
    {
        packets.choose(page->serial);
        packets.restartAt(page->offset);
        if (!packets.nextPage())
            break;
        const auto packet = packets.nextPacket();
        if (packet && beginsWithText(*packet, "\x01vorbis"))
            return OggCodec::vorbis;
        if (packet && beginsWithText(*packet, "OpusHead"))
            return OggCodec::opus;
        codec = OggCodec::other;
    }
    return codec;
}

Opened openOgg(DiskThread& thread, const File& file, std::int64_t base)
{
    switch (oggCodec(thread, file, base))
    {
    case OggCodec::vorbis:
        return VorbisReader::open(thread, file, base);
    case OggCodec::opus:
        return OpusReader::open(thread, file, base);
    case OggCodec::other:
        return FfmpegReader::open(thread, file, base);
    case OggCodec::none:
        break;
    }
    return file->failure("is damaged: its Ogg pages cannot be read");
}

/** FFmpeg knows more codecs of WAV, AIFC and CAF than libsndfile does; when it fails too, the first reason counts. */
Opened orThroughFfmpeg(DiskThread& thread, const File& file, std::int64_t base, Opened opened)
{
    if (opened)
        return opened;
    auto second = FfmpegReader::open(thread, file, base);
    return second ? std::move(second) : std::move(opened);
}

Opened openByContent(DiskThread& thread, const File& file, const SeekIndexStore* indexes)
{
    const auto skipped = skipId3(thread, *file);
    if (!skipped)
        return skipped.failure();
    const auto base = skipped.value();
    std::array<std::byte, 64> bytes{};
    const auto read = file->readAt(thread, base, bytes);
    if (!read)
        return read.failure();
    const auto head = std::span<const std::byte>(bytes).first(read.value());

    if (WavReader::recognises(head))
        return orThroughFfmpeg(thread, file, base, WavReader::open(thread, file, base));
    if (AiffReader::recognises(head))
        return orThroughFfmpeg(thread, file, base, AiffReader::open(thread, file, base));
    if (FlacReader::recognises(head))
        return FlacReader::open(thread, file, base);
    if (beginsWithText(head, "OggS"))
        return openOgg(thread, file, base);
    if (SndfileReader::recognises(head))
        return orThroughFfmpeg(thread, file, base, SndfileReader::open(thread, file, base));
    if (FfmpegReader::recognises(head))
        return FfmpegReader::open(thread, file, base);

    const auto flac = FlacReader::findBehind(thread, *file, base);
    if (!flac)
        return flac.failure();
    if (flac.value())
        return FlacReader::open(thread, file, *flac.value());
    const auto mpeg = findMpegStream(thread, *file, base);
    if (!mpeg)
        return mpeg.failure();
    if (mpeg.value())
        return Mp3Reader::open(thread, file, *mpeg.value(), indexes);
    if (const auto adts = findAdtsStream(thread, *file, base); !adts)
        return adts.failure();
    else if (adts.value())
        return FfmpegReader::open(thread, file, *adts.value());
    return file->failure(unknown);
}

Opened openThrough(DiskThread& thread, const std::filesystem::path& path, const SeekIndexStore* indexes)
{
    auto file = MediaFile::open(thread, path);
    if (!file)
        return file.failure();
    if (file.value()->size() == 0)
        return file.value()->failure("is empty");
    auto reader = openByContent(thread, file.value(), indexes);
    if (!reader)
        return reader;
    auto tags = readTags(thread, file.value(), reader.value()->info());
    if (tags.empty())
        return reader;
    return std::unique_ptr<MediaReader>(std::make_unique<TaggedReader>(std::move(reader).value(), std::move(tags)));
}

} // namespace

Outcome<std::unique_ptr<MediaReader>> openMedia(DiskThread& thread, const std::filesystem::path& path)
{
    return openThrough(thread, path, nullptr);
}

OpenMedia openMediaKeepingIndexes(std::filesystem::path folder)
{
    const auto indexes = std::make_shared<const SeekIndexStore>(std::move(folder));
    return [indexes](DiskThread& thread, const std::filesystem::path& path)
    { return openThrough(thread, path, indexes.get()); };
}

} // namespace loophole::signal
