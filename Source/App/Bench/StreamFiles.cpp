#include "App/Bench/StreamFiles.h"

#include <sndfile.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>

namespace loophole::bench
{
namespace
{

constexpr int mostWritten = 32;

void writeNoise(const std::filesystem::path& path, int seconds, unsigned seed)
{
    SF_INFO info{};
    info.samplerate = streamRate;
    info.channels = 2;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_24;
    auto* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (file == nullptr)
        throw std::runtime_error(path.string() + ": cannot be written");
    std::minstd_rand noise(seed);
    std::vector<int> second(std::size_t{streamRate} * 2);
    auto written = sf_count_t{0};
    for (int done = 0; done < seconds; ++done)
    {
        std::ranges::generate(second, [&noise] { return static_cast<int>(noise()) - (1 << 30); });
        written += sf_writef_int(file, second.data(), streamRate);
    }
    if (sf_close(file) != 0 || written != sf_count_t{streamRate} * seconds)
        throw std::runtime_error(path.string() + ": cannot be written");
}

} // namespace

std::vector<std::filesystem::path> writeStreamFiles(const std::filesystem::path& folder, int count, int seconds)
{
    std::vector<std::filesystem::path> files;
    for (int i = 0; i < count; ++i)
    {
        const auto path = folder / ("stream" + std::to_string(i) + ".wav");
        if (i < mostWritten)
            writeNoise(path, seconds, static_cast<unsigned>(i + 1));
        else
            std::filesystem::create_hard_link(files[static_cast<std::size_t>(i % mostWritten)], path);
        files.push_back(path);
    }
    return files;
}

std::filesystem::path writeStreamSession(const std::filesystem::path& folder,
                                         const std::vector<std::filesystem::path>& files)
{
    std::ostringstream assets;
    std::ostringstream tracks;
    for (std::size_t i = 0; i < files.size(); ++i)
    {
        const auto* separator = i == 0 ? "" : ",\n";
        assets << separator << R"({"id":"a)" << i << R"(","path":)" << files[i].filename() << "}";
        tracks << separator << R"({"id":"t)" << i << R"(","name":"Stream )" << i << R"(","clips":[{"id":"c)" << i
               << R"(","asset":"a)" << i << R"(","position":0}]})";
    }
    const auto path = folder / ("streams" + std::to_string(files.size()) + ".loophole");
    std::ofstream document(path);
    document << R"({"format":"loophole.session","version":1,"sampleRate":)" << streamRate << ",\n\"assets\":["
             << assets.str() << "],\n\"tracks\":[" << tracks.str() << "]}\n";
    document.close();
    if (!document)
        throw std::runtime_error(path.string() + ": cannot be written");
    return path;
}

} // namespace loophole::bench
