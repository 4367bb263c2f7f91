#include "Signal/Codec/Mp3PassReader.h"

#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/BufferedCursor.h"
#include "Signal/Codec/Mp3Reader.h"
#include "Signal/Codec/Mp3Reservoir.h"
#include "Signal/Codec/PassReader.h"

namespace loophole::signal
{
namespace
{

/** 320 kbit/s at 32 kHz, padded. */
constexpr std::size_t longestFrame = 1441;

class Mp3Pass final : public PassReader
{
public:
    Mp3Pass(const std::shared_ptr<const MediaFile>& file, Mp3PassReader::Stream given, const MediaInfo& info)
        : PassReader(info,
                     [file, place = given.place](DiskThread& thread) { return Mp3Reader::open(thread, file, place); }),
          stream(std::move(given)),
          cursor(file, stream.place.start, stream.place.end)
    {
    }

    [[nodiscard]] bool tryBegin()
    {
        decoder = FfmpegPackets::tryOpen("mp3float", {}, mediaInfo.channels, mediaInfo.sampleRate.hz());
        return decoder != nullptr;
    }

private:
    bool tryMoveTo(DiskThread& thread, std::int64_t target) override
    {
        const auto wanted = (target + stream.trimmedStart) / stream.place.first.samples;
        next = std::max<std::int64_t>(0, wanted - stream.preparing);
        firstWhole = next == 0 ? 0 : wanted - 1; // the overlap needs the one before it
        isKnown = true;
        decoder->restart();
        reservoir.clear();
        while (next <= wanted)
            if (!tryDecodeOn(thread))
                return false;
        return true;
    }

    /** One MPEG frame. */
    bool tryDecodeOn(DiskThread& thread) override
    {
        if (next >= static_cast<std::int64_t>(stream.frameOffsets.size()))
            return false;
        const auto bytes = tryReadFrame(thread);
        decoder->clear();
        if (bytes.empty() || !decoder->tryDecode(bytes) || decoder->frames() != stream.place.first.samples)
            return false;
        decodedStart = next * stream.place.first.samples - stream.trimmedStart;
        ++next;
        return true;
    }

    /** The next frame; empty unless it reaches to the one behind it, as its header says, and all it borrows is there.
     */
    std::span<const std::byte> tryReadFrame(DiskThread& thread)
    {
        const BufferedCursor::Loan loan(cursor, thread);
        const auto index = static_cast<std::size_t>(next);
        const auto& offsets = stream.frameOffsets;
        const auto end = index + 1 < offsets.size() ? offsets[index + 1] : cursor.size();
        const auto room = static_cast<std::size_t>(std::clamp<std::int64_t>(end - offsets[index], 0, longestFrame));
        const auto bytes = std::span(packet).first(room);
        cursor.trySeek(offsets[index]);
        if (cursor.read(bytes) < room)
            return {};
        const auto header = MpegFrameHeader::parse(bytes);
        const auto isLast = index + 1 == offsets.size();
        if (!header || header->constantBits != stream.place.first.constantBits)
            return {};
        const auto length = static_cast<std::size_t>(header->bytes);
        if (length == 0 || length > room || (!isLast && end - offsets[index] != header->bytes))
            return {};
        std::fill_n(packet.begin() + header->bytes, FfmpegPackets::padding, std::byte{0});
        const auto frame = std::span<const std::byte>(packet).first(length);
        const auto isWhole = reservoir.add(frame, *header);
        return isWhole || next < firstWhole ? frame : std::span<const std::byte>();
    }

    Mp3PassReader::Stream stream;
    BufferedCursor cursor;
    Mp3Reservoir reservoir;
    std::array<std::byte, longestFrame + FfmpegPackets::padding> packet{};
    std::int64_t next = 0;       ///< MPEG frame
    std::int64_t firstWhole = 0; ///< before it frames may lack what they borrow
};

} // namespace

std::unique_ptr<MediaReader> Mp3PassReader::tryOpen(std::shared_ptr<const MediaFile> file, Stream stream,
                                                    const MediaInfo& info)
{
    if (stream.place.first.layer != 3 || stream.place.first.bytes == 0)
        return nullptr;
    auto reader = std::make_unique<Mp3Pass>(file, std::move(stream), info);
    return reader->tryBegin() ? std::move(reader) : nullptr;
}

} // namespace loophole::signal

#else

namespace loophole::signal
{

std::unique_ptr<MediaReader> Mp3PassReader::tryOpen(std::shared_ptr<const MediaFile>, Stream, const MediaInfo&)
{
    return nullptr;
}

} // namespace loophole::signal

#endif
