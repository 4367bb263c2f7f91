#include "Signal/Render/WavWriter.h"

#include "Core/Limits.h"
#include "Signal/Codec/ByteOrder.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

namespace loophole::signal
{

namespace
{

constexpr std::size_t bufferBytes = std::size_t{64} << 10;
constexpr std::size_t ds64Bytes = 28;
constexpr std::uint32_t sizeIsElsewhere = 0xFFFFFFFF;

/** Speakers of 1 … 8 channels in WAV order (mmreg.h): mono, stereo, LRC, quad, 5.0, 5.1, 6.1, 7.1. */
constexpr std::array<std::uint32_t, 8> speakerMasks{0x4, 0x3, 0x7, 0x33, 0x37, 0x3F, 0x13F, 0x63F};

/** Puts a header together field by field, little-endian. */
class HeaderBytes
{
public:
    HeaderBytes& text(std::string_view fourCharacters)
    {
        for (const char c : fourCharacters)
            bytes.push_back(static_cast<std::byte>(c));
        return *this;
    }
    template <std::unsigned_integral Word>
    HeaderBytes& number(Word word)
    {
        std::array<std::byte, sizeof(Word)> stored{};
        storeWord(std::span<std::byte>(stored), word, std::endian::little);
        bytes.insert(bytes.end(), stored.begin(), stored.end());
        return *this;
    }
    HeaderBytes& zeros(std::size_t count)
    {
        bytes.resize(bytes.size() + count);
        return *this;
    }

    std::vector<std::byte> bytes;
};

void addFormat(HeaderBytes& header, const WavFormat& format)
{
    const bool isFloat = format.encoding == SampleEncoding::float32Little;
    const auto width = static_cast<std::uint32_t>(bytesPerSample(format.encoding));
    const auto channels = static_cast<std::uint32_t>(format.channels);
    const auto rate = static_cast<std::uint32_t>(format.sampleRate.hz());
    const std::uint16_t tag = isFloat ? 3 : 1;
    // Only media of more than two channels need the extensible form; the plain one is read by every program.
    const bool isExtensible = channels > 2;

    header.text("fmt ").number<std::uint32_t>(isExtensible ? 40 : isFloat ? 18 : 16);
    header.number<std::uint16_t>(isExtensible ? 0xFFFE : tag);
    header.number(static_cast<std::uint16_t>(channels)).number(rate).number(rate * channels * width);
    header.number(static_cast<std::uint16_t>(channels * width)).number(static_cast<std::uint16_t>(8 * width));
    if (isExtensible)
    {
        constexpr std::array<std::uint8_t, 14> subtype{0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71};
        header.number<std::uint16_t>(22).number(static_cast<std::uint16_t>(8 * width));
        header.number(speakerMasks[channels - 1]).number(tag);
        for (const auto byte : subtype)
            header.number(byte);
    }
    else if (isFloat)
        header.number<std::uint16_t>(0);
}

} // namespace

Outcome<std::unique_ptr<WavWriter>> WavWriter::create(DiskThread& thread, const std::filesystem::path& target,
                                                      const WavFormat& format, std::int64_t rf64From)
{
    assert(format.channels >= 1 && format.channels <= limits::maxChannels && format.sampleRate.isKnown());
    auto file = WholeFile::create(thread, target);
    if (!file)
        return file.failure();
    std::unique_ptr<WavWriter> writer(new WavWriter(std::move(file).value(), format, rf64From));
    if (auto begun = writer->append(thread, writer->header()); !begun)
        return begun.failure();
    return writer;
}

WavWriter::WavWriter(std::unique_ptr<WholeFile> file, const WavFormat& format, std::int64_t rf64From)
    : file(std::move(file)), format(format), rf64From(rf64From), buffer(bufferBytes)
{
}

std::int64_t WavWriter::dataBytes() const
{
    return frames.value() * format.channels * bytesPerSample(format.encoding);
}

/** RIFF and RF64 differ in 36 bytes: what is ds64 in the one is JUNK in the other, so that either can be completed. */
std::vector<std::byte> WavWriter::header() const
{
    HeaderBytes rest;
    addFormat(rest, format);
    if (format.encoding == SampleEncoding::float32Little)
        rest.text("fact").number<std::uint32_t>(4).number(
            static_cast<std::uint32_t>(std::min<std::int64_t>(frames.value(), sizeIsElsewhere)));

    constexpr std::int64_t chunkHeader = 8;
    const auto data = dataBytes();
    const auto riff =
        4 + chunkHeader + static_cast<std::int64_t>(ds64Bytes + rest.bytes.size()) + chunkHeader + data + data % 2;
    const bool isWide = riff >= rf64From;

    HeaderBytes all;
    all.text(isWide ? "RF64" : "RIFF").number(isWide ? sizeIsElsewhere : static_cast<std::uint32_t>(riff)).text("WAVE");
    all.text(isWide ? "ds64" : "JUNK").number(static_cast<std::uint32_t>(ds64Bytes));
    if (isWide)
        all.number(static_cast<std::uint64_t>(riff))
            .number(static_cast<std::uint64_t>(data))
            .number(static_cast<std::uint64_t>(frames.value()))
            .number<std::uint32_t>(0);
    else
        all.zeros(ds64Bytes);
    all.bytes.insert(all.bytes.end(), rest.bytes.begin(), rest.bytes.end());
    all.text("data").number(isWide ? sizeIsElsewhere : static_cast<std::uint32_t>(data));
    return std::move(all.bytes);
}

Outcome<void> WavWriter::append(DiskThread& thread, std::span<const std::byte> bytes)
{
    if (failed)
        return *failed;
    if (auto written = file->writeAt(thread, fileBytes, bytes); !written)
    {
        failed = written.failure();
        return *failed;
    }
    fileBytes += static_cast<std::int64_t>(bytes.size());
    return {};
}

Outcome<void> WavWriter::write(DiskThread& thread, PlanarSource source)
{
    assert(source.channelCount == format.channels);
    std::array<const float*, limits::maxChannels> channels{};
    const auto channelCount = static_cast<std::size_t>(format.channels);
    const auto frameBytes = channelCount * static_cast<std::size_t>(bytesPerSample(format.encoding));
    const auto mostFrames = static_cast<std::int64_t>(bufferBytes / frameBytes);
    for (std::int64_t done = 0; done < source.frames.value();)
    {
        const auto part = std::min(mostFrames, source.frames.value() - done);
        for (std::size_t c = 0; c < channelCount; ++c)
            channels[c] = source.channels[c] + done;
        const auto bytes = std::span(buffer).first(static_cast<std::size_t>(part) * frameBytes);
        interleave({channels.data(), format.channels, FrameCount(part)}, format.encoding, bytes);
        if (auto written = append(thread, bytes); !written)
            return written;
        frames += FrameCount(part);
        done += part;
    }
    return {};
}

Outcome<void> WavWriter::finish(DiskThread& thread)
{
    constexpr std::array<std::byte, 1> padding{};
    if (dataBytes() % 2 != 0)
        (void) append(thread, padding);
    if (failed)
        return *failed;
    if (auto written = file->writeAt(thread, 0, header()); !written)
        return written;
    return file->commit(thread);
}

} // namespace loophole::signal
