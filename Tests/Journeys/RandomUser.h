#pragma once

#include "App/Engine/Headless.h"
#include "Core/Limits.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <vector>

namespace loophole::testing
{

/**
    Uses the program as no person would: seeks, loops, scrubs, changes speed, edits, auditions, has proxies built and
    gives them up, and opens other sessions, in an order that its seed decides. Keeps count of what was told missing.
*/
class RandomUser
{
public:
    RandomUser(Headless& aura, std::vector<std::filesystem::path> sessions, std::vector<std::filesystem::path> files,
               std::uint32_t seed)
        : aura(aura), sessions(std::move(sessions)), files(std::move(files)), random(seed)
    {
    }

    /** Opens one of the sessions, after what the one before missed has been told. */
    void openSession()
    {
        rest();
        toldBefore = toldMissing();
        aura.missingByTrack.clear();
        const auto document = sessions[below(sessions.size())];
        aura.send(OpenSession{document});
        aura.waitUntil([&] { return aura.session.document == document && aura.session.session != nullptr; },
                       std::chrono::seconds(20));
    }

    /** One thing that a user does. Most are about the transport, as in life. */
    void act()
    {
        ++actCount;
        const auto dice = below(100);
        if (dice < 30)
            aura.send(SeekTransport{somewhere()});
        else if (dice < 40)
            aura.send(PlayTransport{});
        else if (dice < 44)
            aura.send(StopTransport{});
        else if (dice < 54)
            loop();
        else if (dice < 60)
            aura.send(SetTransportRate{below(2) == 0 ? 1.0 : between(limits::lowestPlayRate, limits::highestPlayRate)});
        else if (dice < 68)
            scrub();
        else if (dice < 90)
            edit();
        else if (dice < 93)
            proxy();
        else if (dice < 99)
            audition();
        else
            openSession();
    }

    /** What to let pass before the next act: mostly a moment, sometimes long enough to listen. */
    [[nodiscard]] Instant pause()
    {
        return below(8) == 0 ? std::chrono::milliseconds(below(900)) : std::chrono::milliseconds(below(60));
    }

    /** Stops, and waits until all that was played has been told of. */
    void rest()
    {
        aura.send(StopTransport{});
        aura.send(StopStream{});
        const auto later = aura.statsReports + 3;
        aura.waitUntil([&] { return aura.statsReports >= later; }, std::chrono::seconds(10));
    }

    /** Missing frames that were told with the track that missed them, in all sessions so far. */
    [[nodiscard]] std::uint64_t toldMissing() const
    {
        auto all = toldBefore;
        for (const auto& [track, missing] : aura.missingByTrack)
            all += missing;
        return all;
    }
    [[nodiscard]] std::uint64_t acts() const { return actCount; }

private:
    [[nodiscard]] std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    }
    [[nodiscard]] double between(double low, double high)
    {
        return std::uniform_real_distribution<double>(low, high)(random);
    }
    [[nodiscard]] FramePosition somewhere() { return FramePosition(static_cast<std::int64_t>(below(60 * 48000))); }

    void loop()
    {
        const auto start = somewhere();
        const FrameCount length(1 + static_cast<std::int64_t>(below(below(2) == 0 ? 4800 : 480'000)));
        aura.send(SetTransportLoop{below(3) != 0, {start, length}});
    }

    void scrub()
    {
        auto target = aura.transport.state.position;
        for (std::size_t move = 0; move < 12; ++move)
        {
            target = FramePosition(
                std::max<std::int64_t>(0, target.value() + 24'000 - static_cast<std::int64_t>(below(48'000))));
            aura.send(ScrubTransport{target});
            aura.waitUntil([] { return false; }, std::chrono::milliseconds(below(20)));
        }
        aura.send(EndScrub{});
    }

    void audition()
    {
        const auto deck = below(2) == 0 ? Deck::a : Deck::b;
        switch (below(7))
        {
        case 0:
            return aura.send(StopStream{below(2) == 0 ? std::nullopt : std::optional(deck)});
        case 1:
            return aura.send(SetStreamRegion{
                deck, {somewhere(), FrameCount(1 + static_cast<std::int64_t>(below(200'000)))}, below(2) == 0});
        case 2:
            return aura.send(HearDecks{below(2) == 0, below(2) == 0});
        case 3:
            return scrubDeck(deck);
        default:
            AuditionFile command{files[below(files.size())], between(0, 0.9), below(2) == 0, -6.0, deck};
            command.inSync = below(2) == 0;
            command.line = below(3) == 0 ? StartLine::beat : StartLine::none;
            command.playRate = below(3) == 0 ? between(0.2, 4) : 1.0;
            aura.send(command);
        }
    }

    void scrubDeck(Deck deck)
    {
        const auto& assets = aura.session.session->assets;
        if (assets.empty())
            return;
        const auto asset = std::next(assets.begin(), static_cast<std::ptrdiff_t>(below(assets.size())))->id;
        for (std::size_t move = 0; move < 6; ++move)
        {
            aura.send(ScrubStream{asset, FramePosition(static_cast<std::int64_t>(below(400'000))), deck});
            aura.waitUntil([] { return false; }, std::chrono::milliseconds(below(20)));
        }
        aura.send(EndStreamScrub{deck, below(2) == 0});
    }

    void proxy()
    {
        const auto& assets = aura.session.session->assets;
        if (assets.empty())
            return;
        const auto asset = std::next(assets.begin(), static_cast<std::ptrdiff_t>(below(assets.size())))->id;
        switch (below(3))
        {
        case 0:
            return aura.send(RequestProxy{asset, ProxyQuality::draft});
        case 1:
            return aura.send(CancelProxy{asset});
        default:
            return aura.send(
                SetPlaybackResolution{asset, below(2) == 0 ? PlaybackResolution::full : PlaybackResolution::automatic});
        }
    }

    void edit()
    {
        const auto& session = *aura.session.session;
        if (session.tracks.empty() || below(4) == 0)
            return below(3) == 0 ? aura.send(RedoEdit{}) : aura.send(UndoEdit{});
        const auto& track = *session.tracks[below(session.tracks.size())];
        switch (below(6))
        {
        case 0:
            return aura.send(SetTrackGain{track.id, between(-40, 6)});
        case 1:
            return aura.send(SetTrackPan{track.id, between(-1, 1)});
        case 2:
            return aura.send(SetTrackMute{track.id, below(3) == 0});
        case 3:
            return aura.send(AddClip{track.id, files[below(files.size())], somewhere()});
        default:
            return editClips(track);
        }
    }

    void editClips(const Track& track)
    {
        if (track.clips.empty())
            return;
        const auto& clip = *std::next(track.clips.begin(), static_cast<std::ptrdiff_t>(below(track.clips.size())));
        switch (below(8))
        {
        case 0:
            return aura.send(
                SplitClips{{clip.id}, clip.position + FrameCount(static_cast<std::int64_t>(below(48'000)))});
        case 1:
            return aura.send(MoveClips{{clip.id}, FrameCount(static_cast<std::int64_t>(below(48'000)) - 24'000), {}});
        case 2:
            return aura.send(DuplicateClips{{clip.id}});
        case 3:
            return aura.send(SetClipRate{{clip.id}, between(0.5, 2)});
        case 4:
            return aura.send(SetClipReverse{{clip.id}, !clip.reverse});
        case 5:
            return aura.send(SetClipLoop{{clip.id}, !clip.loop});
        case 6:
            return aura.send(TrimClips{{clip.id}, FrameCount(static_cast<std::int64_t>(below(9000))), {}});
        default:
            return aura.send(RemoveClips{{clip.id}});
        }
    }

    Headless& aura;
    std::vector<std::filesystem::path> sessions;
    std::vector<std::filesystem::path> files;
    std::mt19937 random;
    std::uint64_t toldBefore = 0;
    std::uint64_t actCount = 0;
};

} // namespace loophole::testing
