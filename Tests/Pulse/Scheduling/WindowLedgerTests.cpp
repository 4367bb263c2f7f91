#include "Pulse/Scheduling/WindowLedger.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

namespace
{

constexpr SampleRate rate(48000);
constexpr auto block = limits::blockFrames;

PlannedWindow window(std::uint32_t clip, std::int64_t from, std::int64_t to, Instant deadline = 1s,
                     Cohort cohort = Cohort::realtime)
{
    PlannedWindow planned;
    planned.request.clip = ClipId{clip};
    planned.request.asset = AssetId{1};
    planned.request.range = FrameRange::between(FramePosition(from), FramePosition(to));
    planned.request.deadline = deadline;
    planned.request.cohort = cohort;
    planned.line.length = FrameCount(1'000'000);
    return planned;
}

std::vector<ClipWindowRequest> requests(const std::vector<PulseToSignal>& messages)
{
    std::vector<ClipWindowRequest> found;
    for (const auto& message : messages)
        if (const auto* request = std::get_if<ClipWindowRequest>(&message))
            found.push_back(*request);
    return found;
}

std::vector<std::uint32_t> cancelled(const std::vector<PulseToSignal>& messages)
{
    std::vector<std::uint32_t> clips;
    for (const auto& message : messages)
        if (const auto* cancel = std::get_if<ClipWindowCancel>(&message))
            clips.push_back(cancel->clip.value);
    return clips;
}

/** When the deadline moves as the playhead does, by the frames it went on. */
Instant after(std::int64_t frames)
{
    return 1s + std::chrono::duration_cast<Instant>(std::chrono::duration<double>(static_cast<double>(frames) / 48000));
}

} // namespace

TEST_CASE("a window is asked for once and again as soon as it reaches another block")
{
    WindowLedger ledger;
    const auto at = [](std::int64_t frame) { return window(1, frame, frame + 2 * block, after(frame)); };
    CHECK(requests(ledger.update({at(0)}, 1, rate)).size() == 1);
    CHECK(ledger.update({at(0)}, 1, rate).empty());
    const auto moved = requests(ledger.update({at(100)}, 1, rate));
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].range.start == FramePosition(100));
    CHECK(ledger.update({at(block)}, 1, rate).empty());
    CHECK(requests(ledger.update({at(block + 1)}, 1, rate)).size() == 1);
}

TEST_CASE("blocks are those of the medium: of a clip that begins within it, and of one that is heard backwards")
{
    const auto asks = [](PlannedWindow first, PlannedWindow then)
    {
        WindowLedger ledger;
        static_cast<void>(ledger.update({first}, 1, rate));
        return !ledger.update({then}, 1, rate).empty();
    };
    auto before = window(1, 0, block);
    auto now = window(1, 50, block + 50, after(50));
    before.line.first = now.line.first = FramePosition(block - 50);
    CHECK_FALSE(asks(before, now));
    before.line.first = now.line.first = FramePosition(block - 49);
    CHECK(asks(before, now));
    before.request.tapeRate = now.request.tapeRate = -1; // the first of the range is heard last
    now.request.range = before.request.range;
    now.request.deadline = before.request.deadline;
    CHECK_FALSE(asks(before, now));
}

TEST_CASE("a window that reaches its clip's end is asked for however little is new")
{
    WindowLedger ledger;
    static_cast<void>(ledger.update({window(1, 900'000, 996'000)}, 1, rate));
    CHECK(requests(ledger.update({window(1, 904'000, 1'000'000, after(4000))}, 1, rate)).size() == 1);
}

TEST_CASE("a jump back is asked for at once, and so is what is due clearly earlier")
{
    WindowLedger ledger;
    static_cast<void>(ledger.update({window(1, 5000, 101'000)}, 1, rate));
    CHECK(requests(ledger.update({window(1, 4900, 100'900)}, 1, rate)).size() == 1);
    CHECK(ledger.update({window(1, 4900, 100'900, 950ms)}, 1, rate).empty());
    CHECK(requests(ledger.update({window(1, 4900, 100'900, 800ms)}, 1, rate)).size() == 1);
    CHECK(ledger.update({window(1, 4900, 100'900, 5s)}, 1, rate).empty());
}

TEST_CASE("an edited clip is asked for anew though its window is the same")
{
    WindowLedger ledger;
    auto planned = window(1, 0, 96'000);
    static_cast<void>(ledger.update({planned}, 1, rate));
    planned.line.first = FramePosition(77);
    CHECK(requests(ledger.update({planned}, 2, rate)).size() == 1);
    planned.line.reverse = true;
    CHECK(requests(ledger.update({planned}, 3, rate)).size() == 1);
    planned.line.start = FramePosition(99); // moved on the timeline: the same frames of the clip
    CHECK(ledger.update({planned}, 4, rate).empty());
}

TEST_CASE("a clip that is planned no more is cancelled once, with the new revision")
{
    WindowLedger ledger;
    static_cast<void>(
        ledger.update({window(1, 0, 100), window(1, 0, 50, 1s, Cohort::resident), window(2, 0, 100)}, 1, rate));
    const auto messages = ledger.update({window(2, 0, 100)}, 9, rate);
    CHECK(cancelled(messages) == std::vector<std::uint32_t>{1});
    CHECK(std::get<ClipWindowCancel>(messages[0]).revision == 9);
    CHECK(ledger.update({window(2, 0, 100)}, 9, rate).empty());
    CHECK(ledger.size() == 1);
}

TEST_CASE("a clip that keeps one cohort only has the other emptied")
{
    WindowLedger ledger;
    static_cast<void>(ledger.update({window(1, 0, 100), window(1, 0, 50, 1s, Cohort::resident)}, 1, rate));
    const auto messages = ledger.update({window(1, 0, 50, 1s, Cohort::resident)}, 2, rate);
    CHECK(cancelled(messages).empty());
    const auto emptied = requests(messages);
    REQUIRE(emptied.size() == 1);
    CHECK(emptied[0].cohort == Cohort::realtime);
    CHECK(emptied[0].range.isEmpty());
    CHECK(emptied[0].revision == 2);
}

TEST_CASE("after clearing the whole plan goes out again")
{
    WindowLedger ledger;
    static_cast<void>(ledger.update({window(1, 0, 100)}, 1, rate));
    ledger.clear();
    CHECK(requests(ledger.update({window(1, 0, 100)}, 1, rate)).size() == 1);
}

TEST_CASE("a window whose track changes cohort is asked for again")
{
    WindowLedger ledger;
    auto planned = window(1, 0, 2 * block);
    planned.request.ahead = Cohort::anticipative;
    CHECK(requests(ledger.update({planned}, 1, rate)).size() == 1);
    CHECK(ledger.update({planned}, 1, rate).empty());
    planned.request.ahead = Cohort::realtime;
    const auto asked = requests(ledger.update({planned}, 1, rate));
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].ahead == Cohort::realtime);
}

TEST_CASE("what fills idle memory is asked for at other times, and neither knows what the other dropped")
{
    WindowLedger ledger;
    const auto idle = window(1, 0, 100, 1s, Cohort::idle);
    CHECK(requests(ledger.update({window(1, 0, 100), window(2, 0, 100)}, 1, rate)).size() == 2);
    CHECK(requests(ledger.updateIdle({idle, window(3, 0, 100, 1s, Cohort::idle)}, 1, rate)).size() == 2);
    CHECK(ledger.update({window(1, 0, 100), window(2, 0, 100)}, 1, rate).empty());
    CHECK(ledger.size() == 4);

    const auto left = ledger.update({window(2, 0, 100)}, 2, rate); // clip 1 still fills memory
    REQUIRE(requests(left).size() == 1);
    CHECK(requests(left)[0].range.isEmpty());
    CHECK(requests(left)[0].cohort == Cohort::realtime);
    CHECK(cancelled(left).empty());
    CHECK(cancelled(ledger.updateIdle({idle}, 2, rate)) == std::vector<std::uint32_t>{3});
    CHECK(cancelled(ledger.updateIdle({}, 3, rate)) == std::vector<std::uint32_t>{1});
    CHECK(ledger.updateIdle({}, 4, rate).empty());
    CHECK(ledger.size() == 1);
}
