#include "Signal/Codec/FlacStream.h"

#include "Signal/Codec/MediaBounds.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{

namespace
{

constexpr std::size_t mostDamages = 64;

bool isSilent(const FLAC__FrameHeader& header, const FLAC__int32* const samples[])
{
    for (std::size_t c = 0; c < header.channels; ++c)
        if (std::any_of(samples[c], samples[c] + header.blocksize, [](FLAC__int32 sample) { return sample != 0; }))
            return false;
    return true;
}

} // namespace

/** What libFLAC calls back; `self` is the stream that owns the decoder. */
struct FlacStream::Callbacks
{
    static FlacStream& stream(void* self) { return *static_cast<FlacStream*>(self); }

    static FLAC__StreamDecoderReadStatus read(const FLAC__StreamDecoder*, FLAC__byte buffer[], std::size_t* bytes,
                                              void* self)
    {
        auto& cursor = stream(self).cursor;
        *bytes = cursor.read(std::as_writable_bytes(std::span(buffer, *bytes)));
        if (cursor.failure())
            return FLAC__STREAM_DECODER_READ_STATUS_ABORT;
        return *bytes == 0 ? FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM : FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
    }

    static FLAC__StreamDecoderSeekStatus seek(const FLAC__StreamDecoder*, FLAC__uint64 offset, void* self)
    {
        return stream(self).cursor.trySeek(static_cast<std::int64_t>(offset)) ? FLAC__STREAM_DECODER_SEEK_STATUS_OK
                                                                              : FLAC__STREAM_DECODER_SEEK_STATUS_ERROR;
    }

    static FLAC__StreamDecoderTellStatus tell(const FLAC__StreamDecoder*, FLAC__uint64* offset, void* self)
    {
        *offset = static_cast<FLAC__uint64>(stream(self).cursor.position());
        return FLAC__STREAM_DECODER_TELL_STATUS_OK;
    }

    static FLAC__StreamDecoderLengthStatus length(const FLAC__StreamDecoder*, FLAC__uint64* length, void* self)
    {
        *length = static_cast<FLAC__uint64>(stream(self).cursor.size());
        return FLAC__STREAM_DECODER_LENGTH_STATUS_OK;
    }

    static FLAC__bool isAtEnd(const FLAC__StreamDecoder*, void* self)
    {
        const auto& cursor = stream(self).cursor;
        return cursor.position() >= cursor.size() ? 1 : 0;
    }

    static FLAC__StreamDecoderWriteStatus write(const FLAC__StreamDecoder*, const FLAC__Frame* frame,
                                                const FLAC__int32* const samples[], void* self)
    {
        stream(self).takeFrame(*frame, samples);
        return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
    }

    static void metadata(const FLAC__StreamDecoder*, const FLAC__StreamMetadata* metadata, void* self)
    {
        if (metadata->type == FLAC__METADATA_TYPE_STREAMINFO)
            stream(self).takeStreamInfo(metadata->data.stream_info);
    }

    static void error(const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus status, void* self)
    {
        if (status == FLAC__STREAM_DECODER_ERROR_STATUS_FRAME_CRC_MISMATCH)
            stream(self).hasBadCrc = true;
        else
            stream(self).hasLostItsWay = true;
    }
};

FlacStream::FlacStream(std::shared_ptr<const MediaFile> file, std::int64_t base, bool isOgg)
    : cursor(std::move(file), base), base(base), isOgg(isOgg), decoder(FLAC__stream_decoder_new())
{
    mediaInfo.format = isOgg ? "OGG" : "FLAC";
    mediaInfo.codec = "FLAC";
}

bool FlacStream::start()
{
    if (decoder == nullptr)
        return false;
    const auto initialise = isOgg ? FLAC__stream_decoder_init_ogg_stream : FLAC__stream_decoder_init_stream;
    return initialise(decoder.get(), Callbacks::read, Callbacks::seek, Callbacks::tell, Callbacks::length,
                      Callbacks::isAtEnd, Callbacks::write, Callbacks::metadata, Callbacks::error,
                      this) == FLAC__STREAM_DECODER_INIT_STATUS_OK;
}

void FlacStream::takeStreamInfo(const FLAC__StreamMetadata_StreamInfo& stream)
{
    if (mediaInfo.channels != 0)
        return;
    mediaInfo.sampleRate = SampleRate(static_cast<int>(stream.sample_rate));
    mediaInfo.channels = static_cast<int>(stream.channels);
    mediaInfo.bitDepth = static_cast<int>(stream.bits_per_sample);
    declaredLength = static_cast<std::int64_t>(stream.total_samples);
    if (stream.min_blocksize == stream.max_blocksize)
        declaredBlockFrames = stream.max_blocksize;
}

Outcome<void> FlacStream::open(DiskThread& thread)
{
    const MediaCursor::Loan loan(cursor, thread);
    if (!start() || !FLAC__stream_decoder_process_until_end_of_metadata(decoder.get()))
        return cursor.failure() ? *cursor.failure() : cursor.file().failure("is not a readable FLAC file");
    if (mediaInfo.channels == 0)
        return cursor.file().failure("has no stream information, which every FLAC file begins with");
    if (auto why = whyUnplayable(mediaInfo); !why.empty())
        return cursor.file().failure(std::move(why));

    shape.channels = mediaInfo.channels;
    shape.bitsPerSample = mediaInfo.bitDepth;
    shape.sampleRate = mediaInfo.sampleRate.hz();
    FLAC__uint64 position = 0;
    if (!isOgg && FLAC__stream_decoder_get_decode_position(decoder.get(), &position))
        firstFrameOffset = base + static_cast<std::int64_t>(position);

    if (!decodeNext())
        return declaredLength == 0 && !cursor.failure() ? Outcome<void>() : failureAt(0);
    if (block.damage != nullptr)
        return failureAt(0);
    if (auto settled = settleNumbering(thread); !settled)
        return settled;
    expectedStart = block.end();
    gap = {};
    return findLength(thread);
}

/**
    The first frame shows how the others are numbered: its size is the true one whatever the header says, and its
    number is not 0 in a stream that was cut out of another.
*/
Outcome<void> FlacStream::settleNumbering(DiskThread& thread)
{
    if (isOgg)
        return {};
    const auto first = FlacFrames(cursor.file(), firstFrameOffset, shape).findFirst(thread);
    if (!first)
        return first.failure();
    if (!first.value() || !first.value()->isNumberedByBlock)
        declaredBlockFrames = 0;
    shape.blockFrames = block.frames;
    shape.origin = placeOf(block.start);
    block.start = 0;
    return {};
}

std::int64_t FlacStream::placeOf(std::int64_t sampleNumber) const
{
    const bool isRescaled = declaredBlockFrames > 0 && shape.blockFrames > 0;
    return (isRescaled ? sampleNumber / declaredBlockFrames * shape.blockFrames : sampleNumber) - shape.origin;
}

const char* FlacStream::mismatch(const FLAC__FrameHeader& header) const
{
    if (static_cast<int>(header.channels) != mediaInfo.channels)
        return "changes its number of channels";
    if (static_cast<int>(header.bits_per_sample) != mediaInfo.bitDepth)
        return "changes its bit depth";
    if (static_cast<int>(header.sample_rate) != mediaInfo.sampleRate.hz())
        return "changes its sample rate";
    return nullptr;
}

void FlacStream::takeFrame(const FLAC__Frame& frame, const FLAC__int32* const samples[])
{
    hasNewBlock = true;
    block.start = placeOf(static_cast<std::int64_t>(frame.header.number.sample_number));
    block.frames = frame.header.blocksize;
    // libFLAC passes a frame of a wrong checksum on as zeros or drops it, by version, and since 1.4 makes up zeros for
    // those that it went over while it looked for the next one.
    const bool isMadeUp = block.start == expectedStart && (hasBadCrc || (hasLostItsWay && expectedStart > 0)) &&
                          isSilent(frame.header, samples);
    block.damage = isMadeUp ? "is damaged (wrong checksum)" : mismatch(frame.header);
    // Of several in one go the first counts: the next one is looked for anew.
    if (!hasNewGap && (isMadeUp || block.start > expectedStart))
    {
        gap = isMadeUp ? Gap{block.start, block.end(), block.damage} : Gap{expectedStart, block.start};
        hasNewGap = true;
    }
    expectedStart = block.end();
    if (block.damage != nullptr)
        return;
    const auto scale = std::ldexp(1.0f, 1 - mediaInfo.bitDepth);
    for (std::size_t c = 0; c < frame.header.channels; ++c)
    {
        auto& channel = block.channels[c];
        channel.resize(frame.header.blocksize);
        std::transform(samples[c], samples[c] + frame.header.blocksize, channel.begin(),
                       [scale](FLAC__int32 sample) { return static_cast<float>(sample) * scale; });
    }
}

/** False at the end of the stream and where the file cannot be read. Damage it skips shows as a gap before the block.
 */
bool FlacStream::decodeNext()
{
    hasNewBlock = hasNewGap = false;
    hasBadCrc = hasLostItsWay = false;
    while (!hasNewBlock)
        if (!FLAC__stream_decoder_process_single(decoder.get()) ||
            (!hasNewBlock && FLAC__stream_decoder_get_state(decoder.get()) >= FLAC__STREAM_DECODER_END_OF_STREAM))
        {
            if (!hasNewBlock && !cursor.failure() && expectedStart < mediaInfo.length.value())
                gap = {expectedStart, mediaInfo.length.value()};
            block.frames = 0;
            block.start = -1;
            return hasNewBlock;
        }
    return true;
}

bool FlacStream::rewind()
{
    expectedStart = 0;
    block.frames = 0;
    block.start = -1;
    return FLAC__stream_decoder_reset(decoder.get()) && cursor.trySeek(0) &&
           FLAC__stream_decoder_process_until_end_of_metadata(decoder.get());
}

bool FlacStream::decodeUntil(std::int64_t target)
{
    while (decodeNext())
        if (block.end() > target)
            return block.contains(target);
    return false;
}

/**
    Decodes from the frame that should hold the target. Wrong where none was found or the decoder numbers it
    otherwise; missing where the right frame was there but cannot be decoded.
*/
FlacStream::Jump FlacStream::jumpTo(DiskThread& thread, std::int64_t target)
{
    if (isOgg)
    {
        expectedStart = anywhere;
        return FLAC__stream_decoder_seek_absolute(decoder.get(), static_cast<FLAC__uint64>(target)) &&
                       block.contains(target)
                   ? Jump::arrived
                   : Jump::wrong;
    }
    const auto length = std::max(mediaInfo.length.value(), declaredLength);
    const auto found = FlacFrames(cursor.file(), firstFrameOffset, shape).find(thread, target, length);
    expectedStart = found && found.value() ? found.value()->start : 0;
    if (!found || !found.value() || !cursor.trySeek(found.value()->offset - base) ||
        !FLAC__stream_decoder_flush(decoder.get()) || !decodeNext() || block.start < found.value()->start)
        return Jump::wrong;
    return block.contains(target) || (block.end() <= target && decodeUntil(target)) ? Jump::arrived : Jump::missing;
}

bool FlacStream::moveTo(DiskThread& thread, std::int64_t target)
{
    if (gap.contains(target))
        return false;
    if (block.contains(target) && block.damage == nullptr)
        return true;
    // A frame or two ahead is nearer by decoding on than by looking for it; but behind damage the decoder may have gone
    // over whole frames to find its way again.
    const auto ahead = target - block.end();
    const auto isNear = block.frames > 0 && block.damage == nullptr && ahead >= 0 && ahead < 2 * block.frames;
    if (isNear && gap.end != target && decodeUntil(target) && block.damage == nullptr)
        return true;
    if (gap.contains(target) || cursor.failure())
        return false;
    const auto jump = jumpTo(thread, target);
    if (jump == Jump::wrong && !cursor.failure())
        return rewind() && decodeUntil(target);
    return jump == Jump::arrived;
}

Failure FlacStream::failureAt(std::int64_t target) const
{
    if (cursor.failure())
        return *cursor.failure();
    const std::string what = block.damage != nullptr && block.contains(target) ? block.damage : "cannot be decoded";
    return cursor.file().failure(what + " at frame " + std::to_string(target));
}

/** The stretch around `target` that cannot be decoded: up to where the next sound frame begins, or to the end. */
FlacStream::Gap FlacStream::gapAt(std::int64_t target) const
{
    if (gap.contains(target))
        return gap;
    if (block.contains(target))
        return {block.start, block.end(), block.damage};
    return {target, block.start > target ? block.start : mediaInfo.length.value()};
}

void FlacStream::note(const Gap& found)
{
    if (found.start >= noted.start && found.end == noted.end)
        return;
    noted = found;
    if (damages.size() == mostDamages) // nobody asks
        return;
    const auto end = std::min(found.end, mediaInfo.length.value());
    const FrameRange frames{FramePosition(found.start), FrameCount(end - found.start)};
    damages.push_back({frames, std::string(found.why) + " at frame " + std::to_string(found.start) + ": " +
                                   std::to_string(frames.length.value()) + " frames are silent"});
}

Outcome<void> FlacStream::read(DiskThread& thread, std::int64_t start, PlanarSpan destination)
{
    const MediaCursor::Loan loan(cursor, thread);
    const auto frames = destination.frames.value();
    for (std::int64_t done = 0; done < frames;)
    {
        const auto target = start + done;
        const auto isThere = moveTo(thread, target) && block.damage == nullptr;
        if (!isThere && cursor.failure())
            return *cursor.failure();
        if (!isThere)
        {
            const auto silent = gapAt(target);
            note(silent);
            gap = silent;
            const auto part = std::min(frames - done, silent.end - target);
            silence(destination, done, part);
            done += part;
            continue;
        }
        const auto part = std::min(frames - done, block.end() - target);
        for (std::size_t c = 0; c < static_cast<std::size_t>(destination.channelCount); ++c)
            std::copy_n(block.channels[c].begin() + (target - block.start), part, destination.channels[c] + done);
        done += part;
    }
    return {};
}

/** Decodes everything that follows; for files whose end is not a frame and whose header does not tell their length. */
std::int64_t FlacStream::lengthByDecoding()
{
    auto length = std::int64_t{0};
    if (rewind())
        while (decodeNext() && block.damage == nullptr && block.start == length)
            length = block.end();
    return length;
}

Outcome<void> FlacStream::findLength(DiskThread& thread)
{
    std::optional<std::int64_t> length;
    if (!isOgg)
    {
        const auto last = FlacFrames(cursor.file(), firstFrameOffset, shape).findLast(thread);
        if (!last)
            return last.failure();
        // A frame has at least ten bytes and at most 65,535 audio frames; a number beyond that is no number.
        if (last.value() && last.value()->end() / 65'535 <= cursor.size() / 10)
            length = last.value()->end();
    }
    if (declaredLength > 0 && length != declaredLength && jumpTo(thread, declaredLength - 1) == Jump::arrived &&
        block.damage == nullptr && (!length || *length < declaredLength))
        length = declaredLength;
    mediaInfo.length = FrameCount(length ? *length : lengthByDecoding());
    if (cursor.failure())
        return *cursor.failure();

    const auto missing = declaredLength - mediaInfo.length.value();
    if (declaredLength > 0 && missing > 0)
        mediaInfo.warning = endsEarly(missing);
    else if (declaredLength > 0 && missing < 0)
        mediaInfo.warning = "holds " + std::to_string(-missing) + " frames more than its header says";
    return {};
}

} // namespace loophole::signal
