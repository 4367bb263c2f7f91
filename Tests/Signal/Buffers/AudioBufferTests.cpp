#include "Signal/Buffers/AudioBuffer.h"

#include "Support/BufferWork.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** The least that a kind of buffer must bring: a vector with one cursor, which fails when told to. */
class Brick final : public AudioBuffer
{
public:
    explicit Brick(const BufferConfig& config) : AudioBuffer(config) {}

    bool fails = false;
    int givenUp = 0;
    std::size_t largestRead = 0;

private:
    Outcome<FrameCount> readFrames(DiskThread&, std::span<float> destination) override
    {
        if (fails)
            return Failure{"brick", "is broken"};
        largestRead = std::max(largestRead, destination.size());
        const auto count = std::min(destination.size(), samples.size() - at);
        std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(at), count, destination.begin());
        at += count;
        return FrameCount(static_cast<std::int64_t>(count / channels()));
    }
    Outcome<FrameCount> writeFrames(DiskThread&, std::span<const float> source) override
    {
        if (fails)
            return Failure{"brick", "is full"};
        samples.insert(samples.end(), source.begin(), source.end());
        return FrameCount(static_cast<std::int64_t>(source.size() / channels()));
    }
    Outcome<void> moveTo(FramePosition position) override
    {
        at = static_cast<std::size_t>(position.value()) * channels();
        return {};
    }
    [[nodiscard]] FramePosition cursor() const override
    {
        return FramePosition(static_cast<std::int64_t>(at / channels()));
    }
    [[nodiscard]] FrameCount length() const override
    {
        return FrameCount(static_cast<std::int64_t>(samples.size() / channels()));
    }
    [[nodiscard]] std::size_t heldBytes() const override { return samples.size() * sizeof(float); }
    void giveUp() override
    {
        ++givenUp;
        samples.clear();
        at = 0;
    }

    std::vector<float> samples;
    std::size_t at = 0;
};

} // namespace

TEST_CASE("a kind of buffer is given whole frames only, and none at all where there are none")
{
    auto thread = DiskThread::mint();
    Brick brick(BufferConfig::memory());
    CHECK(written(thread, brick, std::vector<float>(7, 0.25f)) == 3);
    CHECK(written(thread, brick, std::vector<float>(1, 0.25f)) == 0);
    CHECK(brick.size() == FrameCount(3));
    std::vector<float> odd(5);
    CHECK(brick.read(thread, odd).value() == FrameCount(2));
    CHECK(brick.largestRead == 4);
    CHECK(brick.tell() == FramePosition(2));
    CHECK(brick.metrics().readCount == 1);
    CHECK(brick.metrics().writeCount == 1);
    CHECK(brick.metrics().bytesRead == 4 * sizeof(float));
}

TEST_CASE("the rest is read chunk by chunk and is all that follows the cursor")
{
    auto thread = DiskThread::mint();
    auto config = BufferConfig::memory();
    config.chunkSize = FrameCount(256);
    Brick brick(config);
    const auto frames = makeFrames(1000, 2, 7);
    REQUIRE(written(thread, brick, frames) == 1000);
    REQUIRE(brick.seek(thread, FramePosition(100)).ok());
    const auto rest = brick.readRest(thread);
    REQUIRE(rest.ok());
    CHECK(rest.value() == std::vector<float>(frames.begin() + 200, frames.end()));
    CHECK(brick.largestRead == 512);
}

TEST_CASE("a failure is handed on, counted and remembered by its reason")
{
    auto thread = DiskThread::mint();
    Brick brick(BufferConfig::memory());
    REQUIRE(written(thread, brick, makeFrames(10, 2, 1)) == 10);
    brick.fails = true;
    std::vector<float> samples(4);
    CHECK(brick.read(thread, samples).failure().why == "is broken");
    CHECK(brick.write(thread, samples).failure().why == "is full");
    const auto metrics = brick.metrics();
    CHECK(metrics.errorCount == 2);
    CHECK(metrics.lastError == "is full");
    CHECK(metrics.state == BufferState::error);
    CHECK(brick.readRest(thread).failure().why == "is broken");
}

TEST_CASE("what is closed gives its memory back once and refuses everything from then on")
{
    auto thread = DiskThread::mint();
    Brick brick(BufferConfig::memory());
    REQUIRE(written(thread, brick, makeFrames(10, 2, 1)) == 10);
    CHECK(brick.metrics().memoryBytes == 80);
    brick.close();
    brick.close();
    CHECK(brick.givenUp == 1);
    CHECK(brick.metrics().memoryBytes == 0);
    CHECK(brick.metrics().state == BufferState::closed);
    std::vector<float> samples(4);
    CHECK(brick.read(thread, samples).failure().why == "is closed");
    CHECK(brick.write(thread, samples).failure().why == "is closed");
    CHECK(brick.seek(thread, FramePosition(0)).failure().why == "is closed");
}
