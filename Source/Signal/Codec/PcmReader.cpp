#include "Signal/Codec/PcmReader.h"

#include "Signal/Codec/MediaBounds.h"

#include <algorithm>
#include <array>

namespace loophole::signal
{

namespace
{

/**
    Bytes of one positioned read. 64 KiB hold a block of 24-bit stereo in one call, and stay in every L2 cache until
    they are converted. On the stack: a reader that is not reading owns no buffer.
*/
constexpr std::size_t chunkBytes = std::size_t{64} << 10;

std::string warningFor(const PcmLayout& layout, std::int64_t frameBytes)
{
    if (layout.isUnclosed)
        return "the recording was never closed; it plays to the end of the file";
    if (layout.missingBytes == 0)
        return {};
    const auto declared =
        (layout.dataBytes / frameBytes) + (layout.missingBytes + layout.dataBytes % frameBytes) / frameBytes;
    return endsEarly(declared - layout.dataBytes / frameBytes);
}

/** Kept by each disk thread between fetches: the pages of a new one would cost as much as copying them. */
std::vector<std::byte>& spareBuffer()
{
    thread_local std::vector<std::byte> buffer;
    return buffer;
}

} // namespace

Outcome<std::unique_ptr<MediaReader>> PcmReader::open(std::shared_ptr<const MediaFile> file, MediaInfo info,
                                                      PcmLayout layout)
{
    if (auto why = whyUnplayable(info); !why.empty())
        return file->failure(std::move(why));
    const auto frameBytes = std::int64_t{info.channels} * bytesPerSample(layout.encoding);
    info.length = FrameCount(layout.dataBytes / frameBytes);
    info.warning = warningFor(layout, frameBytes);
    return std::unique_ptr<MediaReader>(new PcmReader(std::move(file), std::move(info), layout));
}

PcmReader::PcmReader(std::shared_ptr<const MediaFile> file, MediaInfo info, PcmLayout layout)
    : file(std::move(file)), mediaInfo(std::move(info)), layout(layout)
{
}

Outcome<void> PcmReader::read(DiskThread& thread, FramePosition start, PlanarSpan destination)
{
    return readWithSilenceAround(mediaInfo, start, destination,
                                 [&](std::int64_t from, PlanarSpan part) { return readInside(thread, from, part); });
}

Outcome<void> PcmReader::readInside(DiskThread& thread, std::int64_t start, PlanarSpan destination)
{
    alignas(64) std::array<std::byte, chunkBytes> chunk;
    std::array<float*, limits::maxChannels> channels{};
    const auto channelCount = static_cast<std::size_t>(mediaInfo.channels);
    const auto frameBytes = std::int64_t{mediaInfo.channels} * bytesPerSample(layout.encoding);
    const auto chunkFrames = static_cast<std::int64_t>(chunkBytes) / frameBytes;
    const auto frames = destination.frames.value();

    for (std::int64_t done = 0; done < frames;)
    {
        const auto part = std::min(chunkFrames, frames - done);
        const auto bytes = bytesAt(thread, layout.dataOffset + (start + done) * frameBytes,
                                   std::span(chunk).first(static_cast<std::size_t>(part * frameBytes)));
        if (!bytes)
            return bytes.failure();
        for (std::size_t c = 0; c < channelCount; ++c)
            channels[c] = destination.channels[c] + done;
        deinterleave(bytes.value(), layout.encoding, {channels.data(), mediaInfo.channels, FrameCount(part)});
        done += part;
    }
    return {};
}

Outcome<std::span<const std::byte>> PcmReader::bytesAt(DiskThread& thread, std::int64_t offset,
                                                       std::span<std::byte> scratch)
{
    const auto skipped = offset - fetchedFrom;
    const auto left = static_cast<std::int64_t>(fetched.size()) - skipped;
    if (skipped >= 0 && left >= static_cast<std::int64_t>(scratch.size()))
        return std::span<const std::byte>(fetched).subspan(static_cast<std::size_t>(skipped), scratch.size());
    if (auto read = readWhole(thread, offset, scratch); !read)
        return read.failure();
    return std::span<const std::byte>(scratch);
}

Outcome<void> PcmReader::readWhole(DiskThread& thread, std::int64_t offset, std::span<std::byte> bytes)
{
    const auto count = file->readAt(thread, offset, bytes);
    if (!count)
        return count.failure();
    if (count.value() < bytes.size())
        return file->failure("has become shorter since it was opened");
    return {};
}

Outcome<void> PcmReader::fetch(DiskThread& thread, FrameRange frames)
{
    const auto inside = frames.intersection({FramePosition(0), mediaInfo.length});
    const auto frameBytes = std::int64_t{mediaInfo.channels} * bytesPerSample(layout.encoding);
    const auto most = mostFetched / frameBytes;
    const auto bytes = std::min(inside.length.value(), most) * frameBytes;
    fetched = std::move(spareBuffer());
    fetched.resize(static_cast<std::size_t>(bytes));
    fetchedFrom = layout.dataOffset + inside.start.value() * frameBytes;
    auto outcome = readWhole(thread, fetchedFrom, fetched);
    if (!outcome)
        letGo(thread);
    return outcome;
}

void PcmReader::letGo(DiskThread&)
{
    if (fetched.capacity() > spareBuffer().capacity())
        spareBuffer() = std::move(fetched);
    fetched = {};
}

} // namespace loophole::signal
