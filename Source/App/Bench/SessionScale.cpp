#include "App/Bench/Bench.h"
#include "App/Bench/EditedSession.h"

#include "Pulse/Document/SessionReader.h"
#include "Pulse/Document/SessionWriter.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <malloc.h>
#include <nlohmann/json.hpp>
#include <random>
#include <simdjson.h>
#include <stdexcept>
#include <unistd.h>

namespace loophole::bench
{
namespace
{

constexpr std::uint32_t mostAssets = 5000;
constexpr int edits = 301;
constexpr int historySteps = 10'000;

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template <class Work>
double medianOf(int times, Work work)
{
    std::vector<double> all;
    for (int i = 0; i < times; ++i)
        all.push_back(millisecondsOf(work));
    return median(std::move(all));
}

/** So many clips on so many tracks, of 5,000 assets or a twentieth of the clips, as a document. */
std::string documentOf(std::uint32_t clips, std::uint32_t tracks)
{
    IdSource ids;
    Session session;
    std::vector<SessionAsset> assets;
    for (std::uint32_t i = 0; i < std::clamp(clips / 20, 1u, mostAssets); ++i)
        assets.push_back({ids.next<AssetId>(), {}, "Audio/take " + std::to_string(i) + ".wav", {}});
    for (std::uint32_t t = 0; t < tracks; ++t)
    {
        Track track;
        track.id = ids.next<TrackId>();
        track.name = "Track " + std::to_string(t + 1);
        std::vector<Clip> own(clips / tracks);
        for (std::uint32_t i = 0; i < own.size(); ++i)
        {
            own[i].id = ids.next<ClipId>();
            own[i].asset = assets[(t + i * 7) % assets.size()].id;
            own[i].position = FramePosition(std::int64_t{i} * 24'000 + t);
            own[i].offset = i % 1000;
            own[i].length = FrameCount(20'000);
            own[i].fadeOut = FrameCount(480);
        }
        track.clips = SharedList<Clip>(std::move(own));
        session.tracks = session.tracks.withAppended(std::make_shared<const Track>(std::move(track)));
    }
    Bus master;
    master.name = "Master";
    session.buses = SharedList<Bus>({master});
    session.assets = SharedList<SessionAsset>(std::move(assets));
    return writeSession(session);
}

class Scale
{
public:
    Scale(const std::filesystem::path& folder, std::uint32_t clips, std::uint32_t tracks)
        : folder(folder),
          clips(clips),
          what(std::to_string(clips) + " clips on " + std::to_string(tracks) + (tracks == 1 ? " track" : " tracks")),
          text(documentOf(clips, tracks))
    {
        std::filesystem::remove_all(folder / "Recovery");
        if (!FileDocumentStore().save(folder / "S.loophole", text))
            throw std::runtime_error("no room for the benchmark's session");
    }

    std::vector<Figure> all()
    {
        reading();
        writing();
        keeping();
        editing();
        return std::move(figures);
    }

private:
    void row(const char* contender, const char* unit, double value, bool isOurs = true)
    {
        figures.push_back({what, contender, unit, value, 0, isOurs});
    }
    [[nodiscard]] int rounds() const { return clips > 200'000 ? 3 : 7; }

    void reading()
    {
        row("document read", "ms",
            medianOf(rounds(),
                     [&]
                     {
                         IdSource ids;
                         if (!readSession("S", text, ids))
                             throw std::runtime_error("the benchmark's session is not sound");
                     }));
        const simdjson::padded_string padded(text);
        row("limit: simdjson alone", "ms",
            medianOf(rounds(),
                     [&]
                     {
                         simdjson::dom::parser parser;
                         if (parser.parse(padded).error() != simdjson::SUCCESS)
                             throw std::runtime_error("simdjson");
                     }),
            false);
        std::string copy(text.size(), ' ');
        row("limit: memcpy of the text", "ms",
            medianOf(rounds(),
                     [&]
                     {
                         std::memcpy(copy.data(), text.data(), text.size());
                         benchmark::DoNotOptimize(copy.data());
                     }),
            false);
        row("peer: nlohmann-json reads", "ms",
            medianOf(3, [&] { benchmark::DoNotOptimize(nlohmann::json::parse(text)); }), false);
    }

    void writing()
    {
        IdSource ids;
        const auto session = readSession("S", text, ids).value();
        row("document written", "ms", medianOf(rounds(), [&] { benchmark::DoNotOptimize(writeSession(session)); }));
        const auto json = nlohmann::json::parse(text);
        row("peer: nlohmann-json writes", "ms", medianOf(3, [&] { benchmark::DoNotOptimize(json.dump()); }), false);
    }

    /** What the recovery thread does, beside what the disk takes for as much. */
    void keeping()
    {
        IdSource ids;
        auto session = readSession("S", text, ids).value();
        auto file = RecoveryFile::create(folder / "bench.recovery");
        const auto keep = [&](std::uint64_t number)
        {
            RecoveryFacts facts;
            facts.edits = number;
            if (!file || !file.value().keep(session, facts))
                throw std::runtime_error("no room for the benchmark's recovery data");
        };
        row("recovery data, first commit", "ms", millisecondsOf([&] { keep(0); }));
        std::uint64_t number = 0;
        const auto commit = medianOf(21,
                                     [&]
                                     {
                                         auto track = *session.tracks[++number % session.tracks.size()];
                                         auto clip = track.clips[number * 7919 % track.clips.size()];
                                         clip.gainDb = -static_cast<double>(number);
                                         track.clips = track.clips.with(number * 7919 % track.clips.size(), clip);
                                         session.tracks =
                                             session.tracks.with(number % session.tracks.size(),
                                                                 std::make_shared<const Track>(std::move(track)));
                                         keep(number);
                                     });
        row("recovery data, an edit's commit", "ms", commit);
        std::move(file).value().remove();
        row("limit: 16 KiB flushed to the disk", "ms", flushOf(std::string(16384, 'x')), false);
    }

    [[nodiscard]] double flushOf(const std::string& bytes) const
    {
        const int file = ::open((folder / "flushed").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        const auto time = medianOf(21,
                                   [&]
                                   {
                                       if (::pwrite(file, bytes.data(), bytes.size(), 0) < 0 || ::fdatasync(file) != 0)
                                           throw std::runtime_error("no disk to flush to");
                                   });
        ::close(file);
        return time;
    }

    void editing()
    {
        EditedSession pulse(folder);
        row("open to playable", "ms", pulse.open());
        std::mt19937 random(1);
        std::vector<double> gains;
        std::vector<double> moves;
        for (int i = 0; i < edits; ++i)
        {
            gains.push_back(pulse.edit(SetClipGain{pulse.anyClip(random), -6}));
            moves.push_back(pulse.edit(MoveClips{pulse.anyClip(random), FrameCount(4801), {}}));
        }
        row("the slowest of 301 edits in place", "CPU ms", *std::ranges::max_element(gains));
        row("the slowest of 301 edits that move", "CPU ms", *std::ranges::max_element(moves));
        row("an edit in place, with its undo record", "CPU ms", median(std::move(gains)));
        row("an edit that moves, with its undo record", "CPU ms", median(std::move(moves)));
        row("longest turn of Pulse while media go and come, 256 at once", "CPU ms", pulse.findAgain(256));
        const auto [longest, saving] = pulse.save();
        row("save", "ms", saving);
        row("longest turn of Pulse during the save", "CPU ms", longest);
        const auto before = ::mallinfo2().uordblks;
        for (int i = 0; i < historySteps; ++i)
            static_cast<void>(pulse.edit(SetClipGain{pulse.anyClip(random), -static_cast<double>(i % 60)}));
        row("10,000 steps of undo", "MiB", static_cast<double>(::mallinfo2().uordblks - before) / (1 << 20));
    }

    const std::filesystem::path folder;
    const std::uint32_t clips;
    const std::string what;
    const std::string text;
    std::vector<Figure> figures;
};

} // namespace

std::vector<Figure> sessionScale(const std::filesystem::path& folder)
{
    std::vector<Figure> figures;
    for (const auto& [clips, tracks] : {std::pair(1000u, 10u), std::pair(10'000u, 100u), std::pair(100'000u, 100u),
                                        std::pair(100'000u, 1u), std::pair(1'000'000u, 100u)})
        std::ranges::copy(Scale(folder, clips, tracks).all(), std::back_inserter(figures));
    return figures;
}

} // namespace loophole::bench
