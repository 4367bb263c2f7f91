#include "Signal/Codec/Mp3Reader.h"

#include "Signal/Codec/MediaBounds.h"
#include "Signal/Codec/Mp3PassReader.h"
#include "Signal/Codec/Mp3Reservoir.h"
#include "Signal/Codec/SampleConversion.h"

#include <mpg123.h>
#include <mutex>

namespace loophole::signal
{

namespace
{

constexpr std::int64_t piece = 4096; ///< samples decoded at once: half a block

/** MPEG frames, 1.7 s at 44.1 kHz: a seek costs 0.7 ms on average, preparing every segment 6 % of a whole pass. */
constexpr std::int64_t segmentMpegFrames = 64;

/** What every decoder adds to the encoder's delay: 528 samples of its own filters and one more. */
constexpr std::int64_t decoderDelay = 529;

} // namespace

void Mp3Reader::Deleter::operator()(mpg123_handle_struct* handle) const
{
    mpg123_delete(handle);
}

Mp3Reader::Mp3Reader(std::shared_ptr<const MediaFile> mediaFile, const MpegStream& found)
    : SegmentedReader(segmentMpegFrames * found.first.samples),
      file(std::move(mediaFile)),
      stream(found),
      source{BufferedCursor(file, stream.start, stream.end)},
      decoder(mpg123_new(nullptr, nullptr))
{
}

Failure Mp3Reader::damage() const
{
    return source.cursor.failure() ? *source.cursor.failure()
                                   : file->failure("is damaged: its MPEG frames cannot be decoded");
}

Outcome<std::unique_ptr<MediaReader>> Mp3Reader::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                      const MpegStream& stream, const SeekIndexStore* indexes)
{
    // Only fills tables, but not safely from two threads at once.
    static std::once_flag isInitialised;
    std::call_once(isInitialised, mpg123_init);

    std::unique_ptr<Mp3Reader> reader(new Mp3Reader(std::move(file), stream));
    if (!reader->decoder)
        return reader->file->failure("there is no memory for an MP3 decoder");
    if (auto prepared = reader->prepare(thread, indexes); !prepared)
        return prepared.failure();
    return std::unique_ptr<MediaReader>(std::move(reader));
}

bool Mp3Reader::tryOpenAt(std::int64_t offset)
{
    const auto read = [](void* opened, void* bytes, std::size_t count) -> mpg123_ssize_t
    {
        auto& cursor = static_cast<Source*>(opened)->cursor;
        const auto done = cursor.read({static_cast<std::byte*>(bytes), count});
        return cursor.failure() ? -1 : static_cast<mpg123_ssize_t>(done);
    };
    const auto seek = [](void* opened, off_t distance, int origin) -> off_t
    {
        auto& from = *static_cast<Source*>(opened);
        const auto shift = origin == SEEK_SET ? from.origin : 0;
        return from.cursor.trySeek(distance + shift, origin) ? from.cursor.position() - from.origin : -1;
    };
    source.origin = offset;
    source.cursor.trySeek(offset);
    return mpg123_replace_reader_handle(decoder.get(), read, seek, nullptr) == MPG123_OK &&
           mpg123_open_handle(decoder.get(), &source) == MPG123_OK;
}

bool Mp3Reader::hasExpectedFormat() const
{
    long rate = 0;
    int channels = 0;
    int encoding = 0;
    return mpg123_getformat(decoder.get(), &rate, &channels, &encoding) == MPG123_OK &&
           rate == stream.first.sampleRate && channels == stream.first.channels && encoding == MPG123_ENC_FLOAT_32;
}

Outcome<void> Mp3Reader::prepare(DiskThread& thread, const SeekIndexStore* indexes)
{
    mediaInfo.format = mediaInfo.codec = stream.first.layer == 3 ? "MP3" : stream.first.layer == 2 ? "MP2" : "MP1";
    mediaInfo.sampleRate = SampleRate(stream.first.sampleRate);
    mediaInfo.channels = stream.first.channels;
    mediaInfo.isLossless = false;
    if (const auto why = whyUnplayable(mediaInfo); !why.empty())
        return file->failure(why);

    auto* handle = decoder.get();
    const BufferedCursor::Loan loan(source.cursor, thread);
    mpg123_param(handle, MPG123_FLAGS, MPG123_FORCE_FLOAT | MPG123_QUIET, 0);
    mpg123_param(handle, MPG123_RESYNC_LIMIT, -1, 0);  // damage is skipped, however long
    mpg123_param(handle, MPG123_INDEX_SIZE, -4096, 0); // every frame; the index grows by 4,096
    mpg123_format_none(handle);
    mpg123_format(handle, stream.first.sampleRate, stream.first.channels, MPG123_ENC_FLOAT_32);
    if (!tryOpenAt(0) || !hasExpectedFormat())
        return damage();

    constexpr std::string_view kind = "mp3 1";
    const auto known = indexes != nullptr ? indexes->find(thread, *file, stream.start, kind) : std::nullopt;
    auto index = known ? Mp3Index::fromBytes(*known, source.cursor.size()) : std::nullopt;
    if (!index)
    {
        auto scanned = scan();
        if (!scanned)
            return scanned.failure();
        index = std::move(scanned).value();
        if (indexes != nullptr)
            indexes->keep(thread, *file, stream.start, kind, index->toBytes());
    }
    use(std::move(*index));
    return {};
}

void Mp3Reader::use(Mp3Index index)
{
    mediaInfo.length = FrameCount(index.length);
    mediaInfo.warning = std::move(index.warning);
    trimmedStart = index.trimmedStart;
    frameOffsets = std::move(index.frameOffsets);
    preparing = mp3FramesToPrepare(frameOffsets, stream.first);
    interleaved.resize(static_cast<std::size_t>(piece * mediaInfo.channels));

    // From now on there is no index to be built, and nothing to be found at the end. But only where it may seek does
    // the decoder find out how long frames of the free format are, and only from the beginning.
    if (stream.first.bytes == 0)
        setSegmentFrames(wholeMedium);
    else
        mpg123_param(decoder.get(), MPG123_ADD_FLAGS, MPG123_NO_PEEK_END, 0);
    mpg123_param(decoder.get(), MPG123_INDEX_SIZE, 0, 0);
}

/** Walks through the whole stream. */
Outcome<Mp3Index> Mp3Reader::scan()
{
    auto* handle = decoder.get();
    const auto framesByTag = mpg123_framelength(handle);
    if (mpg123_scan(handle) != MPG123_OK || source.cursor.failure())
        return damage();
    Mp3Index index;
    index.frameOffsets = foundOffsets();
    long isStitched = 0;
    if (mpg123_getstate(handle, MPG123_FRANKENSTEIN, &isStitched, nullptr) != MPG123_OK || isStitched != 0)
        cutWhereFormatChanges(index);
    if (index.frameOffsets.empty())
        return file->failure("has no frames of MPEG audio");
    trim(index, framesByTag);
    return index;
}

std::vector<std::int64_t> Mp3Reader::foundOffsets() const
{
    off_t* offsets = nullptr;
    off_t step = 0;
    std::size_t count = 0;
    if (mpg123_index(decoder.get(), &offsets, &step, &count) != MPG123_OK || step != 1)
        return {};
    return {offsets, offsets + count};
}

/** Files of another rate or channel count, stitched on behind this one, are not of this medium. */
void Mp3Reader::cutWhereFormatChanges(Mp3Index& index)
{
    const auto differs = [this](std::int64_t offset)
    {
        std::array<std::byte, 4> bytes{};
        source.cursor.trySeek(offset);
        const auto header = MpegFrameHeader::parse(std::span(bytes).first(source.cursor.read(bytes)));
        return !header || header->constantBits != stream.first.constantBits;
    };
    const auto cut = std::find_if(index.frameOffsets.begin(), index.frameOffsets.end(), differs);
    if (cut == index.frameOffsets.end())
        return;
    index.frameOffsets.erase(cut, index.frameOffsets.end());
    index.warning = "changes its channels or sample rate; only what comes before can be played";
}

/** Padding stands at the end of the last frame that the encoder wrote; where that was cut off there is none to trim. */
void Mp3Reader::trim(Mp3Index& index, std::int64_t framesByTag) const
{
    const auto count = static_cast<std::int64_t>(index.frameOffsets.size());
    index.length = count * stream.first.samples;
    long delay = -1;
    long padding = -1;
    mpg123_getstate(decoder.get(), MPG123_ENC_DELAY, &delay, nullptr);
    mpg123_getstate(decoder.get(), MPG123_ENC_PADDING, &padding, nullptr);
    if (delay < 0)
        return;
    index.trimmedStart = std::min(delay + decoderDelay, index.length);
    index.length -= index.trimmedStart;
    if (count < framesByTag)
        index.warning = "ends " + std::to_string(framesByTag - count) + " MPEG frames early";
    else if (count == framesByTag)
        index.length -= std::clamp<std::int64_t>(padding - decoderDelay, 0, index.length);
}

std::unique_ptr<MediaReader> Mp3Reader::tryForPasses(DiskThread&) const
{
    return Mp3PassReader::tryOpen(file, {stream, frameOffsets, trimmedStart, preparing}, mediaInfo);
}

Outcome<void> Mp3Reader::restart(DiskThread& thread, std::int64_t start)
{
    const BufferedCursor::Loan loan(source.cursor, thread);
    const auto wanted = (start + trimmedStart) / stream.first.samples;
    const auto from = std::max<std::int64_t>(0, wanted - preparing);
    toDrop = start + trimmedStart - from * stream.first.samples;
    // The very first frame may be a tag that is no sound: the decoder must see it to leave it out.
    const auto offset = from == 0 ? 0 : frameOffsets[static_cast<std::size_t>(from)];
    if (!tryOpenAt(offset) || !hasExpectedFormat())
        return damage();
    return {};
}

/** The next samples, at most so many, to the front of `interleaved`; 0 at the end. */
Outcome<std::int64_t> Mp3Reader::decodePiece(std::int64_t frames)
{
    const auto frameBytes = sizeof(float) * static_cast<std::size_t>(stream.first.channels);
    for (;;)
    {
        std::size_t bytes = 0;
        const auto wanted = static_cast<std::size_t>(std::min(piece, frames)) * frameBytes;
        const auto status = mpg123_read(decoder.get(), interleaved.data(), wanted, &bytes);
        if (bytes > 0 || status == MPG123_DONE)
            return static_cast<std::int64_t>(bytes / frameBytes);
        if (status != MPG123_OK && status != MPG123_NEW_FORMAT)
            return damage();
    }
}

Outcome<std::int64_t> Mp3Reader::decodeOn(DiskThread& thread, PlanarWindow window)
{
    const BufferedCursor::Loan loan(source.cursor, thread);
    std::int64_t done = 0;
    while (window.frames > 0)
    {
        const auto count = decodePiece(toDrop > 0 ? toDrop : window.frames);
        if (!count)
            return count.failure();
        if (count.value() == 0)
            break;
        if (toDrop > 0)
        {
            toDrop -= count.value();
            continue;
        }
        const auto part = window.first(count.value());
        const auto samples = static_cast<std::size_t>(count.value() * stream.first.channels);
        if (part.channelCount > 0)
            deinterleave(std::span(interleaved).first(samples), part.span());
        window.advance(part.frames);
        done += part.frames;
    }
    return done;
}

} // namespace loophole::signal
