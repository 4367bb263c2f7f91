#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/PassReader.h"

#include "Support/MediaReading.h"
#include "Support/SignalReader.h"

#include <catch2/catch.hpp>

#include <array>
#include <limits>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t packetFrames = 100;
constexpr std::int64_t packetCount = 2000;

/** Where a pass moved, what it decoded, and how often it asked for the exact reader. */
struct Told
{
    std::vector<std::int64_t> moves;
    std::int64_t packets = 0;
    int exactOpened = 0;
};

/** Mono whose sample is the number of its frame, in packets of 100; the exact reader's is the negative. */
class CountingPass final : public PassReader
{
public:
    CountingPass(Told& told, SignalMedium* exact, std::int64_t doubtfulPacket)
        : PassReader(mono(),
                     [&told, exact](DiskThread&) -> Outcome<std::unique_ptr<MediaReader>>
                     {
                         ++told.exactOpened;
                         if (exact == nullptr)
                             return Failure{"medium", "is gone"};
                         return std::unique_ptr<MediaReader>(std::make_unique<SignalReader>(*exact));
                     }),
          told(told),
          doubtfulPacket(doubtfulPacket)
    {
        decoder = FfmpegPackets::tryOpen("pcm_f32le", {}, 1, 48000);
    }

private:
    static MediaInfo mono()
    {
        MediaInfo info;
        info.channels = 1;
        info.sampleRate = SampleRate(48000);
        info.length = FrameCount(packetCount * packetFrames);
        return info;
    }

    bool tryMoveTo(DiskThread& thread, std::int64_t target) override
    {
        told.moves.push_back(target);
        next = target / packetFrames;
        isKnown = true;
        return tryDecodeOn(thread);
    }

    bool tryDecodeOn(DiskThread&) override
    {
        if (next == doubtfulPacket || next == packetCount)
            return false;
        decodedStart = packetFrames * next++;
        std::array<float, packetFrames + FfmpegPackets::padding / sizeof(float)> samples{};
        for (std::size_t i = 0; i < packetFrames; ++i)
            samples[i] = static_cast<float>(decodedStart + static_cast<std::int64_t>(i));
        ++told.packets;
        decoder->clear();
        return decoder->tryDecode(std::as_bytes(std::span(samples)).first(packetFrames * sizeof(float)));
    }

    Told& told;
    std::int64_t doubtfulPacket;
    std::int64_t next = 0;
};

constexpr auto noDoubt = std::numeric_limits<std::int64_t>::max();

/** Frames [start, start + frames) of one channel are their own numbers, times `sign`. */
bool areNumbered(const TestSignal& part, std::int64_t start, float sign)
{
    for (std::int64_t i = 0; i < part.frames(); ++i)
        if (part.channels[0][static_cast<std::size_t>(i)] != sign * static_cast<float>(start + i))
            return false;
    return true;
}

/** What the exact reader reads. */
TestSignal negatives()
{
    TestSignal signal(1, packetCount * packetFrames);
    for (std::size_t i = 0; i < signal.channels[0].size(); ++i)
        signal.channels[0][i] = -static_cast<float>(i);
    return signal;
}

} // namespace

TEST_CASE("a pass in order moves once and decodes every packet once")
{
    auto thread = DiskThread::mint();
    Told told;
    CountingPass pass(told, nullptr, noDoubt);
    for (std::int64_t start = 0; start < packetCount * packetFrames; start += 777)
    {
        const auto frames = std::min<std::int64_t>(777, packetCount * packetFrames - start);
        REQUIRE(areNumbered(readPart(thread, pass, start, frames), start, 1));
    }
    CHECK(told.moves == std::vector<std::int64_t>{0});
    CHECK(told.packets == packetCount);
    CHECK(told.exactOpened == 0);
}

TEST_CASE("a pass decodes on over a short way ahead, and moves for a long one and back")
{
    auto thread = DiskThread::mint();
    Told told;
    CountingPass pass(told, nullptr, noDoubt);
    for (const std::int64_t start : {0, 5'000, 150'000, 149'000})
        CHECK(areNumbered(readPart(thread, pass, start, 250), start, 1));
    CHECK(told.moves == std::vector<std::int64_t>{0, 150'000, 149'000});
}

TEST_CASE("from the first doubt on everything comes from the exact reader, which is opened once")
{
    auto thread = DiskThread::mint();
    Told told;
    SignalMedium medium;
    medium.signal = negatives();
    CountingPass pass(told, &medium, 20);
    const auto across = readPart(thread, pass, 1'900, 200);
    for (std::size_t i = 0; i < 200; ++i)
        REQUIRE(across.channels[0][i] == (i < 100 ? 1.0f : -1.0f) * static_cast<float>(1'900 + i));
    CHECK(areNumbered(readPart(thread, pass, 100'000, 300), 100'000, -1));
    CHECK(areNumbered(readPart(thread, pass, 50, 300), 50, -1));
    CHECK(told.exactOpened == 1);
}

TEST_CASE("a pass in doubt fails where there is no exact reader, and is silent")
{
    auto thread = DiskThread::mint();
    Told told;
    CountingPass pass(told, nullptr, 2);
    TestSignal part(1, 400);
    const auto pointers = part.pointers();
    const auto read = pass.read(thread, FramePosition(0), {pointers.data(), 1, FrameCount(400)});
    REQUIRE_FALSE(read.ok());
    CHECK(read.failure().why == "is gone");
    CHECK(std::ranges::all_of(part.channels[0], [](float sample) { return sample == 0.0f; }));
}

#endif
