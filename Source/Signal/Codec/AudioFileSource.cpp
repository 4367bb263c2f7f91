#include "Signal/Codec/AudioFileSource.h"

#include <algorithm>

namespace loophole::signal
{

AudioFileSource::AudioFileSource(Config theConfig, std::unique_ptr<MediaReader> opened)
    : config(std::move(theConfig)), reader(std::move(opened))
{
    const auto frames = static_cast<std::size_t>(config.chunk.value());
    const auto channels = static_cast<std::size_t>(reader->info().channels);
    samples.resize(frames * channels);
    for (std::size_t c = 0; c < channels; ++c)
        planes.push_back(samples.data() + c * frames);
    restrictTo({FramePosition(0), reader->info().length});
}

Outcome<AudioFileSource> AudioFileSource::open(DiskThread& thread, Config config)
{
    if (config.chunk.value() < 1)
        return Failure{config.name, "cannot be pulled by " + std::to_string(config.chunk.value()) + " frames"};
    auto opened = openMedia(thread, config.file);
    if (!opened)
        return opened.failure();
    return AudioFileSource(std::move(config), std::move(opened).value());
}

void AudioFileSource::restrictTo(FrameRange wanted)
{
    range = wanted;
    next = range.start;
}

Outcome<std::optional<PlanarSpan>> AudioFileSource::pull(DiskThread& thread)
{
    const auto count = std::min(config.chunk, range.end() - next);
    if (count.value() <= 0)
        return std::optional<PlanarSpan>();
    const PlanarSpan chunk{planes.data(), reader->info().channels, count};
    if (const auto read = reader->read(thread, next, chunk); !read)
        return Failure{config.name, read.failure().why};
    next += count;
    return std::optional(chunk);
}

double AudioFileSource::progress() const
{
    return range.isEmpty()
               ? 1.0
               : static_cast<double>((next - range.start).value()) / static_cast<double>(range.length.value());
}

} // namespace loophole::signal
