#include "Signal/Proxy/OpusWriter.h"

#include <cassert>
#include <cstring>
#include <ogg/ogg.h>
#include <opus/opus.h>

namespace loophole::signal
{
namespace
{

/** 20 ms, where Opus spends the fewest bits for the same quality. */
constexpr std::int64_t packetLength = OpusWriter::sampleRate / 50;
/** What the library's documentation recommends for the largest packet. */
constexpr std::size_t largestPacket = 4000;
/** 5 of 10: half again as fast as 10, and at 128 kb/s no difference is heard. */
constexpr int complexity = 5;
/** Names the only stream of a file; the same file from the same medium each time. */
constexpr int serialNumber = 0x4C6F6F70;

class HeaderPacket
{
public:
    HeaderPacket& text(std::string_view characters)
    {
        bytes.insert(bytes.end(), characters.begin(), characters.end());
        return *this;
    }
    /** Little-endian. */
    HeaderPacket& number(std::uint32_t value, int width)
    {
        for (int i = 0; i < width; ++i)
            bytes.push_back(static_cast<unsigned char>(value >> (8 * i)));
        return *this;
    }
    std::vector<unsigned char> bytes;
};

/** RFC 7845 §5.1, mapping family 0. */
std::vector<unsigned char> identification(int channels, int preSkip)
{
    HeaderPacket head;
    head.text("OpusHead").number(1, 1).number(static_cast<std::uint32_t>(channels), 1);
    head.number(static_cast<std::uint32_t>(preSkip), 2).number(OpusWriter::sampleRate, 4).number(0, 2).number(0, 1);
    return std::move(head.bytes);
}

/** RFC 7845 §5.2: who encoded it, and no tags. */
std::vector<unsigned char> comments()
{
    const std::string_view vendor = opus_get_version_string();
    HeaderPacket tags;
    tags.text("OpusTags").number(static_cast<std::uint32_t>(vendor.size()), 4).text(vendor).number(0, 4);
    return std::move(tags.bytes);
}

} // namespace

/** Packets on their way into pages and pages into the file. */
class OpusWriter::Pages
{
public:
    Pages(std::unique_ptr<WholeFile> whole, std::filesystem::path path)
        : file(std::move(whole)), target(std::move(path))
    {
        ogg_stream_init(&stream, serialNumber);
    }
    ~Pages() { ogg_stream_clear(&stream); }
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;

    [[nodiscard]] Failure failure(std::string why) const { return {target.string(), std::move(why)}; }

    /** `granule`: frames decoded when the packet is, pre-skip included. */
    Outcome<void> add(DiskThread& thread, std::span<unsigned char> bytes, std::int64_t granule, bool isLast)
    {
        ogg_packet packet{};
        packet.packet = bytes.data();
        packet.bytes = static_cast<long>(bytes.size());
        packet.b_o_s = count == 0 ? 1 : 0;
        packet.e_o_s = isLast ? 1 : 0;
        packet.granulepos = granule;
        packet.packetno = count++;
        if (ogg_stream_packetin(&stream, &packet) != 0)
            return failure("cannot be put into pages");
        ogg_page page;
        while (ogg_stream_pageout(&stream, &page) != 0)
            if (auto written = write(thread, page); !written)
                return written;
        return {};
    }

    /** Ends the page that is being filled. */
    Outcome<void> flush(DiskThread& thread)
    {
        ogg_page page;
        while (ogg_stream_flush(&stream, &page) != 0)
            if (auto written = write(thread, page); !written)
                return written;
        return {};
    }

    Outcome<void> commit(DiskThread& thread) { return file->commit(thread); }

private:
    Outcome<void> write(DiskThread& thread, const ogg_page& page)
    {
        for (const auto& part : {std::span(page.header, static_cast<std::size_t>(page.header_len)),
                                 std::span(page.body, static_cast<std::size_t>(page.body_len))})
        {
            if (auto written = file->writeAt(thread, fileBytes, std::as_bytes(part)); !written)
                return written;
            fileBytes += static_cast<std::int64_t>(part.size());
        }
        return {};
    }

    std::unique_ptr<WholeFile> file;
    std::filesystem::path target;
    ogg_stream_state stream{};
    std::int64_t count = 0;
    std::int64_t fileBytes = 0;
};

void OpusWriter::DestroysEncoder::operator()(OpusEncoder* handle) const
{
    opus_encoder_destroy(handle);
}

OpusWriter::OpusWriter(std::unique_ptr<Pages> given, int channelCount)
    : pages(std::move(given)), channels(channelCount), encoded(largestPacket)
{
    packetFrames.reserve(static_cast<std::size_t>(packetLength * channels));
}

OpusWriter::~OpusWriter() = default;

Outcome<std::unique_ptr<OpusWriter>> OpusWriter::create(DiskThread& thread, const std::filesystem::path& target,
                                                        int channels, int bitsPerSecond)
{
    assert(channels == 1 || channels == 2);
    auto file = WholeFile::create(thread, target);
    if (!file)
        return file.failure();
    std::unique_ptr<OpusWriter> writer(
        new OpusWriter(std::make_unique<Pages>(std::move(file).value(), target), channels));
    if (auto configured = writer->configure(bitsPerSecond); !configured)
        return configured.failure();
    if (auto begun = writer->writeHeaders(thread); !begun)
        return begun.failure();
    return writer;
}

Outcome<void> OpusWriter::configure(int bitsPerSecond)
{
    int error = OPUS_OK;
    encoder.reset(opus_encoder_create(sampleRate, channels, OPUS_APPLICATION_RESTRICTED_LOWDELAY, &error));
    if (error != OPUS_OK)
        return pages->failure(opus_strerror(error));
    auto* handle = encoder.get();
    for (const auto result :
         {opus_encoder_ctl(handle, OPUS_SET_BITRATE(bitsPerSecond)), opus_encoder_ctl(handle, OPUS_SET_VBR(1)),
          opus_encoder_ctl(handle, OPUS_SET_COMPLEXITY(complexity)),
          opus_encoder_ctl(handle, OPUS_SET_SIGNAL(OPUS_SIGNAL_MUSIC)),
          opus_encoder_ctl(handle, OPUS_GET_LOOKAHEAD(&preSkip))})
        if (result != OPUS_OK)
            return pages->failure(opus_strerror(result));
    return {};
}

Outcome<void> OpusWriter::writeHeaders(DiskThread& thread)
{
    auto head = identification(channels, preSkip);
    auto tags = comments();
    // Each of the two ends its page (RFC 7845 §3).
    for (auto* packet : {&head, &tags})
    {
        if (auto added = pages->add(thread, *packet, 0, false); !added)
            return added;
        if (auto flushed = pages->flush(thread); !flushed)
            return flushed;
    }
    return {};
}

Outcome<void> OpusWriter::write(DiskThread& thread, PlanarSource source)
{
    assert(source.channelCount == channels);
    const auto full = static_cast<std::size_t>(packetLength * channels);
    for (std::int64_t frame = 0; frame < source.frames.value(); ++frame)
    {
        for (int c = 0; c < channels; ++c)
            packetFrames.push_back(source.channels[c][frame]);
        if (packetFrames.size() == full)
            if (auto packet = encodePacket(thread); !packet)
                return packet;
    }
    framesWritten += source.frames.value();
    return {};
}

Outcome<void> OpusWriter::encodePacket(DiskThread& thread)
{
    if (encodedBytes > 0)
        if (auto added = pages->add(thread, std::span(encoded).first(encodedBytes), framesEncoded, false); !added)
            return added;
    const auto bytes = opus_encode_float(encoder.get(), packetFrames.data(), static_cast<int>(packetLength),
                                         encoded.data(), static_cast<opus_int32>(encoded.size()));
    if (bytes < 0)
        return pages->failure(opus_strerror(bytes));
    encodedBytes = static_cast<std::size_t>(bytes);
    framesEncoded += packetLength;
    packetFrames.clear();
    return {};
}

Outcome<void> OpusWriter::finish(DiskThread& thread)
{
    // The encoder is `preSkip` frames behind: silence pushes the last ones out.
    const auto end = framesWritten + preSkip;
    while (framesEncoded < end)
    {
        packetFrames.resize(static_cast<std::size_t>(packetLength * channels));
        if (auto packet = encodePacket(thread); !packet)
            return packet;
    }
    if (auto added = pages->add(thread, std::span(encoded).first(encodedBytes), end, true); !added)
        return added;
    if (auto flushed = pages->flush(thread); !flushed)
        return flushed;
    return pages->commit(thread);
}

} // namespace loophole::signal
