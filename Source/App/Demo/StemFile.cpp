#include "App/Demo/StemFile.h"

#include "App/Demo/WholeFile.h"

#include <cstdio>
#include <memory>
#include <sndfile.h>
#include <string>

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

/** A file in memory for libsndfile, whose encoders do not tell when a disk is full. */
struct MemoryFile
{
    std::string bytes;
    std::size_t position = 0;

    static MemoryFile& of(void* user) { return *static_cast<MemoryFile*>(user); }

    static sf_count_t length(void* user) { return static_cast<sf_count_t>(of(user).bytes.size()); }
    static sf_count_t tell(void* user) { return static_cast<sf_count_t>(of(user).position); }
    static sf_count_t seek(sf_count_t offset, int whence, void* user)
    {
        const auto base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? tell(user) : length(user);
        if (base + offset < 0)
            return -1;
        of(user).position = static_cast<std::size_t>(base + offset);
        return base + offset;
    }
    static sf_count_t read(void* data, sf_count_t count, void* user)
    {
        auto& file = of(user);
        const auto from = std::min(file.position, file.bytes.size());
        const auto got = file.bytes.copy(static_cast<char*>(data), static_cast<std::size_t>(count), from);
        file.position = from + got;
        return static_cast<sf_count_t>(got);
    }
    static sf_count_t write(const void* data, sf_count_t count, void* user)
    {
        auto& file = of(user);
        const auto size = static_cast<std::size_t>(count);
        file.bytes.resize(std::max(file.bytes.size(), file.position + size));
        file.bytes.replace(file.position, size, static_cast<const char*>(data), size);
        file.position += size;
        return count;
    }
};

Outcome<std::string> encode(const Sound& sound, const std::filesystem::path& path, StemFormat format, int channels)
{
    MemoryFile memory;
    SF_VIRTUAL_IO calls{MemoryFile::length, MemoryFile::seek, MemoryFile::read, MemoryFile::write, MemoryFile::tell};
    SF_INFO info{};
    info.samplerate = sound.rate;
    info.channels = channels;
    info.format = libraryFormat(format);
    std::unique_ptr<SNDFILE, decltype(&sf_close)> file(sf_open_virtual(&calls, SFM_WRITE, &info, &memory), sf_close);
    if (!file)
        return Failure{path.string(), std::string("cannot be encoded: ") + sf_strerror(nullptr)};
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
            return Failure{path.string(), std::string("cannot be encoded: ") + sf_strerror(file.get())};
    }
    file.reset(); // writes what the encoder still holds, and the final header
    return std::move(memory.bytes);
}

} // namespace

Outcome<void> writeStem(const Sound& sound, const std::filesystem::path& path, StemFormat format, int channels)
{
    const auto bytes = encode(sound, path, format, channels);
    if (!bytes)
        return bytes.failure();
    return writeWholeFile(path, bytes.value());
}

} // namespace loophole::demo
