#include "App/Bench/BenchSound.h"

#include <sndfile.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace loophole::bench
{
namespace
{

void writeThroughSndfile(const std::filesystem::path& path, int format, std::int64_t frames)
{
    SF_INFO info{};
    info.samplerate = soundRate;
    info.channels = 2;
    info.format = format;
    auto* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (file == nullptr)
        throw std::runtime_error(path.string() + ": cannot be written");
    std::minstd_rand noise(1);
    std::vector<float> second(std::size_t{soundRate} * 2);
    auto written = sf_count_t{0};
    for (std::int64_t frame = 0; frame < frames; frame += soundRate)
    {
        for (std::size_t i = 0; i < soundRate; ++i)
        {
            const auto t = (static_cast<double>(frame) + static_cast<double>(i)) / soundRate;
            const auto hiss = static_cast<double>(noise()) / static_cast<double>(std::minstd_rand::max()) - 0.5;
            second[2 * i] = static_cast<float>(0.4 * std::sin(t * (1300 + 40 * std::sin(t))) + 0.05 * hiss);
            second[2 * i + 1] = static_cast<float>(0.4 * std::sin(t * 2100) - 0.05 * hiss);
        }
        written += sf_writef_float(file, second.data(), soundRate);
    }
    if (sf_close(file) != 0 || written != frames)
        throw std::runtime_error(path.string() + ": cannot be written");
}

/** Whether the program could be run and succeeded. */
bool tryRun(std::vector<std::string> command)
{
    std::vector<char*> arguments;
    for (auto& argument : command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    pid_t process = 0;
    int status = 0;
    return posix_spawnp(&process, arguments[0], nullptr, nullptr, arguments.data(), environ) == 0 &&
           waitpid(process, &status, 0) == process && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

const std::array<SoundFormat, 7>& soundFormats()
{
    static constexpr std::array all{SoundFormat{"WAV 24-bit", ".wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24},
                                    SoundFormat{"AIFF 24-bit", ".aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24},
                                    SoundFormat{"FLAC 24-bit", ".flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24},
                                    SoundFormat{"MP3", ".mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III},
                                    SoundFormat{"Vorbis", ".ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
                                    SoundFormat{"Opus", ".opus", SF_FORMAT_OGG | SF_FORMAT_OPUS},
                                    SoundFormat{"AAC", ".m4a", 0}};
    return all;
}

std::filesystem::path writeSound(const std::filesystem::path& folder, const SoundFormat& format, std::int64_t frames)
{
    const auto path = folder / (std::string("sound") + format.extension);
    if (format.sndfileFormat != 0)
    {
        writeThroughSndfile(path, format.sndfileFormat, frames);
        return path;
    }
    const auto source = folder / "source.wav";
    writeThroughSndfile(source, SF_FORMAT_WAV | SF_FORMAT_PCM_24, frames);
    const auto isMade = tryRun({"ffmpeg", "-v", "error", "-nostdin", "-y", "-i", source.string(), "-c:a", "aac", "-b:a",
                                "192k", path.string()});
    return isMade ? path : std::filesystem::path();
}

} // namespace loophole::bench
