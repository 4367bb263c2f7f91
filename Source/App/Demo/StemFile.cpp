#include "App/Demo/StemFile.h"

#include <memory>
#include <sndfile.h>
#include <system_error>

namespace loophole::demo
{

namespace
{

int libraryFormat(StemFormat format)
{
    switch (format)
    {
    case StemFormat::wav16:
        return SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    case StemFormat::wav24:
        return SF_FORMAT_WAV | SF_FORMAT_PCM_24;
    case StemFormat::wavFloat:
        return SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    case StemFormat::aiff16:
        return SF_FORMAT_AIFF | SF_FORMAT_PCM_16;
    case StemFormat::aiff24:
        return SF_FORMAT_AIFF | SF_FORMAT_PCM_24;
    case StemFormat::flac16:
        return SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    case StemFormat::flac24:
        return SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
    case StemFormat::vorbis:
        break;
    }
    return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
}

std::vector<float> interleaved(const Sound& sound, int channels)
{
    std::vector<float> samples;
    samples.reserve(sound.size() * static_cast<std::size_t>(channels));
    for (const auto& frame : sound.frames)
    {
        if (channels == 1)
        {
            samples.push_back(0.5f * (frame.left + frame.right));
            continue;
        }
        samples.push_back(frame.left);
        samples.push_back(frame.right);
    }
    return samples;
}

Outcome<void> encode(const Sound& sound, const std::filesystem::path& path, StemFormat format, int channels)
{
    SF_INFO info{};
    info.samplerate = sound.rate;
    info.channels = channels;
    info.format = libraryFormat(format);
    const std::unique_ptr<SNDFILE, decltype(&sf_close)> file(sf_open(path.c_str(), SFM_WRITE, &info), sf_close);
    if (!file)
        return Failure{path.string(), std::string("cannot be written: ") + sf_strerror(nullptr)};
    // The chunk of peaks carries the time of day, and the demo is to be the same at every run.
    sf_command(file.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    double quality = 0.6;
    if (format == StemFormat::vorbis)
        sf_command(file.get(), SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);

    // In pieces: libsndfile's Vorbis encoder keeps the whole of a single write on the stack.
    constexpr std::size_t pieceFrames = 4096;
    const auto samples = interleaved(sound, channels);
    for (std::size_t frame = 0; frame < sound.size(); frame += pieceFrames)
    {
        const auto count = static_cast<sf_count_t>(std::min(pieceFrames, sound.size() - frame));
        if (sf_writef_float(file.get(), samples.data() + frame * static_cast<std::size_t>(channels), count) != count)
            return Failure{path.string(), std::string("cannot be written: ") + sf_strerror(file.get())};
    }
    sf_write_sync(file.get());
    return {};
}

/** What the encoder could not write when it closed the file shows in its length. */
Outcome<void> checkLength(const std::filesystem::path& path, const Sound& sound)
{
    SF_INFO info{};
    const std::unique_ptr<SNDFILE, decltype(&sf_close)> file(sf_open(path.c_str(), SFM_READ, &info), sf_close);
    if (!file || info.frames != static_cast<sf_count_t>(sound.size()))
        return Failure{path.string(), "cannot be written: the file is not whole"};
    return {};
}

} // namespace

Outcome<void> writeStem(const Sound& sound, const std::filesystem::path& path, StemFormat format, int channels)
{
    auto beside = path;
    beside += ".unfinished";
    auto done = encode(sound, beside, format, channels);
    if (done)
        done = checkLength(beside, sound);
    std::error_code error;
    if (done)
        std::filesystem::rename(beside, path, error);
    if (done && !error)
        return {};
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    return done ? Failure{path.string(), "cannot be written: " + error.message()} : done.failure();
}

} // namespace loophole::demo
