#include "Signal/Buffers/FrameRing.h"
#include "Support/BufferWork.h"
#include "Support/RealtimeTrap.h"

#include <catch2/catch.hpp>

#include <thread>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("a ring holds exactly what it was made for, in order, over its seam")
{
    FrameRing ring(FrameCount(500), 2);
    const auto frames = makeFrames(1200, 2, 1);
    std::vector<float> out(2400);
    CHECK(ring.write(std::span(frames).first(1200)).value() == 500);
    CHECK(ring.readable().value() == 500);
    CHECK(ring.read(std::span(out).first(600)).value() == 300);
    CHECK(ring.write(std::span(frames).subspan(1000, 600)).value() == 300);
    CHECK(ring.read(std::span(out).subspan(600)).value() == 500);
    CHECK(std::equal(out.begin(), out.begin() + 1600, frames.begin()));
    CHECK(ring.read(out).value() == 0);
    CHECK(ring.framesRead() == 800);
    CHECK(ring.framesWritten() == 800);
}

TEST_CASE("planes are woven into frames, whole or not at all")
{
    FrameRing ring(FrameCount(100), 2);
    std::vector<float> left(70);
    std::vector<float> right(70);
    for (int i = 0; i < 70; ++i)
    {
        left[static_cast<std::size_t>(i)] = static_cast<float>(i);
        right[static_cast<std::size_t>(i)] = static_cast<float>(-i);
    }
    const float* const planes[] = {left.data(), right.data()};
    std::vector<float> out(140);
    for (int round = 0; round < 5; ++round)
    {
        REQUIRE(ring.tryWrite(planes, 70));
        CHECK_FALSE(ring.tryWrite(planes, 31));
        REQUIRE(ring.read(out).value() == 70);
        for (std::size_t i = 0; i < 70; ++i)
        {
            CHECK(out[2 * i] == left[i]);
            CHECK(out[2 * i + 1] == right[i]);
        }
    }
}

TEST_CASE("both ends of a ring are for the audio thread too")
{
    FrameRing ring(FrameCount(512), 2);
    const auto frames = makeFrames(256, 2, 2);
    std::vector<float> out(512);
    std::int64_t done = 0;
    {
        const ArmedSection armed;
        done = ring.write(frames).value() + ring.read(out).value();
    }
    CHECK(done == 512);
    CHECK(out == frames);
}

TEST_CASE("what one thread writes another reads whole and in order")
{
    FrameRing ring(FrameCount(256), 1);
    constexpr int total = 200'000;
    std::thread writer(
        [&]
        {
            for (int next = 0; next < total;)
            {
                float some[37];
                const auto count = std::min(37, total - next);
                for (int i = 0; i < count; ++i)
                    some[i] = static_cast<float>(next + i);
                const auto done = ring.write(std::span(some, static_cast<std::size_t>(count))).value();
                if (done == 0)
                    std::this_thread::yield();
                next += static_cast<int>(done);
            }
        });
    auto isInOrder = true;
    for (int next = 0; next < total;)
    {
        float some[53];
        const auto count = ring.read(some).value();
        if (count == 0)
            std::this_thread::yield();
        for (std::int64_t i = 0; i < count; ++i)
            isInOrder = isInOrder && some[i] == static_cast<float>(next++);
    }
    writer.join();
    CHECK(isInOrder);
}
