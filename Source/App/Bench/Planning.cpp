#include "App/Bench/Bench.h"
#include "App/Bench/CpuTime.h"

#include "Pulse/Scheduling/ReadAhead.h"

#include <algorithm>
#include <random>

namespace loophole::bench
{
namespace
{

constexpr std::uint32_t mostAssets = 5000;
constexpr int rounds = 401;
constexpr std::int64_t clipSpacing = 24'000;

/** Ten minutes of stereo each, all of them there. */
class PresentMedia final : public MediaLookup
{
public:
    PresentMedia()
    {
        asset.offlineStatus = OfflineStatus::present;
        asset.facts.length = FrameCount(600 * std::int64_t{48'000});
        asset.facts.sampleRate = SampleRate(48'000);
        asset.facts.channels = 2;
    }
    [[nodiscard]] const AudioAsset* find(AssetId) const override { return &asset; }

private:
    AudioAsset asset;
};

std::uint32_t tracksOf(std::uint32_t clips)
{
    return std::min(100u, clips / 100);
}

/** So many clips on up to a hundred tracks, each track without a gap longer than a tenth of a second. */
SessionPointer sessionOf(std::uint32_t clips)
{
    const auto tracks = tracksOf(clips);
    Session session;
    std::vector<std::shared_ptr<const Track>> made;
    for (std::uint32_t t = 0; t < tracks; ++t)
    {
        std::vector<Clip> own(clips / tracks);
        for (std::uint32_t i = 0; i < own.size(); ++i)
        {
            own[i].id = ClipId{t * static_cast<std::uint32_t>(own.size()) + i + 1};
            own[i].asset = AssetId{1 + (t + i * 7) % mostAssets};
            own[i].position = FramePosition(i * clipSpacing + t);
            own[i].length = FrameCount(20'000);
        }
        Track track;
        track.id = TrackId{t + 1};
        track.clips = SharedList<Clip>(std::move(own));
        made.push_back(std::make_shared<const Track>(std::move(track)));
    }
    session.tracks = SharedList<std::shared_ptr<const Track>>(std::move(made));
    for (std::uint32_t i = 0; i < 16; ++i)
    {
        Marker marker;
        marker.id = MarkerId{i + 1};
        marker.position = FramePosition(i * clipSpacing * std::int64_t{clips / tracks / 16});
        session.markers = session.markers.withAppended(marker);
    }
    return std::make_shared<const Session>(std::move(session));
}

/** One clip louder or softer. */
SessionPointer edited(const Session& before, std::mt19937& random)
{
    auto session = before;
    const auto t = random() % session.tracks.size();
    auto track = *session.tracks[t];
    const auto c = random() % track.clips.size();
    auto clip = track.clips[c];
    clip.gainDb = clip.gainDb == 0 ? -6 : 0;
    track.clips = track.clips.with(c, clip);
    session.tracks = session.tracks.with(t, std::make_shared<const Track>(std::move(track)));
    return std::make_shared<const Session>(std::move(session));
}

class Planner
{
public:
    explicit Planner(std::uint32_t clips)
        : what(std::to_string(clips) + " clips"),
          session(sessionOf(clips)),
          frames(clips / tracksOf(clips) * clipSpacing)
    {
        transport.state.isPlaying = true;
        readAhead.sessionChanged(session);
        static_cast<void>(readAhead.update(transport, media, now));
    }

    std::vector<Figure> all()
    {
        row("after a jump", [&] { jump(); });
        row("after an edit", [&] { edit(); });
        row("filling idle memory", [&] { waitForFilling(); });
        row("playing on", [&] { playOn(); });
        auto scanned = measured([] {}, [&] { scan(); }, 21);
        figures.push_back({what, "peer: looking at every clip, median", "ms", percentile(scanned, 0.5), 0, false});
        figures.push_back({what, "limit: a plan", "ms", 1.0, 0, false});
        return std::move(figures);
    }

private:
    template <class Prepare>
    void row(const char* when, Prepare prepare)
    {
        std::size_t most = 0;
        auto times = measured(
            prepare, [&] { most = std::max(most, readAhead.update(transport, media, now).size()); }, rounds);
        const std::string name(when);
        figures.push_back({what, name + ", median", "ms", percentile(times, 0.5), 0, true});
        figures.push_back({what, name + ", 99 of 100", "ms", percentile(times, 0.99), 0, true});
        figures.push_back({what, name + ", most messages", "", static_cast<double>(most), 0, true});
    }
    template <class Prepare, class Work>
    static std::vector<double> measured(Prepare prepare, Work work, int times)
    {
        std::vector<double> all;
        for (int i = 0; i < times; ++i)
        {
            prepare();
            all.push_back(cpuMilliseconds(work));
        }
        return all;
    }
    static double percentile(std::vector<double>& values, double share)
    {
        const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), values.begin() + place, values.end());
        return values[static_cast<std::size_t>(place)];
    }

    /** All that was due meanwhile is done, as Pulse does it in turns of their own. */
    void passTime()
    {
        for (const auto end = now + std::chrono::milliseconds(400); now < end;
             now = std::clamp(readAhead.nextWakeUp(), now + std::chrono::milliseconds(1), end))
            static_cast<void>(readAhead.update(transport, media, now));
        static_cast<void>(readAhead.update(transport, media, now));
    }
    void jump()
    {
        passTime();
        transport.state.position = FramePosition(static_cast<std::int64_t>(random()) % frames);
        ++transport.state.seekGeneration;
        transport.at = now;
    }
    void edit()
    {
        passTime();
        session = edited(*session, random);
        readAhead.sessionChanged(session);
    }
    /** An edit makes it be filled anew, in a turn of its own. */
    void waitForFilling()
    {
        edit();
        static_cast<void>(readAhead.update(transport, media, now));
        now += std::chrono::milliseconds(20);
    }
    void playOn() { now = readAhead.nextWakeUp(); }
    void scan()
    {
        std::int64_t sounding = 0;
        for (const auto& track : session->tracks)
            for (const auto& clip : track->clips)
                sounding += clip.position <= transport.state.position ? 1 : 0;
        benchmark::DoNotOptimize(sounding);
    }

    const std::string what;
    SessionPointer session;
    const std::int64_t frames;
    PresentMedia media;
    ReadAhead readAhead;
    TransportMoment transport;
    Instant now{};
    std::mt19937 random{1};
    std::vector<Figure> figures;
};

} // namespace

std::vector<Figure> planning(const std::filesystem::path&)
{
    std::vector<Figure> figures;
    for (const auto clips : {1000u, 10'000u, 100'000u, 1'000'000u})
        std::ranges::copy(Planner(clips).all(), std::back_inserter(figures));
    return figures;
}

} // namespace loophole::bench
