#pragma once

#include "Aura/ModelFixture.h"
#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/TimelineState.h"

namespace loophole::aura
{

inline Clip clipOf(std::uint32_t id, std::int64_t position, std::int64_t length, std::uint32_t asset = 1)
{
    Clip clip;
    clip.id = ClipId{id};
    clip.asset = AssetId{asset};
    clip.position = FramePosition(position);
    clip.length = FrameCount(length);
    return clip;
}

inline std::shared_ptr<const Track> trackOf(std::uint32_t id, std::vector<Clip> clips)
{
    Track track;
    track.id = TrackId{id};
    track.name = "Track " + std::to_string(id);
    track.clips = std::move(clips);
    return std::make_shared<const Track>(std::move(track));
}

/** Two tracks of a medium of 100,000 frames: clips 1 and 2 on the first, 3 on the second; ten frames a pixel, so that
    the hand snaps within 80 frames. */
struct TimelineFixture : ModelFixture
{
    TimelineState state{model};
    int changes = 0;

    TimelineFixture()
    {
        state.changed = [this] { ++changes; };
        state.selectionSettled = [] {};
        AudioAsset asset;
        asset.assetId = AssetId{1};
        asset.path = "/song/a.wav";
        asset.facts.sampleRate = SampleRate(48000);
        asset.facts.length = FrameCount(100'000);
        asset.offlineStatus = OfflineStatus::present;
        say(AssetChanged{asset});
        show({trackOf(1, {clipOf(1, 10007, 5000), clipOf(2, 40003, 5000)}), trackOf(2, {clipOf(3, 20011, 1000)})});
        state.viewport = Viewport{10, 0, 9600, FrameCount(480000)};
    }

    void show(std::vector<std::shared_ptr<const Track>> tracks, std::vector<Marker> markers = {})
    {
        auto session = std::make_shared<Session>();
        session->tracks = SharedList<std::shared_ptr<const Track>>(std::move(tracks));
        session->markers = SharedList<Marker>(std::move(markers));
        say(SessionChanged{session, {}, true, "Edit", {}});
        state.indexes.sessionChanged();
        state.rows.arrange(model.session().tracks);
        heard();
    }
    /** With a stretch of its medium that begins at `offset`. */
    [[nodiscard]] static Clip from(Clip clip, double offset)
    {
        clip.offset = offset;
        return clip;
    }
};

inline Hand handAt(std::int64_t frame, std::size_t track = 0, bool snaps = false)
{
    Hand hand;
    hand.frame = FramePosition(frame);
    hand.track = track;
    hand.snaps = snaps;
    return hand;
}

/** The only command of its kind. */
template <class Command>
[[nodiscard]] Command only(const std::vector<AuraToPulse>& commands)
{
    REQUIRE(commands.size() == 1);
    REQUIRE(std::holds_alternative<Command>(commands.front()));
    return std::get<Command>(commands.front());
}

} // namespace loophole::aura
