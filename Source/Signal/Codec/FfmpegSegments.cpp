#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/FfmpegSegments.h"

#include "Signal/Codec/FfmpegSamples.h"
#include "Signal/Codec/MediaBounds.h"

#include <cctype>

namespace loophole::signal
{

namespace
{

/** A seek costs half of it on average, 1.6 ms. In the first one AAC is what ffmpeg decodes to the bit; in later ones
   the noise that a decoder makes up where the file only tells its level is another, as it is in every decoder. */
constexpr int lossySegmentSeconds = 8;
/** Lossless codecs forget at every packet; only the cost of a restart speaks against shorter ones. */
constexpr int losslessSegmentSeconds = 5;
/** AAC overlaps by one packet; SBR and parametric stereo of HE-AAC look back a few more. */
constexpr std::int64_t preRoll = 16'384;

std::string codecName(AVCodecID id)
{
    switch (id)
    {
    case AV_CODEC_ID_WMAV1:
    case AV_CODEC_ID_WMAV2:
        return "WMA";
    case AV_CODEC_ID_WAVPACK:
        return "WavPack";
    case AV_CODEC_ID_MUSEPACK7:
    case AV_CODEC_ID_MUSEPACK8:
        return "Musepack";
    case AV_CODEC_ID_APE:
        return "Monkey's Audio";
    case AV_CODEC_ID_TTA:
        return "True Audio";
    case AV_CODEC_ID_SPEEX:
        return "Speex";
    case AV_CODEC_ID_VORBIS:
        return "Vorbis";
    case AV_CODEC_ID_OPUS:
        return "Opus";
    default:
        break;
    }
    std::string name = avcodec_get_name(id);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return name;
}

bool isLossless(AVCodecID id)
{
    if (id == AV_CODEC_ID_WAVPACK) // its hybrid mode is rare, and cannot be told apart here
        return true;
    const auto* const descriptor = avcodec_descriptor_get(id);
    return descriptor != nullptr && (descriptor->props & AV_CODEC_PROP_LOSSLESS) != 0 &&
           (descriptor->props & AV_CODEC_PROP_LOSSY) == 0;
}

} // namespace

FfmpegSegments::FfmpegSegments(std::unique_ptr<FfmpegStream> opened, const FfmpegContainer& container)
    : SegmentedReader(wholeMedium), stream(std::move(opened))
{
    describe(container);
}

Outcome<std::unique_ptr<MediaReader>> FfmpegSegments::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                           std::int64_t base, const FfmpegContainer& container)
{
    auto opened = FfmpegStream::open(thread, std::move(file), base, container);
    if (!opened)
        return opened.failure();
    std::unique_ptr<FfmpegSegments> reader(new FfmpegSegments(std::move(opened).value(), container));
    if (const auto why = whyUnplayable(reader->info()); !why.empty())
        return reader->stream->file().failure(why);
    if (auto measured = reader->measure(thread, container); !measured)
        return measured.failure();
    return std::unique_ptr<MediaReader>(std::move(reader));
}

void FfmpegSegments::describe(const FfmpegContainer& container)
{
    const auto& decoder = stream->decoderState();
    mediaInfo.format = container.format;
    mediaInfo.codec = codecName(decoder.codec_id);
    mediaInfo.sampleRate = SampleRate(decoder.sample_rate);
    mediaInfo.channels = decoder.ch_layout.nb_channels;
    mediaInfo.isLossless = isLossless(decoder.codec_id);
    if (!mediaInfo.isLossless)
        return;
    const auto width = av_get_bytes_per_sample(decoder.sample_fmt) * 8;
    mediaInfo.bitDepth = decoder.bits_per_raw_sample > 0 ? decoder.bits_per_raw_sample : width;
    const auto packed = av_get_packed_sample_fmt(decoder.sample_fmt);
    mediaInfo.isFloat = packed == AV_SAMPLE_FMT_FLT || packed == AV_SAMPLE_FMT_DBL;
}

Outcome<void> FfmpegSegments::measure(DiskThread& thread, const FfmpegContainer& container)
{
    const auto& source = stream->stream();
    const bool countsFrames = source.time_base.num == 1 && source.time_base.den == mediaInfo.sampleRate.hz();
    if (!countsFrames || container.timing == FfmpegContainer::Timing::none)
        return measureByDecoding(thread);

    const auto first = stream->nextFrame(thread);
    if (!first)
        return first.failure();
    if (first.value() == nullptr || first.value()->pts == AV_NOPTS_VALUE)
        return measureByDecoding(thread);
    firstTimestamp = first.value()->pts;
    setSegmentFrames(std::int64_t{mediaInfo.sampleRate.hz()} *
                     (mediaInfo.isLossless ? losslessSegmentSeconds : lossySegmentSeconds));
    if (container.timing == FfmpegContainer::Timing::index && hasEvenIndex())
        return measureByIndex(thread);
    if (container.timing == FfmpegContainer::Timing::duration && source.duration > 0 && mediaInfo.isLossless)
    {
        hasTimestamps = true;
        mediaInfo.length = FrameCount(source.duration);
        return {};
    }
    return measureByDecoding(thread);
}

/** Whether every packet but the last is as long as the first and none is missing: then time stamps are positions. */
bool FfmpegSegments::hasEvenIndex() const
{
    auto& source = const_cast<AVStream&>(stream->stream()); // FFmpeg's accessors lack the const
    const int count = avformat_index_get_entries_count(&source);
    if (count < 2)
        return false;
    const auto timestamp = [&source](int i) { return avformat_index_get_entry(&source, i)->timestamp; };
    const auto step = timestamp(1) - timestamp(0);
    for (int i = 2; i < count; ++i)
        if (timestamp(i) - timestamp(i - 1) != step)
            return false;
    // A fragmented file has only begun its index when it is opened.
    const auto end = source.duration == AV_NOPTS_VALUE ? std::numeric_limits<std::int64_t>::max()
                                                       : std::max<std::int64_t>(source.start_time, 0) + source.duration;
    return step > 0 && timestamp(count - 1) + 2 * step >= end;
}

/** Only the last packets are decoded, for how many frames they hold and how many of those are padding. */
Outcome<void> FfmpegSegments::measureByIndex(DiskThread& thread)
{
    auto& source = const_cast<AVStream&>(stream->stream());
    const auto last = avformat_index_get_entry(&source, avformat_index_get_entries_count(&source) - 1)->timestamp;
    if (auto restarted = stream->restartAt(thread, last - preRoll); !restarted)
        return restarted;
    auto end = firstTimestamp;
    for (auto frame = stream->nextFrame(thread);; frame = stream->nextFrame(thread))
    {
        if (!frame)
            return frame.failure();
        if (frame.value() == nullptr)
            break;
        if (!isOfThisMedium(*frame.value()) || frame.value()->pts == AV_NOPTS_VALUE)
            return measureByDecoding(thread);
        end = std::max(end, frame.value()->pts + frame.value()->nb_samples);
    }
    hasTimestamps = true;
    mediaInfo.length = FrameCount(end - firstTimestamp);
    return {};
}

Outcome<void> FfmpegSegments::measureByDecoding(DiskThread& thread)
{
    setSegmentFrames(wholeMedium);
    if (auto reopened = stream->reopen(thread); !reopened)
        return reopened;
    for (auto frame = stream->nextFrame(thread);; frame = stream->nextFrame(thread))
    {
        if (!frame)
            return frame.failure();
        if (frame.value() == nullptr)
            break;
        if (!isOfThisMedium(*frame.value()))
        {
            mediaInfo.warning = "changes its channels or sample rate; only what comes before can be played";
            break;
        }
        mediaInfo.length += FrameCount(frame.value()->nb_samples);
    }
    if (mediaInfo.length.isZero())
        return stream->file().failure("is damaged: nothing of it can be decoded");
    return {};
}

bool FfmpegSegments::isOfThisMedium(const AVFrame& frame) const
{
    return frame.ch_layout.nb_channels == mediaInfo.channels && frame.sample_rate == mediaInfo.sampleRate.hz();
}

Outcome<void> FfmpegSegments::restart(DiskThread& thread, std::int64_t start)
{
    current = nullptr;
    position = start;
    if (!hasTimestamps)
        return stream->reopen(thread);
    return stream->restartAt(thread, firstTimestamp + start - preRoll);
}

Outcome<bool> FfmpegSegments::tryNextFrame(DiskThread& thread)
{
    const auto next = stream->nextFrame(thread);
    if (!next)
    {
        current = nullptr;
        return next.failure();
    }
    current = next.value();
    taken = 0;
    if (current != nullptr && !isOfThisMedium(*current))
        current = nullptr;
    return current != nullptr;
}

Outcome<std::int64_t> FfmpegSegments::decodeOn(DiskThread& thread, PlanarWindow window)
{
    std::int64_t done = 0;
    while (window.frames > 0)
    {
        if (current == nullptr || taken == current->nb_samples)
        {
            const auto found = tryNextFrame(thread);
            if (!found)
                return found.failure();
            if (!found.value())
                break;
        }
        std::int64_t missing = 0;
        if (hasTimestamps && current->pts != AV_NOPTS_VALUE)
        {
            const auto at = current->pts - firstTimestamp;
            taken = std::clamp<std::int64_t>(position - at, taken, current->nb_samples);
            missing = std::clamp<std::int64_t>(at - position, 0, window.frames);
        }
        window.first(missing).silence(); // where packets could not be decoded
        window.advance(missing);
        const auto part = window.first(current->nb_samples - taken);
        convertSamples(*current, taken, part);
        taken += part.frames;
        position += missing + part.frames;
        done += missing + part.frames;
        window.advance(part.frames);
    }
    return done;
}

} // namespace loophole::signal

#endif
