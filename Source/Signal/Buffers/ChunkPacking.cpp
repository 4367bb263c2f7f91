#include "Signal/Buffers/ChunkPacking.h"

#include <FLAC/stream_decoder.h>
#include <FLAC/stream_encoder.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>

namespace loophole::signal
{
namespace
{

constexpr unsigned bits = 24;
constexpr float fullScale = 8388608.0f; ///< 2²³
/** FLAC wants one; it changes nothing in how samples are coded. */
constexpr unsigned nominalRate = 48000;
/** The quickest that still predicts and decorrelates: a disk thread waits for it. */
constexpr unsigned compressionLevel = 1;

/** Whether every sample comes back from its integer with the same bits; minus zero, say, would not. */
bool tryConvert(std::span<const float> samples, std::vector<FLAC__int32>& integers)
{
    integers.resize(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i)
    {
        const auto scaled = samples[i] * fullScale;
        if (!(scaled >= -fullScale && scaled < fullScale))
            return false;
        const auto integer = static_cast<FLAC__int32>(scaled);
        if (std::bit_cast<std::uint32_t>(static_cast<float>(integer) / fullScale) !=
            std::bit_cast<std::uint32_t>(samples[i]))
            return false;
        integers[i] = integer;
    }
    return true;
}

FLAC__StreamEncoderWriteStatus append(const FLAC__StreamEncoder*, const FLAC__byte buffer[], size_t count, unsigned,
                                      unsigned, void* client)
{
    auto& bytes = *static_cast<std::vector<std::byte>*>(client);
    const auto* first = reinterpret_cast<const std::byte*>(buffer);
    bytes.insert(bytes.end(), first, first + count);
    return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;
}

/** What a decoder reads from and writes to. */
struct Unpacking
{
    std::span<const std::byte> packed;
    std::span<float> samples;
    std::size_t channels;
    std::size_t done = 0;
    bool isSound = true;
};

FLAC__StreamDecoderReadStatus readPacked(const FLAC__StreamDecoder*, FLAC__byte buffer[], size_t* count, void* client)
{
    auto& unpacking = *static_cast<Unpacking*>(client);
    *count = std::min(*count, unpacking.packed.size());
    if (*count == 0)
        return FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM;
    std::memcpy(buffer, unpacking.packed.data(), *count);
    unpacking.packed = unpacking.packed.subspan(*count);
    return FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
}

FLAC__StreamDecoderWriteStatus writeSamples(const FLAC__StreamDecoder*, const FLAC__Frame* frame,
                                            const FLAC__int32* const planes[], void* client)
{
    auto& unpacking = *static_cast<Unpacking*>(client);
    const auto count = std::size_t{frame->header.blocksize} * unpacking.channels;
    if (frame->header.channels != unpacking.channels || count > unpacking.samples.size() - unpacking.done)
    {
        unpacking.isSound = false;
        return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
    }
    auto* out = unpacking.samples.data() + unpacking.done;
    for (std::size_t i = 0; i < frame->header.blocksize; ++i)
        for (std::size_t c = 0; c < unpacking.channels; ++c)
            *out++ = static_cast<float>(planes[c][i]) / fullScale;
    unpacking.done += count;
    return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

void noteError(const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus, void* client)
{
    static_cast<Unpacking*>(client)->isSound = false;
}

} // namespace

std::optional<std::vector<std::byte>> tryPackChunk(std::span<const float> samples, int channels)
{
    std::vector<FLAC__int32> integers;
    if (!tryConvert(samples, integers))
        return std::nullopt;
    const std::unique_ptr<FLAC__StreamEncoder, decltype(&FLAC__stream_encoder_delete)> encoder(
        FLAC__stream_encoder_new(), &FLAC__stream_encoder_delete);
    if (encoder == nullptr)
        return std::nullopt;
    FLAC__stream_encoder_set_channels(encoder.get(), static_cast<unsigned>(channels));
    FLAC__stream_encoder_set_bits_per_sample(encoder.get(), bits);
    FLAC__stream_encoder_set_sample_rate(encoder.get(), nominalRate);
    FLAC__stream_encoder_set_compression_level(encoder.get(), compressionLevel);

    std::vector<std::byte> packed;
    packed.reserve(samples.size_bytes());
    const auto frames = static_cast<unsigned>(samples.size() / static_cast<std::size_t>(channels));
    const auto isPacked = FLAC__stream_encoder_init_stream(encoder.get(), &append, nullptr, nullptr, nullptr,
                                                           &packed) == FLAC__STREAM_ENCODER_INIT_STATUS_OK &&
                          FLAC__stream_encoder_process_interleaved(encoder.get(), integers.data(), frames) &&
                          FLAC__stream_encoder_finish(encoder.get());
    if (!isPacked || packed.size() >= samples.size_bytes())
        return std::nullopt;
    return packed;
}

bool tryUnpackChunk(std::span<const std::byte> packed, std::span<float> samples, int channels)
{
    const std::unique_ptr<FLAC__StreamDecoder, decltype(&FLAC__stream_decoder_delete)> decoder(
        FLAC__stream_decoder_new(), &FLAC__stream_decoder_delete);
    if (decoder == nullptr)
        return false;
    Unpacking unpacking{packed, samples, static_cast<std::size_t>(channels)};
    return FLAC__stream_decoder_init_stream(decoder.get(), &readPacked, nullptr, nullptr, nullptr, nullptr,
                                            &writeSamples, nullptr, &noteError,
                                            &unpacking) == FLAC__STREAM_DECODER_INIT_STATUS_OK &&
           FLAC__stream_decoder_process_until_end_of_stream(decoder.get()) && unpacking.isSound &&
           unpacking.done == samples.size();
}

} // namespace loophole::signal
