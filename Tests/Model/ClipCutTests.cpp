#include "Model/ClipCut.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

using namespace loophole;

namespace
{

constexpr std::int64_t assetLength = 100'000;

struct Medium
{
    SampleRate rate{48000};
    SampleRate sessionRate{48000};
};

CutContext contextOf(const Clip& clip, const Medium& medium)
{
    return {timelineOf(clip, medium.rate, FrameCount(assetLength), medium.sessionRate), medium.rate,
            medium.sessionRate};
}

Clip clipAt(std::int64_t position, double offset, std::optional<std::int64_t> length)
{
    Clip clip;
    clip.id = ClipId{1000};
    clip.documentId = "c1";
    clip.position = FramePosition(position);
    clip.offset = offset;
    if (length)
        clip.length = FrameCount(*length);
    return clip;
}

/** Where on the asset's grid the timeline's frame plays, with the phase, so that different grids compare. */
double heardAt(const Clip& clip, const Medium& medium, std::int64_t frame)
{
    const auto line = contextOf(clip, medium).line;
    return line.gridPosition(frame - line.start.value()) + line.phase;
}

/** Each frame of the whole clip is played by exactly one part, at the same place of the asset. */
void checkSameSound(const Clip& whole, const std::vector<Clip>& parts, const Medium& medium)
{
    const auto line = contextOf(whole, medium).line;
    auto frame = line.start.value();
    for (const auto& part : parts)
    {
        const auto partLine = contextOf(part, medium).line;
        REQUIRE(partLine.start.value() == frame);
        REQUIRE(partLine.length.value() > 0);
        const auto last = partLine.length.value() - 1;
        for (std::int64_t i = 0; i <= 50; ++i) // the first frame, the last and some between
        {
            const auto at = frame + last * i / 50;
            REQUIRE(heardAt(part, medium, at) == Approx(heardAt(whole, medium, at)).margin(1e-6).epsilon(0));
        }
        frame = partLine.end().value();
    }
    REQUIRE(frame == line.end().value());
}

std::vector<Clip> splitAt(const Clip& clip, const Medium& medium, std::int64_t frame)
{
    auto parts = split(clip, contextOf(clip, medium), FramePosition(frame));
    INFO((parts ? std::string() : parts.failure().message()));
    REQUIRE(parts);
    return std::move(parts).value();
}

} // namespace

TEST_CASE("both halves of a split clip adjoin and play the very frames they did")
{
    const auto clip = clipAt(1000, 500, 20'000);
    const auto parts = splitAt(clip, {}, 7000);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].length == FrameCount(6000));
    CHECK(parts[1].position == FramePosition(7000));
    CHECK(parts[1].offset == 6500);
    CHECK(parts[1].length == FrameCount(14'000));
    checkSameSound(clip, parts, {});
}

TEST_CASE("a clip with an open end leaves the open end to its second half")
{
    const auto parts = splitAt(clipAt(0, 0, std::nullopt), {}, 40'000);
    CHECK(parts[0].length == FrameCount(40'000));
    CHECK_FALSE(parts[1].length);
    checkSameSound(clipAt(0, 0, std::nullopt), parts, {});
}

TEST_CASE("the halves of a reversed clip share its stretch from the other side")
{
    auto clip = clipAt(0, 1000, 10'000);
    clip.reverse = true;
    const auto parts = splitAt(clip, {}, 3000);
    CHECK(parts[0].offset == 8000);
    CHECK(parts[1].offset == 1000);
    checkSameSound(clip, parts, {});
}

TEST_CASE("where the rates differ the offset of the second half lies between frames and its phase is that of the whole")
{
    const Medium medium{SampleRate(44100), SampleRate(48000)};
    const auto clip = clipAt(0, 100, 50'000);
    for (const auto at : {1, 1000, 12'345, 49'999})
    {
        const auto parts = splitAt(clip, medium, at);
        CHECK(contextOf(parts[1], medium).line.phase == contextOf(clip, medium).line.phase);
        checkSameSound(clip, parts, medium);
    }
}

TEST_CASE("a looped clip splits at the end of a pass into two, inside a pass into three")
{
    auto clip = clipAt(0, 60'000, 200'000); // passes of 40,000 frames
    clip.loop = true;
    for (const auto reverse : {false, true})
    {
        clip.reverse = reverse;
        const auto atPass = splitAt(clip, {}, 80'000);
        CHECK(atPass.size() == 2);
        checkSameSound(clip, atPass, {});
        const auto inPass = splitAt(clip, {}, 90'000);
        REQUIRE(inPass.size() == 3);
        CHECK_FALSE(inPass[1].loop);
        CHECK(inPass[2].loop);
        checkSameSound(clip, inPass, {});
        const auto inLastPass = splitAt(clip, {}, 199'000);
        CHECK(inLastPass.size() == 2);
        checkSameSound(clip, inLastPass, {});
    }
}

TEST_CASE("a looped clip at another rate is only split where a pass begins on a frame")
{
    auto clip = clipAt(0, 60'000, 200'000);
    clip.loop = true;
    clip.playRate = 2; // passes of 20,000 frames
    CHECK_FALSE(split(clip, contextOf(clip, {}), FramePosition(30'001)));
    checkSameSound(clip, splitAt(clip, {}, 20'000), {});
}

TEST_CASE("fades stay at the outer ends and ids at the first part")
{
    auto clip = clipAt(0, 0, 10'000);
    clip.fadeIn = FrameCount(500);
    clip.fadeOut = FrameCount(600);
    const auto parts = splitAt(clip, {}, 4000);
    CHECK(parts[0].id == ClipId{1000});
    CHECK(parts[0].documentId == "c1");
    CHECK(parts[0].fadeIn == FrameCount(500));
    CHECK(parts[0].fadeOut == FrameCount(0));
    CHECK(parts[1].id != parts[0].id);
    CHECK(parts[1].documentId.empty());
    CHECK(parts[1].fadeIn == FrameCount(0));
    CHECK(parts[1].fadeOut == FrameCount(600));
    CHECK(splitAt(clip, {}, 200)[0].fadeIn == FrameCount(200));
}

TEST_CASE("a clip is not split where it does not sound")
{
    const auto clip = clipAt(1000, 0, 100);
    for (const auto at : {0, 1000, 1100, 5000})
        CHECK(split(clip, contextOf(clip, {}), FramePosition(at)).failure().why == "the clip does not sound there");
}

TEST_CASE("splits at random places of random clips render the same")
{
    std::mt19937 random(7);
    const auto pick = [&](std::int64_t low, std::int64_t high)
    { return std::uniform_int_distribution<std::int64_t>(low, high)(random); };
    const int rates[] = {44100, 48000, 88200, 96000, 8000};
    const double playRates[] = {1, 1, 0.5, 1.25, 0.731, 3};
    for (int i = 0; i < 400; ++i)
    {
        const Medium medium{SampleRate(rates[pick(0, 4)]), SampleRate(rates[pick(0, 3)])};
        auto clip = clipAt(pick(0, 1000), static_cast<double>(pick(0, 50'000)), pick(2, 60'000));
        clip.reverse = pick(0, 1) == 1;
        clip.playRate = playRates[pick(0, 5)];
        const auto line = contextOf(clip, medium).line;
        const auto first = line.start.value() + pick(1, line.length.value() - 1);
        CAPTURE(medium.rate.hz(), medium.sessionRate.hz(), clip.offset, clip.reverse, clip.playRate, first);
        const auto parts = splitAt(clip, medium, first);
        checkSameSound(clip, parts, medium);
        const auto secondLine = contextOf(parts[1], medium).line;
        if (secondLine.length.value() < 2)
            continue;
        // Splitting a half again must not add up errors.
        const auto again = splitAt(parts[1], medium, secondLine.start.value() + secondLine.length.value() / 2);
        checkSameSound(clip, {parts[0], again[0], again[1]}, medium);
    }
}

TEST_CASE("trimming keeps what is left where it was")
{
    const auto trimTo = [](const Clip& clip, std::int64_t from, std::int64_t to)
    { return trimmed(clip, contextOf(clip, {}), FrameRange::between(FramePosition(from), FramePosition(to))); };
    auto clip = clipAt(1000, 500, 2000);
    for (const auto reverse : {false, true})
    {
        clip.reverse = reverse;
        const auto cut = trimTo(clip, 1200, 2500).value();
        CHECK(cut.position == FramePosition(1200));
        CHECK(cut.length == FrameCount(1300));
        for (std::int64_t frame = 1200; frame < 2500; frame += 100)
            CHECK(heardAt(cut, {}, frame) == heardAt(clip, {}, frame));
        const auto longer = trimTo(clip, 800, 3200).value();
        for (std::int64_t frame = 1000; frame < 3000; frame += 100)
            CHECK(heardAt(longer, {}, frame) == heardAt(clip, {}, frame));
    }
}

TEST_CASE("a trim that cannot be done is refused")
{
    auto clip = clipAt(1000, 500, 2000);
    const auto refusal = [&](std::int64_t from, std::int64_t to)
    {
        const auto range = FrameRange{FramePosition(from), FrameCount(to - from)};
        const auto cut = trimmed(clip, contextOf(clip, {}), range);
        return cut ? std::string("done") : cut.failure().why;
    };
    CHECK(refusal(1500, 1500) == "nothing of the clip would be left");
    CHECK(refusal(-10, 1500) == "the clip would begin before the start");
    CHECK(refusal(400, 1500) == "the asset begins later");
    clip.loop = true;
    CHECK(refusal(1001, 1500) == "the start of a looped clip can only be moved by whole passes");
    CHECK(refusal(1000, 900'000) == "done");
}
