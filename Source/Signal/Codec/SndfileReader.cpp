#include "Signal/Codec/SndfileReader.h"

#include "Signal/Codec/ByteOrder.h"
#include "Signal/Codec/MediaBounds.h"
#include "Signal/Codec/MediaCursor.h"
#include "Signal/Codec/SampleConversion.h"
#include "Signal/Codec/SndfileNames.h"
#include "Signal/Codec/VocBlocks.h"

#include <sndfile.h>

#include <algorithm>
#include <vector>

namespace loophole::signal
{

namespace
{

/** Samples decoded at a time before they are dealt out to channels, 16 KiB of floats. */
constexpr std::int64_t tileSamples = 4096;

} // namespace

/** One SNDFILE over a cursor, and the frame at which it stands. */
class SndfileReader::Stream
{
public:
    Stream(std::shared_ptr<const MediaFile> file, std::int64_t base) : cursor(std::move(file), base) {}

    Outcome<void> open(DiskThread&);
    Outcome<void> read(DiskThread&, std::int64_t start, PlanarSpan destination);

    MediaInfo info;
    bool hasCheapSeeks = false;

private:
    struct Callbacks;
    struct Closer
    {
        void operator()(SNDFILE* file) const { sf_close(file); }
    };

    bool reopen(SF_INFO& header);
    Outcome<void> describe(const SF_INFO&);
    void checkEnd();
    bool moveTo(std::int64_t frame);
    Failure failureAt(std::int64_t frame) const;

    MediaCursor cursor;
    std::unique_ptr<SNDFILE, Closer> sound;
    std::vector<float> tile;
    std::int64_t position = 0; ///< -1 where it is not known
    bool isSeekable = true;
};

struct SndfileReader::Stream::Callbacks
{
    static MediaCursor& cursor(void* self) { return static_cast<Stream*>(self)->cursor; }

    static sf_count_t length(void* self) { return cursor(self).size(); }
    static sf_count_t tell(void* self) { return cursor(self).position(); }
    static sf_count_t write(const void*, sf_count_t, void*) { return 0; }

    static sf_count_t seek(sf_count_t offset, int whence, void* self)
    {
        auto& at = cursor(self);
        const auto from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at.position() : at.size();
        std::int64_t target = 0;
        const bool isFar = __builtin_add_overflow(from, offset, &target);
        return !isFar && at.trySeek(target) ? at.position() : -1;
    }

    static sf_count_t read(void* bytes, sf_count_t count, void* self)
    {
        if (count <= 0)
            return 0;
        const std::span all(static_cast<std::byte*>(bytes), static_cast<std::size_t>(count));
        return static_cast<sf_count_t>(cursor(self).read(all));
    }
};

Outcome<void> SndfileReader::Stream::open(DiskThread& thread)
{
    const MediaCursor::Loan loan(cursor, thread);
    SF_INFO header{};
    const bool isOpen = reopen(header);
    if (cursor.failure())
        return *cursor.failure();
    if (!isOpen)
        return cursor.file().failure("is damaged or holds a codec that libsndfile does not read");
    if (auto described = describe(header); !described)
        return described;
    checkEnd();
    return {};
}

bool SndfileReader::Stream::reopen(SF_INFO& header)
{
    SF_VIRTUAL_IO io{Callbacks::length, Callbacks::seek, Callbacks::read, Callbacks::write, Callbacks::tell};
    cursor.trySeek(0);
    sound.reset(sf_open_virtual(&io, SFM_READ, &header, this));
    position = 0;
    return sound != nullptr;
}

Outcome<void> SndfileReader::Stream::describe(const SF_INFO& header)
{
    const auto* container = findSndfileContainer(header.format);
    const auto* codec = findSndfileCodec(header.format);
    const auto subtype = header.format & SF_FORMAT_SUBMASK;
    if (container == nullptr || codec == nullptr)
        return cursor.file().failure("holds a codec that is left to other readers");
    if (container->code == SF_FORMAT_VOC && hasSeveralVocBlocks(cursor))
        return cursor.file().failure("holds sound in several blocks, which is left to other readers");

    info.format = container->name;
    info.codec = codec->name;
    info.bitDepth = codec->bitDepth;
    info.isFloat = subtype == SF_FORMAT_FLOAT || subtype == SF_FORMAT_DOUBLE;
    info.isLossless = codec->bitDepth != 0 || isSampleBySample(header.format);
    info.sampleRate = SampleRate(header.samplerate);
    info.channels = header.channels;
    hasCheapSeeks = isSampleBySample(header.format);
    isSeekable = header.seekable != 0;
    if (auto why = whyUnplayable(info); !why.empty())
        return cursor.file().failure(std::move(why));

    auto length = std::max<std::int64_t>(0, header.frames);
    if (hasCheapSeeks)
        length = std::min(length, cursor.size() / header.channels);
    info.length = FrameCount(length);
    tile.resize(static_cast<std::size_t>(tileSamples / header.channels * header.channels));
    return {};
}

/** A header that counts more frames than the data hold shows when the last one is read. */
void SndfileReader::Stream::checkEnd()
{
    const auto declared = info.length.value();
    if (declared == 0)
        return;
    if (moveTo(declared - 1) && sf_readf_float(sound.get(), tile.data(), 1) == 1)
    {
        position = declared;
        return;
    }
    std::int64_t held = 0;
    if (moveTo(0))
        for (sf_count_t got = 1; got > 0; held += got)
            got = sf_readf_float(sound.get(), tile.data(), tileSamples / info.channels);
    position = -1;
    info.length = FrameCount(std::min(held, declared));
    info.warning = endsEarly(declared - info.length.value());
}

bool SndfileReader::Stream::moveTo(std::int64_t frame)
{
    if (frame == position)
        return true;
    if (isSeekable)
    {
        position = sf_seek(sound.get(), frame, SEEK_SET);
        return position == frame;
    }
    // libsndfile cannot seek in some codecs (GSM in WAV, G.72x): decode up to the place, from the beginning if need be.
    SF_INFO header{};
    if ((position < 0 || position > frame) && !reopen(header))
        return false;
    while (position < frame)
    {
        const auto part = std::min(frame - position, tileSamples / info.channels);
        const auto got = sf_readf_float(sound.get(), tile.data(), part);
        position += got;
        if (got < part)
            return false;
    }
    return true;
}

Failure SndfileReader::Stream::failureAt(std::int64_t frame) const
{
    return cursor.failure() ? *cursor.failure()
                            : cursor.file().failure("cannot be decoded at frame " + std::to_string(frame));
}

Outcome<void> SndfileReader::Stream::read(DiskThread& thread, std::int64_t start, PlanarSpan destination)
{
    const MediaCursor::Loan loan(cursor, thread);
    const auto frames = destination.frames.value();
    std::array<float*, limits::maxChannels> channels{};
    const auto channelCount = static_cast<std::size_t>(info.channels);
    for (std::int64_t done = 0; done < frames;)
    {
        const auto part = std::min(frames - done, tileSamples / info.channels);
        if (!moveTo(start + done))
            return failureAt(start + done);
        const auto got = sf_readf_float(sound.get(), tile.data(), part);
        position += got;
        if (got < part)
            return failureAt(start + done + got);
        for (std::size_t c = 0; c < channelCount; ++c)
            channels[c] = destination.channels[c] + done;
        deinterleave(std::span<const float>(tile).first(static_cast<std::size_t>(part) * channelCount),
                     {channels.data(), info.channels, FrameCount(part)});
        done += part;
    }
    return {};
}

bool SndfileReader::recognises(std::span<const std::byte> head)
{
    constexpr std::array<std::uint8_t, 4> ircam{0x64, 0xA3, 0x01, 0x00};
    constexpr std::array<std::uint8_t, 4> ircamBig{0x00, 0x01, 0xA3, 0x64};
    const auto beginsWithBytes = [&](const std::array<std::uint8_t, 4>& magic)
    {
        return head.size() >= 4 &&
               std::equal(magic.begin(), magic.end(), head.begin(),
                          [](std::uint8_t a, std::byte b) { return a == std::to_integer<std::uint8_t>(b); });
    };
    return beginsWith(head, ".snd") || beginsWith(head, "dns.") || beginsWith(head, "riff\x2E\x91\xCF\x11") ||
           beginsWith(head, "caff") || beginsWith(head, "Creative Voice File\x1A") || beginsWith(head, "NIST_1A") ||
           beginsWith(head, " paf") || beginsWith(head, "fap ") || beginsWith(head, "PVF1") ||
           beginsWith(head, "2BIT") || beginsWithBytes(ircam) || beginsWithBytes(ircamBig);
}

Outcome<std::unique_ptr<MediaReader>> SndfileReader::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                          std::int64_t base)
{
    auto stream = std::make_unique<Stream>(std::move(file), base);
    if (auto opened = stream->open(thread); !opened)
        return opened.failure();
    return std::unique_ptr<MediaReader>(new SndfileReader(std::move(stream)));
}

SndfileReader::SndfileReader(std::unique_ptr<Stream> stream) : stream(std::move(stream)) {}
SndfileReader::~SndfileReader() = default;

const MediaInfo& SndfileReader::info() const
{
    return stream->info;
}
bool SndfileReader::seeksAreExpensive() const
{
    return !stream->hasCheapSeeks;
}

Outcome<void> SndfileReader::read(DiskThread& thread, FramePosition start, PlanarSpan destination)
{
    return readWithSilenceAround(stream->info, start, destination,
                                 [&](std::int64_t from, PlanarSpan part) { return stream->read(thread, from, part); });
}

} // namespace loophole::signal
