#include "Signal/Codec/FlacDecoder.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{

namespace
{

bool isSilent(const FLAC__FrameHeader& header, const FLAC__int32* const samples[])
{
    for (std::size_t c = 0; c < header.channels; ++c)
        if (std::any_of(samples[c], samples[c] + header.blocksize, [](FLAC__int32 sample) { return sample != 0; }))
            return false;
    return true;
}

} // namespace

/** What libFLAC calls back; `self` is the FlacDecoder that owns its decoder. */
struct FlacDecoder::Callbacks
{
    static FlacDecoder& decoder(void* self) { return *static_cast<FlacDecoder*>(self); }

    static FLAC__StreamDecoderReadStatus read(const FLAC__StreamDecoder*, FLAC__byte buffer[], std::size_t* bytes,
                                              void* self)
    {
        auto& cursor = decoder(self).cursor;
        *bytes = cursor.read(std::as_writable_bytes(std::span(buffer, *bytes)));
        if (cursor.failure())
            return FLAC__STREAM_DECODER_READ_STATUS_ABORT;
        return *bytes == 0 ? FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM : FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
    }

    static FLAC__StreamDecoderSeekStatus seek(const FLAC__StreamDecoder*, FLAC__uint64 offset, void* self)
    {
        return decoder(self).cursor.trySeek(static_cast<std::int64_t>(offset)) ? FLAC__STREAM_DECODER_SEEK_STATUS_OK
                                                                               : FLAC__STREAM_DECODER_SEEK_STATUS_ERROR;
    }

    static FLAC__StreamDecoderTellStatus tell(const FLAC__StreamDecoder*, FLAC__uint64* offset, void* self)
    {
        *offset = static_cast<FLAC__uint64>(decoder(self).cursor.position());
        return FLAC__STREAM_DECODER_TELL_STATUS_OK;
    }

    static FLAC__StreamDecoderLengthStatus length(const FLAC__StreamDecoder*, FLAC__uint64* length, void* self)
    {
        *length = static_cast<FLAC__uint64>(decoder(self).cursor.size());
        return FLAC__STREAM_DECODER_LENGTH_STATUS_OK;
    }

    static FLAC__bool isAtEnd(const FLAC__StreamDecoder*, void* self)
    {
        const auto& cursor = decoder(self).cursor;
        return cursor.position() >= cursor.size() ? 1 : 0;
    }

    static FLAC__StreamDecoderWriteStatus write(const FLAC__StreamDecoder*, const FLAC__Frame* frame,
                                                const FLAC__int32* const samples[], void* self)
    {
        decoder(self).takeFrame(*frame, samples);
        return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
    }

    static void metadata(const FLAC__StreamDecoder*, const FLAC__StreamMetadata* metadata, void* self)
    {
        if (metadata->type == FLAC__METADATA_TYPE_STREAMINFO)
            decoder(self).takeStreamInfo(metadata->data.stream_info);
    }

    static void error(const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus status, void* self)
    {
        if (status == FLAC__STREAM_DECODER_ERROR_STATUS_FRAME_CRC_MISMATCH)
            decoder(self).hasBadCrc = true;
        else
            decoder(self).hasLostItsWay = true;
    }
};

FlacDecoder::FlacDecoder(MediaCursor& cursor, bool isOgg)
    : cursor(cursor), isOgg(isOgg), handle(FLAC__stream_decoder_new())
{
}

bool FlacDecoder::readMetadata()
{
    if (handle == nullptr)
        return false;
    const auto initialise = isOgg ? FLAC__stream_decoder_init_ogg_stream : FLAC__stream_decoder_init_stream;
    return initialise(handle.get(), Callbacks::read, Callbacks::seek, Callbacks::tell, Callbacks::length,
                      Callbacks::isAtEnd, Callbacks::write, Callbacks::metadata, Callbacks::error,
                      this) == FLAC__STREAM_DECODER_INIT_STATUS_OK &&
           FLAC__stream_decoder_process_until_end_of_metadata(handle.get());
}

void FlacDecoder::takeStreamInfo(const FLAC__StreamMetadata_StreamInfo& stream)
{
    if (its.channels != 0)
        return;
    its.sampleRate = static_cast<int>(stream.sample_rate);
    its.channels = static_cast<int>(stream.channels);
    its.bitsPerSample = static_cast<int>(stream.bits_per_sample);
    declared = static_cast<std::int64_t>(stream.total_samples);
    if (stream.min_blocksize == stream.max_blocksize)
        declaredBlockFrames = stream.max_blocksize;
}

std::optional<std::int64_t> FlacDecoder::offsetOfNext() const
{
    FLAC__uint64 position = 0;
    if (isOgg || !FLAC__stream_decoder_get_decode_position(handle.get(), &position))
        return std::nullopt;
    return static_cast<std::int64_t>(position);
}

void FlacDecoder::numberFromFirst(bool isNumberedByBlock)
{
    if (!isNumberedByBlock)
        declaredBlockFrames = 0;
    its.blockFrames = last.frames;
    its.origin = placeOf(last.start);
    last.start = 0;
    expectedStart = last.end();
    gap.reset();
}

std::int64_t FlacDecoder::placeOf(std::int64_t sampleNumber) const
{
    const bool isRescaled = declaredBlockFrames > 0 && its.blockFrames > 0;
    return (isRescaled ? sampleNumber / declaredBlockFrames * its.blockFrames : sampleNumber) - its.origin;
}

const char* FlacDecoder::mismatch(const FLAC__FrameHeader& header) const
{
    if (static_cast<int>(header.channels) != its.channels)
        return "changes its number of channels";
    if (static_cast<int>(header.bits_per_sample) != its.bitsPerSample)
        return "changes its bit depth";
    if (static_cast<int>(header.sample_rate) != its.sampleRate)
        return "changes its sample rate";
    return nullptr;
}

void FlacDecoder::takeFrame(const FLAC__Frame& frame, const FLAC__int32* const samples[])
{
    hasNewBlock = true;
    last.start = placeOf(static_cast<std::int64_t>(frame.header.number.sample_number));
    last.frames = frame.header.blocksize;
    // libFLAC passes a frame of a wrong checksum on as zeros or drops it, by version, and since 1.4 makes up zeros for
    // those that it went over while it looked for the next one.
    const bool isMadeUp = last.start == expectedStart && (hasBadCrc || (hasLostItsWay && expectedStart > 0)) &&
                          isSilent(frame.header, samples);
    last.damage = isMadeUp ? "is damaged (wrong checksum)" : mismatch(frame.header);
    // Of several in one go the first counts: the next one is looked for anew.
    if (!gap && (isMadeUp || last.start > expectedStart))
        gap = isMadeUp ? FlacGap{last.start, last.end(), last.damage} : FlacGap{expectedStart, last.start};
    expectedStart = last.end();
    if (last.damage != nullptr)
        return;
    const auto scale = std::ldexp(1.0f, 1 - its.bitsPerSample);
    for (std::size_t c = 0; c < frame.header.channels; ++c)
    {
        auto& channel = last.channels[c];
        channel.resize(frame.header.blocksize);
        std::transform(samples[c], samples[c] + frame.header.blocksize, channel.begin(),
                       [scale](FLAC__int32 sample) { return static_cast<float>(sample) * scale; });
    }
}

bool FlacDecoder::decodeNext()
{
    gap.reset();
    hasNewBlock = hasBadCrc = hasLostItsWay = false;
    while (!hasNewBlock)
        if (!FLAC__stream_decoder_process_single(handle.get()) ||
            (!hasNewBlock && FLAC__stream_decoder_get_state(handle.get()) >= FLAC__STREAM_DECODER_END_OF_STREAM))
        {
            last.frames = 0;
            last.start = -1;
            return hasNewBlock;
        }
    return true;
}

bool FlacDecoder::rewind()
{
    expectedStart = 0;
    last.frames = 0;
    last.start = -1;
    return FLAC__stream_decoder_reset(handle.get()) && cursor.trySeek(0) &&
           FLAC__stream_decoder_process_until_end_of_metadata(handle.get());
}

bool FlacDecoder::continueAt(std::int64_t offset, std::int64_t start)
{
    expectedStart = start;
    return cursor.trySeek(offset) && FLAC__stream_decoder_flush(handle.get());
}

bool FlacDecoder::seek(std::int64_t target)
{
    expectedStart = anywhere;
    return FLAC__stream_decoder_seek_absolute(handle.get(), static_cast<FLAC__uint64>(target)) && last.contains(target);
}

} // namespace loophole::signal
