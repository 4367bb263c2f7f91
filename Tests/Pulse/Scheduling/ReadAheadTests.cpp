#include "Pulse/Scheduling/ReadAhead.h"

#include "Support/HandMadeMedia.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>
#include <map>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::clipOf;
using loophole::testing::HandMadeMedia;
using loophole::testing::trackOf;

namespace
{

constexpr std::int64_t second = 48'000;

/** One clip of ten seconds at the start, one after a minute; a transport that is moved by hand. */
struct Room
{
    Room()
    {
        media.add(AssetId{1}, 10 * second);
        readAhead.sessionChanged(std::make_shared<const Session>(
            testing::sessionOf({trackOf(1, {clipOf(1, 1, 0), clipOf(2, 1, 60 * second)})})));
    }
    std::size_t messagesAt(Instant now) { return readAhead.update(transport, media, now).size(); }
    /** Plans, and fills idle memory the moment after. */
    void settle(Instant now)
    {
        static_cast<void>(messagesAt(now));
        static_cast<void>(messagesAt(now + ReadAhead::mediaPause));
    }
    void play(Instant now)
    {
        transport.state.isPlaying = true;
        transport.at = now;
    }

    HandMadeMedia media;
    ReadAhead readAhead;
    TransportMoment transport;
};

} // namespace

TEST_CASE("nothing is planned before there is a session")
{
    ReadAhead readAhead;
    CHECK(readAhead.update({}, HandMadeMedia(), 1s).empty());
    CHECK(readAhead.nextWakeUp() == Instant::max());
}

TEST_CASE("a plan holds while the transport rests")
{
    Room room;
    CHECK(room.messagesAt(0s) > 0);
    CHECK(room.readAhead.nextWakeUp() == ReadAhead::mediaPause); // what fills idle memory
    CHECK(room.messagesAt(ReadAhead::mediaPause) > 0);
    CHECK(room.messagesAt(1s) == 0);
    CHECK(room.messagesAt(100s) == 0);
    CHECK(room.readAhead.nextWakeUp() == Instant::max());
}

TEST_CASE("while playing the plan is made anew four times a second, faster at varispeed")
{
    Room room;
    room.play(0s);
    room.settle(0s);
    CHECK(room.readAhead.nextWakeUp() == 250ms);
    CHECK(room.messagesAt(200ms) == 0);
    CHECK(room.messagesAt(250ms) > 0);
    CHECK(room.readAhead.nextWakeUp() == 500ms);
    room.transport = {room.transport.state, 500ms};
    room.transport.state.position = FramePosition(second / 2);
    room.transport.state.rate = 4;
    CHECK(room.messagesAt(500ms) > 0);
    CHECK(room.readAhead.nextWakeUp() == 562500us);
}

TEST_CASE("a jump is planned at once with a new revision, drift is not")
{
    Room room;
    room.play(0s);
    room.settle(0s);
    const auto revision = room.readAhead.revision();
    room.transport.state.position = FramePosition(second / 50); // 20 ms
    CHECK(room.messagesAt(100ms) == 0);
    CHECK(room.readAhead.revision() == revision);
    room.transport.state.position = FramePosition(60 * second);
    CHECK(room.messagesAt(100ms) > 0);
    CHECK(room.readAhead.revision() == revision + 1);
}

TEST_CASE("an edit is planned at once")
{
    Room room;
    static_cast<void>(room.messagesAt(0s));
    room.readAhead.sessionChanged(
        std::make_shared<const Session>(testing::sessionOf({trackOf(1, {clipOf(2, 1, 60 * second)})})));
    const auto messages = room.readAhead.update(room.transport, room.media, 0s);
    REQUIRE(messages.size() == 1);
    CHECK(std::get<ClipWindowCancel>(messages[0]).clip == ClipId{1});
}

TEST_CASE("a medium that comes is read")
{
    Room room;
    room.media.set(AssetId{1}, OfflineStatus::missing);
    CHECK(room.messagesAt(0s) == 0);
    room.media.set(AssetId{1}, OfflineStatus::present);
    room.readAhead.factsChanged(AssetId{1});
    CHECK(room.readAhead.nextWakeUp() == 20ms);
    CHECK(room.messagesAt(20ms) > 0);
}

TEST_CASE("media that come one by one are planned together, the first at once")
{
    Room room;
    static_cast<void>(room.messagesAt(0s));
    room.media.add(AssetId{1}, 9 * second);
    room.readAhead.factsChanged(AssetId{1});
    CHECK(room.messagesAt(5s) > 0);
    room.media.add(AssetId{1}, 8 * second);
    room.readAhead.factsChanged(AssetId{1});
    CHECK(room.messagesAt(5010ms) == 0);
    CHECK(room.messagesAt(5020ms) > 0);
    // What fills idle memory follows a moment later.
    CHECK(room.readAhead.nextWakeUp() == 5250ms);
    static_cast<void>(room.messagesAt(5250ms));
    CHECK(room.readAhead.nextWakeUp() == Instant::max());
}

TEST_CASE("the index is always of the newest session and media")
{
    Room room;
    CHECK(room.readAhead.index(room.media).end() == FramePosition(70 * second));
    room.media.add(AssetId{1}, 20 * second);
    room.readAhead.factsChanged(AssetId{1});
    CHECK(room.readAhead.index(room.media).end() == FramePosition(80 * second));
}

TEST_CASE("a smaller budget plans less")
{
    Room room;
    room.readAhead.setBudget(400'000);
    std::int64_t frames = 0;
    for (const auto& message : room.readAhead.update(room.transport, room.media, 0s))
        frames += std::get<ClipWindowRequest>(message).range.length.value();
    CHECK(frames < second);
}

TEST_CASE("where the playhead jumped away stays in memory for a jump back")
{
    Room room;
    room.transport.state.position = FramePosition(3 * second);
    (void) room.messagesAt(0s);
    room.transport.state.position = FramePosition(65 * second);
    ++room.transport.state.seekGeneration;
    auto isKept = false;
    for (const auto& message : room.readAhead.update(room.transport, room.media, 1s))
        if (const auto* window = std::get_if<ClipWindowRequest>(&message))
            isKept = isKept || (window->clip == ClipId{1} && window->cohort == Cohort::resident &&
                                window->range.start == FramePosition(3 * second));
    CHECK(isKept);
}

TEST_CASE("memory that nothing needs is filled around the playhead, and again when that is far away")
{
    Room room;
    const auto idleIn = [](const std::vector<PulseToSignal>& messages)
    {
        auto count = 0;
        for (const auto& message : messages)
            if (const auto* window = std::get_if<ClipWindowRequest>(&message))
                count += window->cohort == Cohort::idle ? 1 : 0;
        return count;
    };
    CHECK(idleIn(room.readAhead.update(room.transport, room.media, 1s)) == 0);
    CHECK(idleIn(room.readAhead.update(room.transport, room.media, 1020ms)) == 2);
    room.play(2s);
    CHECK(idleIn(room.readAhead.update(room.transport, room.media, 2s)) == 0);
    room.transport.state.position = FramePosition(65 * second);
    ++room.transport.state.seekGeneration;
    CHECK(idleIn(room.readAhead.update(room.transport, room.media, 3s)) == 0);
    CHECK(idleIn(room.readAhead.update(room.transport, room.media, 3020ms)) >= 2);
}

TEST_CASE("after refusals less is read ahead, until statistics have come for a while")
{
    Room room;
    room.readAhead.setBudget(std::size_t{1} << 20);
    const auto frames = [&](Instant now)
    {
        room.transport.state.position = room.transport.state.position + FrameCount(3 * limits::blockFrames);
        ++room.transport.state.seekGeneration;
        std::int64_t length = 0;
        for (const auto& message : room.readAhead.update(room.transport, room.media, now))
            if (const auto* window = std::get_if<ClipWindowRequest>(&message))
                length += window->cohort == Cohort::realtime ? window->range.length.value() : 0;
        return length;
    };
    const auto before = frames(1s);
    WindowRefused refused;
    for (int i = 0; i < 10; ++i)
        room.readAhead.windowRefused(refused);
    const auto after = frames(2s);
    CHECK(after < before);
    CHECK(after > 0);
    for (int i = 0; i < 100; ++i)
        room.readAhead.setBudget(std::size_t{1} << 20);
    CHECK(frames(3s) == before);
}

namespace
{

/** Two clips that sound at once, on tracks of their own. */
struct TwoTracks : Room
{
    TwoTracks()
    {
        media.add(AssetId{1}, 60 * second);
        show(false);
        play(0s);
        (void) aheadAt(0s);
    }
    void show(bool isSolo)
    {
        auto second = trackOf(2, {clipOf(2, 1, 0)});
        second.solo = isSolo;
        readAhead.sessionChanged(
            std::make_shared<const Session>(testing::sessionOf({trackOf(1, {clipOf(1, 1, 0)}), std::move(second)})));
    }
    /** How each clip is read ahead, as far as Signal is told anew. */
    std::map<std::uint32_t, Cohort> aheadAt(Instant now)
    {
        std::map<std::uint32_t, Cohort> ahead;
        for (const auto& message : readAhead.update(transport, media, now))
            if (const auto* window = std::get_if<ClipWindowRequest>(&message))
                if (window->cohort == Cohort::realtime)
                    ahead[window->clip.value] = window->ahead;
        return ahead;
    }
};

using Ahead = std::map<std::uint32_t, Cohort>;

/** Expects that the chorus comes next, as sure as it is told. */
class Arranger final : public Adviser
{
public:
    explicit Arranger(double confidence) : confidence(confidence) {}
    [[nodiscard]] std::vector<JumpHint> hints(const AdviserView& view) override
    {
        seen.push_back(view.position);
        return {{FramePosition(64 * second), confidence}};
    }

    std::vector<FramePosition> seen;

private:
    double confidence;
};

bool readsChorus(const std::vector<PulseToSignal>& messages)
{
    for (const auto& message : messages)
        if (const auto* window = std::get_if<ClipWindowRequest>(&message))
            if (window->clip == ClipId{2} && window->cohort == Cohort::resident &&
                window->range.start == FramePosition(4 * second))
                return true;
    return false;
}

} // namespace

TEST_CASE("a selected track is realtime a moment after it was chosen, and for a while after another was")
{
    TwoTracks room;
    CHECK(room.aheadAt(6s) == Ahead{{1, Cohort::anticipative}, {2, Cohort::anticipative}});
    room.readAhead.tracksSelected({TrackId{2}});
    CHECK(room.readAhead.nextWakeUp() <= 6s + ReadAhead::mediaPause);
    CHECK(room.aheadAt(6020ms) == Ahead{{2, Cohort::realtime}});
    room.readAhead.tracksSelected({TrackId{1}});
    CHECK(room.aheadAt(6040ms).at(1) == Cohort::realtime);
    CHECK(room.aheadAt(9s).at(2) == Cohort::realtime);
    CHECK(room.aheadAt(6040ms + TrackCohorts::hold).at(2) == Cohort::anticipative);
}

TEST_CASE("a track that was edited is realtime for a while, and one that is soloed for as long as it is")
{
    TwoTracks room;
    CHECK(room.aheadAt(6s).at(1) == Cohort::anticipative);
    room.show(true); // both tracks are new objects, as after an edit of both
    CHECK(room.aheadAt(6010ms).at(2) == Cohort::realtime);
    CHECK(room.aheadAt(7500ms).at(2) == Cohort::realtime);
    CHECK(room.readAhead.nextWakeUp() <= 6010ms + TrackCohorts::hold);
    room.show(false);
    CHECK(room.aheadAt(8s).at(1) == Cohort::realtime);
    CHECK(room.aheadAt(8s + TrackCohorts::hold).at(1) == Cohort::anticipative);
}

TEST_CASE("an adviser is asked with each plan, and what it expects is read while memory allows")
{
    Room room;
    CHECK_FALSE(readsChorus(room.readAhead.update(room.transport, room.media, 0s)));
    const auto arranger = std::make_shared<Arranger>(0.5);
    room.readAhead.addAdviser(arranger);
    room.play(1s);
    CHECK(readsChorus(room.readAhead.update(room.transport, room.media, 1s)));
    CHECK(arranger->seen == std::vector{FramePosition(0)});

    Room unsure;
    unsure.readAhead.addAdviser(std::make_shared<Arranger>(1.5));
    CHECK_FALSE(readsChorus(unsure.readAhead.update(unsure.transport, unsure.media, 0s)));

    Room poor;
    poor.readAhead.addAdviser(arranger);
    poor.readAhead.setBudget(0);
    CHECK_FALSE(readsChorus(poor.readAhead.update(poor.transport, poor.media, 0s)));
}

TEST_CASE("a medium that goes and comes as it was changes what is read and no clip")
{
    Room room;
    room.settle(0s);
    const auto* line = &room.readAhead.index(room.media).lineAt({0, 0});
    room.media.set(AssetId{1}, OfflineStatus::missing);
    room.readAhead.statusChanged(AssetId{1});
    CHECK(room.messagesAt(5s) > 0);
    CHECK(&room.readAhead.index(room.media).lineAt({0, 0}) == line);
    room.media.add(AssetId{1}, 5 * second);
    room.readAhead.factsChanged(AssetId{1});
    CHECK(room.messagesAt(6s) > 0);
    CHECK(&room.readAhead.index(room.media).lineAt({0, 0}) != line);
    CHECK(room.readAhead.index(room.media).end() == FramePosition(65 * second));
}
