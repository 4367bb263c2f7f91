#include "Signal/Codec/VorbisReader.h"

#include "Signal/Codec/ChannelOrder.h"
#include "Signal/Codec/MediaBounds.h"
#include "Signal/Codec/VorbisPassReader.h"

#define OV_EXCLUDE_STATIC_CALLBACKS
#include <cerrno>
#include <vorbis/vorbisfile.h>

namespace loophole::signal
{

namespace
{

/** 1.5 s at 44.1 kHz: a seek costs 1 ms on average, seeking to every segment's beginning 6 % of a whole pass. */
constexpr std::int64_t vorbisSegment = std::int64_t{1} << 16;

std::size_t readFrom(void* bytes, std::size_t width, std::size_t count, void* source)
{
    auto& cursor = *static_cast<BufferedCursor*>(source);
    const auto read = cursor.read({static_cast<std::byte*>(bytes), width * count});
    // vorbisfile tells failure from the end by errno alone.
    errno = cursor.failure() ? EIO : 0;
    return width == 0 ? 0 : read / width;
}

int seekIn(void* source, ogg_int64_t distance, int origin)
{
    return static_cast<BufferedCursor*>(source)->trySeek(distance, origin) ? 0 : -1;
}

long positionOf(void* source)
{
    return static_cast<long>(static_cast<BufferedCursor*>(source)->position());
}

} // namespace

void VorbisReader::Deleter::operator()(OggVorbis_File* file) const
{
    ov_clear(file);
    delete file;
}

VorbisReader::VorbisReader(std::shared_ptr<const MediaFile> mediaFile, std::int64_t firstByte)
    : SegmentedReader(vorbisSegment),
      file(std::move(mediaFile)),
      base(firstByte),
      cursor(file, base, file->size()),
      stream(new OggVorbis_File{})
{
}

Failure VorbisReader::failure(const char* why) const
{
    return cursor.failure() ? *cursor.failure() : cursor.file().failure(why);
}

Outcome<std::unique_ptr<MediaReader>> VorbisReader::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                         std::int64_t base)
{
    std::unique_ptr<VorbisReader> reader(new VorbisReader(std::move(file), base));
    if (auto opened = reader->openStream(thread); !opened)
        return opened.failure();
    return std::unique_ptr<MediaReader>(std::move(reader));
}

Outcome<void> VorbisReader::openStream(DiskThread& thread)
{
    const BufferedCursor::Loan loan(cursor, thread);
    if (ov_open_callbacks(&cursor, stream.get(), nullptr, 0, {readFrom, seekIn, nullptr, positionOf}) != 0)
        return failure("is damaged: its Vorbis headers cannot be read");
    return measureLinks();
}

Outcome<void> VorbisReader::measureLinks()
{
    const auto* first = ov_info(stream.get(), 0);
    if (first == nullptr)
        return failure("is damaged: it has no Vorbis stream");
    mediaInfo.format = "OGG";
    mediaInfo.codec = "Vorbis";
    mediaInfo.isLossless = false;
    mediaInfo.sampleRate = SampleRate(static_cast<int>(first->rate));
    mediaInfo.channels = first->channels;
    if (const auto why = whyUnplayable(mediaInfo); !why.empty())
        return cursor.file().failure(why);

    for (int link = 0; link < ov_streams(stream.get()); ++link)
    {
        const auto* info = ov_info(stream.get(), link);
        if (info->rate != first->rate || info->channels != first->channels)
        {
            mediaInfo.warning = "is chained from streams of different kinds; only what comes before part " +
                                std::to_string(link + 1) + " can be played";
            break;
        }
        mediaInfo.length += FrameCount(std::max<ogg_int64_t>(0, ov_pcm_total(stream.get(), link)));
    }
    return {};
}

std::unique_ptr<MediaReader> VorbisReader::tryForPasses(DiskThread& thread) const
{
    const auto isOneLink = ov_streams(stream.get()) == 1;
    return isOneLink ? VorbisPassReader::tryOpen(thread, file, base, mediaInfo) : nullptr;
}

Outcome<void> VorbisReader::restart(DiskThread& thread, std::int64_t start)
{
    const BufferedCursor::Loan loan(cursor, thread);
    next = start;
    decodedFrames = 0;
    if (ov_pcm_seek(stream.get(), start) != 0)
        return failure("is damaged: its Vorbis stream cannot be sought in");
    return {};
}

/** Has vorbisfile decode its next packet; false at the end. */
Outcome<bool> VorbisReader::tryDecodePacket()
{
    constexpr int more = 1 << 16; // than any packet holds
    int link = 0;
    long count = OV_HOLE;
    while (count == OV_HOLE) // says that a page was lost; what follows stands where its own page says
        count = ov_read_float(stream.get(), &decoded, more, &link);
    if (count < 0)
        return failure("is damaged: its Vorbis data cannot be decoded");
    // Length ends before a link of another kind; damage may still lead into one, which is then the end.
    decodedFrames = ov_info(stream.get(), link)->channels == mediaInfo.channels ? count : 0;
    decodedStart = ov_pcm_tell(stream.get()) - count;
    return decodedFrames > 0;
}

Outcome<std::int64_t> VorbisReader::decodeOn(DiskThread& thread, PlanarWindow window)
{
    const BufferedCursor::Loan loan(cursor, thread);
    std::int64_t done = 0;
    while (window.frames > 0)
    {
        if (next >= decodedStart + decodedFrames || decodedFrames == 0)
        {
            const auto found = tryDecodePacket();
            if (!found)
                return found.failure();
            if (!found.value())
                break;
        }
        // Behind a hole the decoder goes on where the next page says: what was lost is silence, never a shift.
        const auto lost = std::clamp<std::int64_t>(decodedStart - next, 0, window.frames);
        window.first(lost).silence();
        window.advance(lost);
        next += lost;
        const auto taken = std::clamp<std::int64_t>(next - decodedStart, 0, decodedFrames);
        const auto part = window.first(decodedFrames - taken);
        for (int c = 0; c < window.channelCount; ++c)
            std::copy_n(decoded[c] + taken, part.frames,
                        window.channels[static_cast<std::size_t>(wavChannelOfVorbis(window.channelCount, c))]);
        window.advance(part.frames);
        next += part.frames;
        done += lost + part.frames;
    }
    return done;
}

} // namespace loophole::signal
