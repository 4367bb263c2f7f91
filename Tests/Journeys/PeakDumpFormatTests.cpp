#include "Journeys/CommandLine.h"
#include "Support/EncodedMedia.h"
#include "Support/PeakReference.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <mutex>
#include <thread>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr int rate = 48000;
constexpr std::array<std::int64_t, 6> lengths{1, 63, 64, 65, 4095, 10'007};
constexpr std::array<std::int64_t, 5> framesPerPeak{3, 64, 100, 4096, 1'000'000};

/** One way to store sound: as ffmpeg's muxer and encoder are told to. */
struct Format
{
    std::string name;
    std::string extension;
    std::vector<std::string> options;
    int mostChannels = 8;
    float tolerance = 0;           ///< two decoders of a lossy format differ by their rounding
    std::int64_t fewestFrames = 1; ///< that ffmpeg makes a file of in which it finds any again
    bool isTrimmed = false;        ///< as long as what went in, behind which ffmpeg plays on to the packet's end
    bool isForMpg123 = false;      ///< which plays on where ffmpeg ends with the last whole frame
};

const std::vector<Format>& formats()
{
    constexpr float rounding = 2e-6f;
    static const std::vector<Format> all{
        {"WAV, 8 bits", "wav", {"-c:a", "pcm_u8"}},
        {"WAV, 16 bits", "wav", {"-c:a", "pcm_s16le"}},
        {"WAV, 24 bits", "wav", {"-c:a", "pcm_s24le"}},
        {"WAV, 32 bits", "wav", {"-c:a", "pcm_s32le"}},
        {"WAV, floats", "wav", {"-c:a", "pcm_f32le"}},
        {"WAV, doubles", "wav", {"-c:a", "pcm_f64le"}},
        {"WAV, A-law", "wav", {"-c:a", "pcm_alaw"}},
        {"WAV, mu-law", "wav", {"-c:a", "pcm_mulaw"}},
        {"RF64", "wav", {"-rf64", "always", "-c:a", "pcm_s24le"}},
        {"W64", "w64", {"-c:a", "pcm_s24le"}},
        {"AIFF, 16 bits", "aiff", {"-c:a", "pcm_s16be"}},
        {"AIFF, 24 bits", "aiff", {"-c:a", "pcm_s24be"}},
        {"AIFC, little-endian", "aiff", {"-c:a", "pcm_s16le"}},
        {"AIFC, floats", "aiff", {"-c:a", "pcm_f32be"}},
        {"CAF, 24 bits", "caf", {"-c:a", "pcm_s24be"}},
        {"CAF, floats", "caf", {"-c:a", "pcm_f32le"}},
        {"AU, 16 bits", "au", {"-c:a", "pcm_s16be"}},
        {"AU, floats", "au", {"-c:a", "pcm_f32be"}},
        {"VOC", "voc", {"-c:a", "pcm_s16le"}, 2},
        {"FLAC, 16 bits", "flac", {"-c:a", "flac", "-sample_fmt", "s16"}},
        {"FLAC, 24 bits", "flac", {"-c:a", "flac", "-sample_fmt", "s32"}},
        {"FLAC in Ogg", "oga", {"-c:a", "flac"}},
        {"ALAC in M4A", "m4a", {"-c:a", "alac"}, 2},
        {"ALAC in CAF", "caf", {"-c:a", "alac"}, 2},
        {"WavPack", "wv", {"-c:a", "wavpack"}},
        {"True Audio", "tta", {"-c:a", "tta"}},
        {"FLAC in Matroska", "mka", {"-c:a", "flac"}},
        {"Vorbis", "ogg", {"-c:a", "libvorbis"}, 8, rounding, 1, true},
        {"Opus", "opus", {"-c:a", "libopus"}, 8, rounding},
        {"MP3", "mp3", {"-c:a", "libmp3lame"}, 2, rounding},
        {"MP2", "mp2", {"-c:a", "mp2"}, 2, rounding, 4095, false, true},
        {"AAC in M4A", "m4a", {"-c:a", "aac"}, 8, rounding, 63},
        {"AAC in ADTS", "aac", {"-c:a", "aac"}, 8, rounding},
        {"WMA", "wma", {"-c:a", "wmav2"}, 2, rounding, 4095},
    };
    return all;
}

const char* layoutOf(int channels)
{
    constexpr std::array layouts{"", "mono", "stereo", "3.0", "", "", "5.1", "", "7.1"};
    return layouts[static_cast<std::size_t>(channels)];
}

/** One file of the table. */
struct Item
{
    int channels;
    std::int64_t frames;
    std::int64_t perPeak;
    std::string source; ///< raw floats
    std::string file;
    std::string decoded; ///< raw floats
};

/** Every length with some channel count, every channel count with two or three lengths. */
std::vector<Item> itemsOf(const Format& format, std::size_t row, const TemporaryFolder& folder)
{
    std::vector<int> counts;
    for (const int channels : {1, 2, 3, 6, 8})
        if (channels <= format.mostChannels)
            counts.push_back(channels);
    std::vector<std::int64_t> usable;
    std::ranges::copy_if(lengths, std::back_inserter(usable),
                         [&](auto frames) { return frames >= format.fewestFrames; });
    const std::size_t each = counts.size() < 3 ? 3 : 2;
    std::vector<Item> items;
    for (std::size_t i = 0; i < counts.size() * each; ++i)
    {
        const auto name = std::to_string(row) + "-" + std::to_string(i);
        items.push_back({counts[i / each], usable[i % usable.size()], framesPerPeak[(row + i) % framesPerPeak.size()],
                         "", (folder / (name + "." + format.extension)).native(), (folder / (name + ".raw")).native()});
        items.back().source =
            (folder / (std::to_string(items.back().channels) + "-" + std::to_string(items.back().frames) + ".f32"))
                .native();
    }
    return items;
}

/** One run of ffmpeg from as many inputs to as many outputs. */
std::string convert(const std::vector<Item>& items,
                    const std::function<void(std::vector<std::string>&, const Item&)>& from,
                    const std::function<void(std::vector<std::string>&, const Item&)>& to)
{
    std::vector<std::string> command{"ffmpeg", "-v", "error", "-nostdin", "-y"};
    for (const auto& item : items)
        from(command, item);
    for (std::size_t i = 0; i < items.size(); ++i)
    {
        command.insert(command.end(), {"-map", std::to_string(i) + ":a:0"});
        to(command, items[i]);
    }
    const auto result = runProgram(command);
    return result.exitCode == 0 ? "" : "ffmpeg: " + result.errors;
}

std::string encode(const Format& format, const std::vector<Item>& items)
{
    return convert(
        items,
        [](auto& command, const Item& item)
        {
            command.insert(command.end(),
                           {"-f", "f32le", "-ar", std::to_string(rate), "-ac", std::to_string(item.channels),
                            "-channel_layout", layoutOf(item.channels), "-i", item.source});
        },
        [&](auto& command, const Item& item)
        {
            command.insert(command.end(), format.options.begin(), format.options.end());
            command.push_back(item.file);
        });
}

std::string decode(const Format& format, const std::vector<Item>& items)
{
    if (format.isForMpg123)
    {
        for (const auto& item : items)
            writeFile(item.decoded, runProgram({"mpg123", "-q", "-e", "f32", "-s", item.file}).output);
        return "";
    }
    return convert(
        items,
        [](auto& command, const Item& item) {
            command.insert(command.end(), {"-i", item.file});
        },
        [](auto& command, const Item& item) {
            command.insert(command.end(), {"-f", "f32le", item.decoded});
        });
}

/** The lines `channel,index,min,max,rms` of a dump, by channel; empty where one of them is not what should come. */
std::vector<std::vector<Peak>> parsed(const std::string& output, std::size_t channels)
{
    std::vector<std::vector<Peak>> peaks(channels);
    const char* text = output.c_str();
    while (*text != '\0')
    {
        char* rest = nullptr;
        const auto channel = std::strtoul(text, &rest, 10);
        const auto index = *rest == ',' ? std::strtoul(rest + 1, &rest, 10) : ~0ul;
        std::array<float, 3> values{};
        for (auto& value : values)
            if (*rest == ',')
                value = std::strtof(rest + 1, &rest);
        if (*rest != '\n' || channel >= channels || index != peaks[channel].size())
            return {};
        peaks[channel].push_back({values[0], values[1], values[2]});
        text = rest + 1;
    }
    return peaks;
}

bool areAlike(const std::vector<Peak>& a, const std::vector<Peak>& b, float tolerance)
{
    if (tolerance == 0)
        return areSamePeaks(a, b);
    const auto alike = [tolerance](float x, float y) { return std::abs(x - y) <= tolerance; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const Peak& x, const Peak& y)
                      { return alike(x.min, y.min) && alike(x.max, y.max) && alike(x.rms, y.rms); });
}

/** What is wrong with the dump of one file; nothing where it equals a plain loop over what ffmpeg decodes. */
std::string wrongOf(const CommandLine& cli, const Format& format, const Item& item)
{
    const auto what = format.name + ", " + std::to_string(item.channels) + " channels of " +
                      std::to_string(item.frames) + " frames, " + std::to_string(item.perPeak) + " a peak: ";
    const auto result = cli.run({"peaks", "dump", item.file, "--frames-per-peak", std::to_string(item.perPeak)});
    if (result.exitCode != 0)
        return what + result.errors;
    auto decoded = TestSignal::fromInterleavedBytes(readFile(item.decoded), item.channels);
    if (format.isTrimmed)
        for (auto& channel : decoded.channels)
            channel.resize(static_cast<std::size_t>(item.frames));
    const auto peaks = parsed(result.output, static_cast<std::size_t>(item.channels));
    if (peaks.empty() || decoded.frames() == 0)
        return what + "nothing to compare";
    for (std::size_t c = 0; c < peaks.size(); ++c)
        if (!areAlike(peaks[c], plainPeaks(decoded.channels[c], item.perPeak), format.tolerance))
            return what + "channel " + std::to_string(c) + " differs";
    return "";
}

std::vector<std::string> wrongsOf(const CommandLine& cli, const Format& format, const std::vector<Item>& items)
{
    std::vector<std::string> wrongs{encode(format, items), decode(format, items)};
    for (const auto& item : items)
        wrongs.push_back(wrongOf(cli, format, item));
    std::erase(wrongs, "");
    return wrongs;
}

} // namespace

TEST_CASE("the dump of every format, channel count and odd length equals a plain loop over what ffmpeg decodes")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    for (const int channels : {1, 2, 3, 6, 8})
        for (const auto frames : lengths)
            writeFile(folder / (std::to_string(channels) + "-" + std::to_string(frames) + ".f32"),
                      makeProgramme(channels, frames, rate).interleavedBytes());

    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::vector<std::string> wrongs;
    std::size_t compared = 0;
    const auto work = [&]
    {
        for (auto row = next++; row < formats().size(); row = next++)
        {
            const auto items = itemsOf(formats()[row], row, folder);
            const auto found = wrongsOf(cli, formats()[row], items);
            const std::lock_guard lock(mutex);
            wrongs.insert(wrongs.end(), found.begin(), found.end());
            compared += items.size();
        }
    };
    {
        const std::jthread beside(work);
        work();
    }
    CHECK(compared > 300);
    for (const auto& wrong : wrongs)
        UNSCOPED_INFO(wrong);
    CHECK(wrongs.empty());
}
