#include "Signal/Codec/OpusReader.h"

#include "Signal/Codec/ChainedOpus.h"
#include "Signal/Codec/ChannelOrder.h"
#include "Signal/Codec/MediaBounds.h"

#include <cstring>
#include <opus/opus_multistream.h>

namespace loophole::signal
{

namespace
{

constexpr int opusRate = 48'000;
constexpr int longestPacket = 5760; ///< 120 ms

/**
    How music (CELT) and speech (SILK, or both at once) are cut into segments. Music forgets: 0.64 s after it began in
    the middle, eight times what RFC 7845 §4.6 asks for, a decoder was never more than 3e-7 away from one that came
    from the beginning (0.32 s: 4e-5), and after 1 s the same to the bit. So segments are short: before its own block a
    seek decodes 1.44 s at most. Speech repeats its past by long-term prediction: a steady tone was seen to differ by
    4e-3 for 3 s, so segments are long, and the first is what opusdec gives.
*/
struct Segmentation
{
    std::int64_t segment;
    std::int64_t preRoll;
};
constexpr Segmentation forMusic{opusRate * 8 / 10, 8 * 3840};
constexpr Segmentation forSpeech{20 * opusRate, opusRate};

/** The mode is in the upper bits of a packet's first byte (RFC 6716 §3.1): 16 … 31 are CELT alone. */
bool hasSpeech(std::span<const std::byte> packet)
{
    return !packet.empty() && std::to_integer<int>(packet[0]) >> 3 < 16;
}

/** Frames in a packet by its own first bytes; 0 for what is no sound, which is then left out. */
std::int64_t framesIn(std::span<const std::byte> packet)
{
    const auto frames = opus_packet_get_nb_samples(reinterpret_cast<const unsigned char*>(packet.data()),
                                                   static_cast<opus_int32>(packet.size()), opusRate);
    return frames > 0 && frames <= longestPacket ? frames : 0;
}

} // namespace

void OpusReader::Deleter::operator()(OpusMSDecoder* handle) const
{
    opus_multistream_decoder_destroy(handle);
}

OpusReader::OpusReader(std::shared_ptr<const MediaFile> file, std::int64_t base)
    : SegmentedReader(forMusic.segment), cursor(file, base, file->size()), packets(cursor)
{
}

Failure OpusReader::failure(const char* why) const
{
    return cursor.failure() ? *cursor.failure() : cursor.file().failure(why);
}

Outcome<std::unique_ptr<MediaReader>> OpusReader::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                       std::int64_t base)
{
    auto first = openLink(thread, file, base);
    if (!first)
        return first.failure();
    if (first.value()->nextLink())
        return ChainedOpus::open(thread, std::move(file), base, std::move(first).value());
    return std::unique_ptr<MediaReader>(std::move(first).value());
}

Outcome<std::unique_ptr<OpusReader>> OpusReader::openLink(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                          std::int64_t base)
{
    std::unique_ptr<OpusReader> reader(new OpusReader(std::move(file), base));
    if (auto opened = reader->openStream(thread); !opened)
        return opened.failure();
    return reader;
}

Outcome<void> OpusReader::openStream(DiskThread& thread)
{
    const BufferedCursor::Loan loan(cursor, thread);
    if (auto found = findHead(); !found)
        return found;
    mediaInfo.format = "OGG";
    mediaInfo.codec = "Opus";
    mediaInfo.isLossless = false;
    mediaInfo.sampleRate = SampleRate(opusRate);
    mediaInfo.channels = head.channels;
    if (const auto why = whyUnplayable(mediaInfo); !why.empty())
        return cursor.file().failure(why);

    const auto frames = indexPages();
    if (!frames)
        return frames.failure();
    preRoll = isSpeech ? forSpeech.preRoll : forMusic.preRoll;
    if (isSpeech)
        setSegmentFrames(forSpeech.segment);
    mediaInfo.length = FrameCount(std::max<std::int64_t>(0, frames.value() - head.preSkip));

    int error = OPUS_OK;
    decoder.reset(opus_multistream_decoder_create(opusRate, head.channels, head.streams, head.coupledStreams,
                                                  head.mapping.data(), &error));
    if (!decoder || opus_multistream_decoder_ctl(decoder.get(), OPUS_SET_GAIN(head.outputGain)) != OPUS_OK)
        return failure("is damaged: its Opus header makes no sense");
    const auto bytes = opus_multistream_decoder_get_size(head.streams, head.coupledStreams);
    newDecoder.resize(static_cast<std::size_t>(bytes));
    std::memcpy(newDecoder.data(), decoder.get(), newDecoder.size());
    decoded.resize(static_cast<std::size_t>(longestPacket) * static_cast<std::size_t>(head.channels));
    return {};
}

Outcome<void> OpusReader::findHead()
{
    packets.restartAt(0);
    for (auto page = packets.nextPage(); page && page->beginsStream; page = packets.nextPage())
    {
        packets.choose(page->serial);
        packets.restartAt(page->offset);
        if (!packets.nextPage())
            break;
        const auto packet = packets.nextPacket();
        const auto found = packet ? OpusHead::parse(*packet) : std::nullopt;
        if (found)
        {
            head = *found;
            headerPacketsLeft = 1;
            return {};
        }
    }
    return failure("is damaged: its Opus header cannot be read");
}

/** Walks over the pages that follow the header; the number of decoded frames up to the end, pre-skip included. */
Outcome<std::int64_t> OpusReader::indexPages()
{
    const auto serial = packets.chosen();
    std::int64_t frames = 0;
    std::int64_t firstGranule = 0;
    bool isFirst = true;
    for (auto page = packets.nextPage(); page; page = packets.nextPage())
    {
        if (page->beginsStream && headerPacketsLeft > 0) // of another stream beside this one
            continue;
        if (page->beginsStream)
        {
            following = page->offset;
            break;
        }
        if (page->serial != serial)
            continue;
        frames = indexPage(*page, frames);
        if (isFirst && page->granule > 0 && frames > 0)
        {
            // Live streams begin anywhere. Below zero only where all of it ends on the first page (§4.4).
            firstGranule = std::max<std::int64_t>(0, page->granule - frames);
            isFirst = false;
        }
        if (page->endsStream)
        {
            if (const auto next = packets.nextPage(); next && next->beginsStream)
                following = next->offset;
            return page->granule >= 0 ? std::clamp<std::int64_t>(page->granule - firstGranule, 0, frames) : frames;
        }
    }
    if (cursor.failure())
        return *cursor.failure();
    return frames;
}

std::int64_t OpusReader::indexPage(const OggPackets::Page& page, std::int64_t frames)
{
    bool isContinued = page.continuesPacket;
    bool hasEntry = false;
    for (auto packet = packets.nextPacket(); packet; packet = packets.nextPacket())
    {
        if (headerPacketsLeft > 0) // OpusTags
        {
            --headerPacketsLeft;
            isContinued = false;
            continue;
        }
        if (!isContinued && !hasEntry)
        {
            index.push_back({page.offset, frames});
            hasEntry = true;
        }
        isContinued = false;
        const auto duration = framesIn(*packet);
        frames += duration;
        if (duration > 0 && hasSpeech(*packet))
            isSpeech = true;
    }
    return frames;
}

void OpusReader::makeAnew()
{
    std::memcpy(static_cast<void*>(decoder.get()), newDecoder.data(), newDecoder.size());
}

Outcome<void> OpusReader::restart(DiskThread& thread, std::int64_t start)
{
    const BufferedCursor::Loan loan(cursor, thread);
    const auto firstHeard = start + head.preSkip;
    const auto from = start == 0 ? 0 : firstHeard - preRoll;
    auto entry = std::upper_bound(index.begin(), index.end(), from,
                                  [](std::int64_t frame, const Entry& e) { return frame < e.firstFrame; });
    if (entry == index.begin())
        return failure("has no Opus data");
    --entry;
    packets.restartAt(entry->pageOffset);
    makeAnew();
    framesToSkip = std::max<std::int64_t>(0, from - entry->firstFrame);
    framesToDrop = firstHeard - entry->firstFrame;
    decodedFrames = takenFrames = 0;
    return {};
}

bool OpusReader::tryDecodePacket()
{
    auto packet = packets.nextPacket();
    while (!packet)
    {
        const auto page = packets.nextPage();
        if (!page || page->beginsStream)
            return false;
        packet = packets.nextPacket();
    }
    takenFrames = 0;
    decodedFrames = framesIn(*packet);
    if (decodedFrames <= framesToSkip)
    {
        framesToSkip -= decodedFrames;
        framesToDrop -= decodedFrames;
        takenFrames = decodedFrames;
        return true;
    }
    framesToSkip = 0;
    const auto count = opus_multistream_decode_float(
        decoder.get(), reinterpret_cast<const unsigned char*>(packet->data()), static_cast<opus_int32>(packet->size()),
        decoded.data(), static_cast<int>(decodedFrames), 0);
    // A damaged packet is as long as it says, and silent.
    if (count < decodedFrames)
        std::fill(decoded.begin() + std::max(0, count) * head.channels, decoded.end(), 0.0f);
    return true;
}

void OpusReader::take(PlanarWindow window)
{
    const auto channels = static_cast<std::size_t>(head.channels);
    for (std::size_t c = 0; c < static_cast<std::size_t>(window.channelCount); ++c)
    {
        const auto place =
            head.family == 1 ? wavChannelOfVorbis(head.channels, static_cast<int>(c)) : static_cast<int>(c);
        auto* const destination = window.channels[static_cast<std::size_t>(place)];
        const auto* source = decoded.data() + static_cast<std::size_t>(takenFrames) * channels + c;
        for (std::int64_t frame = 0; frame < window.frames; ++frame, source += channels)
            destination[frame] = *source;
    }
    takenFrames += window.frames;
}

Outcome<std::int64_t> OpusReader::decodeOn(DiskThread& thread, PlanarWindow window)
{
    const BufferedCursor::Loan loan(cursor, thread);
    std::int64_t done = 0;
    while (window.frames > 0)
    {
        if (takenFrames == decodedFrames && !tryDecodePacket())
        {
            if (cursor.failure())
                return *cursor.failure();
            break;
        }
        const auto dropped = std::min(framesToDrop, decodedFrames - takenFrames);
        takenFrames += dropped;
        framesToDrop -= dropped;
        const auto part = window.first(decodedFrames - takenFrames);
        take(part);
        window.advance(part.frames);
        done += part.frames;
    }
    return done;
}

} // namespace loophole::signal
