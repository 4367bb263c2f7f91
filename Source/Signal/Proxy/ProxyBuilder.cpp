#include "Signal/Proxy/ProxyBuilder.h"

#include "Signal/Codec/DecodingReader.h"
#include "Signal/Proxy/OpusWriter.h"
#include "Signal/Proxy/ProxyStretches.h"
#include "Signal/Render/WavWriter.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

constexpr int opusBitsPerSecond = 128'000;
/** Of a medium with little to it, such as speech at 8 kHz, an Opus proxy takes this share at most on average. */
constexpr int pcmShare = 6;
/** Opus takes no less. */
constexpr int fewestBitsPerSecond = 6'000;

SoundShape shapeOf(const MediaInfo& info)
{
    return {info.sampleRate.hz(), info.channels, info.length.value()};
}

int opusRateFor(const MediaInfo& info)
{
    const auto depth = info.bitDepth == 0 ? 16 : std::min(info.bitDepth, 16);
    const auto pcm = std::int64_t{info.sampleRate.hz()} * std::min(info.channels, 2) * depth;
    return static_cast<int>(std::clamp<std::int64_t>(pcm / pcmShare, fewestBitsPerSecond, opusBitsPerSecond));
}

/** Written at a time: two thirds of a second, so that cancelling is felt at once. */
constexpr std::int64_t pieceFrames = 32'768;

/** Writes frames piece by piece and tells how far that is. */
template <class Writer>
class PieceWriter
{
public:
    PieceWriter(Writer& writer, std::int64_t length, const std::filesystem::path& path,
                const ProxyBuilder::Options& options)
        : writer(writer), length(length), path(path), options(options)
    {
    }

    [[nodiscard]] Outcome<void> write(DiskThread& thread, PlanarSpan samples)
    {
        for (PlanarWindow window(samples); window.frames > 0;)
        {
            if (options.cancelled != nullptr && options.cancelled->load(std::memory_order_relaxed))
                return Failure{path.string(), "cancelled"};
            const auto part = window.first(pieceFrames);
            const auto piece = part.span();
            if (auto written = writer.write(thread, {piece.channels, piece.channelCount, piece.frames}); !written)
                return written;
            window.advance(piece.frames.value());
            done += piece.frames.value();
            if (options.progress)
                options.progress(static_cast<double>(done) / static_cast<double>(length));
        }
        return {};
    }

private:
    Writer& writer;
    std::int64_t length;
    const std::filesystem::path& path;
    const ProxyBuilder::Options& options;
    std::int64_t done = 0;
};

/** Reads the source to its end and writes it. */
template <class Writer>
Outcome<void> writeAll(DiskThread& thread, ProxyStretches& source, Writer& writer, const std::filesystem::path& path,
                       const ProxyBuilder::Options& options)
{
    PieceWriter pieces(writer, source.length().value(), path, options);
    for (;;)
    {
        const auto stretch = source.next(thread);
        if (!stretch)
            return stretch.failure();
        if (!stretch.value())
            return writer.finish(thread);
        if (auto written = pieces.write(thread, *stretch.value()); !written)
            return written;
    }
}

Outcome<void> write(DiskThread& thread, ProxyStretches& source, SampleRate rate, int opusRate,
                    const std::filesystem::path& path, const std::filesystem::path& target,
                    const ProxyBuilder::Options& options)
{
    if (options.quality == ProxyQuality::opus)
    {
        const auto writer = OpusWriter::create(thread, target, source.channels(), opusRate);
        return writer ? writeAll(thread, source, *writer.value(), path, options) : writer.failure();
    }
    const auto writer = WavWriter::create(thread, target, {rate, source.channels(), SampleEncoding::int16Little});
    return writer ? writeAll(thread, source, *writer.value(), path, options) : writer.failure();
}

/** What its maker says of a proxy, from the file as it lies on the disk. */
Outcome<void> complete(DiskThread& thread, const std::filesystem::path& target, ProxyRecord& record)
{
    const auto file = MediaFile::open(thread, target);
    if (!file)
        return file.failure();
    const auto fingerprint = fingerprintOf(thread, *file.value());
    if (!fingerprint)
        return fingerprint.failure();
    record.proxyContent = fingerprint.value().content;
    record.proxyBytes = file.value()->size();
    return {};
}

} // namespace

ProxyBuilder::ProxyBuilder(const ProxyStore& proxyStore, OpenMedia opener)
    : store(proxyStore), open(std::move(opener))
{
}

SampleRate ProxyBuilder::rateOf(SampleRate original, ProxyQuality quality)
{
    if (quality == ProxyQuality::opus)
        return SampleRate(OpusWriter::sampleRate);
    const auto canBeHalved = original.hz() % 2 == 0 && original.hz() / 2 >= limits::lowestSampleRate;
    return canBeHalved ? SampleRate(original.hz() / 2) : original;
}

Outcome<BuiltProxy> ProxyBuilder::build(DiskThread& thread, const std::filesystem::path& path,
                                        const Options& options) const
{
    const auto file = MediaFile::open(thread, path);
    if (!file)
        return file.failure();
    const auto fingerprint = fingerprintOf(thread, *file.value());
    if (!fingerprint)
        return fingerprint.failure();
    if (!options.force)
        if (auto stored = store.find(thread, fingerprint.value(), options.quality))
        {
            store.remember(thread, path, *stored);
            return BuiltProxy{std::move(*stored), true};
        }
    auto reader = open(thread, path);
    if (!reader)
        return reader.failure();
    return make(thread, *file.value(), fingerprint.value(), std::move(reader).value(), options);
}

std::vector<std::unique_ptr<ProxySource>> ProxyBuilder::sourcesOf(DiskThread& thread, const std::filesystem::path& path,
                                                                  std::unique_ptr<MediaReader> first, SampleRate rate,
                                                                  int threads) const
{
    std::vector<std::unique_ptr<ProxySource>> sources;
    sources.push_back(std::make_unique<ProxySource>(std::move(first), rate));
    const auto useful = sources.front()->length().value() / ProxyStretches::stretchFrames;
    for (std::int64_t i = 1; i < std::min<std::int64_t>(threads, useful); ++i)
        if (auto reader = open(thread, path))
            sources.push_back(std::make_unique<ProxySource>(std::move(reader).value(), rate));
    return sources;
}

Outcome<BuiltProxy> ProxyBuilder::make(DiskThread& thread, const MediaFile& file, const MediaFingerprint& fingerprint,
                                       std::unique_ptr<MediaReader> reader, const Options& options) const
{
    const auto original = shapeOf(reader->info());
    const auto opusRate = opusRateFor(reader->info());
    const auto rate = rateOf(reader->info().sampleRate, options.quality);
    const auto target = store.placeFor(thread, fingerprint, options.quality);
    if (!target)
        return target.failure();
    ProxyStretches source(sourcesOf(thread, file.path(), std::move(reader), rate, options.threads));
    if (auto written = write(thread, source, rate, opusRate, file.path(), target.value(), options); !written)
        return written.failure();

    std::error_code ignored;
    ProxyRecord record;
    record.quality = static_cast<std::uint32_t>(options.quality);
    record.originalContent = fingerprint.content;
    record.originalModified = fingerprint.modified;
    record.originalBytes = file.size();
    record.original = original;
    record.proxy = {rate.hz(), source.channels(), source.length().value()};
    const auto after = fingerprintOf(thread, file);
    const auto completed = complete(thread, target.value(), record);
    if (!after || after.value() != fingerprint || !completed)
    {
        std::filesystem::remove(target.value(), ignored);
        return completed ? file.failure("was changed while its proxy was made") : completed.failure();
    }
    auto kept = store.keep(thread, file.path(), record);
    if (!kept)
        return kept.failure();
    return BuiltProxy{std::move(kept).value(), false};
}

} // namespace loophole::signal
