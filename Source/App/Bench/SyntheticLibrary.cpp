#include "App/Bench/SyntheticLibrary.h"

#include "Pulse/Library/Library.h"

#include <array>
#include <string>

namespace loophole::bench
{
namespace
{

using namespace std::string_view_literals;

constexpr std::size_t filesAFolder = 500;
constexpr auto place = "/synthetic";

constexpr std::array words{
    "kick"sv,   "snare"sv,  "hat"sv,    "clap"sv,   "tom"sv,     "cymbal"sv,   "ride"sv,    "crash"sv,   "perc"sv,
    "shaker"sv, "conga"sv,  "bongo"sv,  "bass"sv,   "sub"sv,     "synth"sv,    "lead"sv,    "pad"sv,     "pluck"sv,
    "arp"sv,    "chord"sv,  "piano"sv,  "rhodes"sv, "organ"sv,   "guitar"sv,   "strings"sv, "violin"sv,  "cello"sv,
    "brass"sv,  "horn"sv,   "sax"sv,    "flute"sv,  "vocal"sv,   "choir"sv,    "whisper"sv, "shout"sv,   "noise"sv,
    "riser"sv,  "impact"sv, "sweep"sv,  "drone"sv,  "texture"sv, "ambience"sv, "rain"sv,    "wind"sv,    "thunder"sv,
    "forest"sv, "city"sv,   "street"sv, "crowd"sv,  "door"sv,    "footstep"sv, "metal"sv,   "wood"sv,    "glass"sv,
    "water"sv,  "fire"sv,   "engine"sv, "train"sv,  "loop"sv,    "oneshot"sv,  "fill"sv,    "break"sv,   "intro"sv,
    "bright"sv, "warm"sv,   "soft"sv,   "hard"sv,   "deep"sv,    "dirty"sv,    "clean"sv,   "vintage"sv, "digital"sv};
constexpr std::array keys{"Am"sv, "C"sv, "F#m"sv, "Eb"sv, "G minor"sv, "8A"sv};

/** The same for the same numbers, and without a pattern that an index could profit from. */
std::uint32_t mixed(std::size_t folder, std::size_t index, std::uint32_t salt)
{
    auto value = static_cast<std::uint64_t>(folder * filesAFolder + index) * 0x9E3779B97F4A7C15ull +
                 salt * 0xBF58476D1CE4E5B9ull;
    value ^= value >> 31;
    value *= 0x94D049BB133111EBull;
    return static_cast<std::uint32_t>(value >> 33);
}

std::size_t numberIn(const std::string& name)
{
    return std::stoul(name.substr(name.rfind(' ') + 1));
}

std::string titled(std::string_view word)
{
    std::string text(word);
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

} // namespace

std::string_view SyntheticLibrary::word(std::uint32_t number)
{
    return words[number % words.size()];
}

SyntheticLibrary::SyntheticLibrary(const std::filesystem::path& file, std::size_t files)
    : library(std::make_unique<Library>(queues, clock, file)), folders(files / filesAFolder)
{
}

SyntheticLibrary::~SyntheticLibrary() = default;

ScannedEntry SyntheticLibrary::entry(std::size_t folder, std::size_t index) const
{
    ScannedEntry made;
    made.name = titled(word(mixed(folder, index, 1))) + "_" + titled(word(mixed(folder, index, 2))) + " " +
                std::string(word(mixed(folder, index, 3))) + " " + std::to_string(index) + ".wav";
    made.stamp = {1000 + static_cast<std::int64_t>(mixed(folder, index, 4) % 1'000'000), time};
    return made;
}

void SyntheticLibrary::answer(const ScanFolder& request)
{
    FolderScanned part;
    part.request = request.request;
    part.isComplete = true;
    if (request.folder == place)
        for (std::size_t i = 0; i < folders; ++i)
        {
            auto& inner = part.entries.emplace_back();
            inner.kind = ScannedEntry::Kind::folder;
            inner.name = titled(word(static_cast<std::uint32_t>(i))) + " Pack " + std::to_string(i);
        }
    const auto folder = request.folder == place ? folders : numberIn(request.folder.filename().native());
    part.identity = {1, folder + 1};
    for (std::size_t i = 0; i < filesAFolder && folder < folders; ++i)
        part.entries.push_back(entry(folder, i));
    answers.send(pulseThread, std::move(part));
}

void SyntheticLibrary::answer(const ProbeMedia& request)
{
    const auto folder = numberIn(request.file.parent_path().filename().native());
    const auto index = numberIn(request.file.stem().native());
    MediaProbed found;
    found.request = request.request;
    found.outcome = MediaProbed::Outcome::medium;
    found.stamp = entry(folder, index).stamp;
    for (std::uint32_t i = 0; i < 16; ++i)
        found.print.bytes[i] = static_cast<std::uint8_t>(mixed(folder, index, 10 + i));
    auto& facts = found.facts;
    facts.format = "WAV";
    facts.codec = "PCM";
    facts.sampleRate = SampleRate(mixed(folder, index, 5) % 3 == 0 ? 48000 : 44100);
    facts.channels = 1 + static_cast<int>(mixed(folder, index, 6) % 2);
    facts.bitDepth = 24;
    facts.length = FrameCount(1000 + mixed(folder, index, 7) % 1'000'000);
    facts.tags = {{"artist", titled(word(mixed(folder, index, 8))) + " Brothers"},
                  {"genre", std::string(word(mixed(folder, index, 9)))},
                  {"key", std::string(keys[mixed(folder, index, 8) % keys.size()])},
                  {"bpm", std::to_string(80 + mixed(folder, index, 9) % 100)}};
    answers.send(pulseThread, std::move(found));
}

void SyntheticLibrary::scan()
{
    answers.send(pulseThread, ScanLibrary{{place}});
    for (bool isScanning = true; isScanning;)
    {
        answers.flush(pulseThread);
        library->step(libraryThread);
        LibraryToPulse question;
        while (queues.libraryToPulse.tryReceive(pulseThread, question))
            if (const auto* listing = std::get_if<ScanFolder>(&question))
                answer(*listing);
            else if (const auto* probe = std::get_if<ProbeMedia>(&question))
                answer(*probe);
            else if (const auto* told = std::get_if<LibraryScanProgress>(&question))
                isScanning = told->isScanning;
    }
}

} // namespace loophole::bench
