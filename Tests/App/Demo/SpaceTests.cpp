#include "App/Demo/Space.h"

#include <catch2/catch.hpp>

using namespace loophole::demo;

namespace
{

Sound click(double seconds)
{
    Sound sound(8000, seconds);
    sound.frames[0] = {1, 1};
    return sound;
}

double energy(const Sound& sound, double from, double to)
{
    double sum = 0;
    for (auto i = sound.frameAt(from); i < sound.frameAt(to); ++i)
        sum += static_cast<double>(sound.frames[i].left * sound.frames[i].left);
    return sum;
}

} // namespace

TEST_CASE("a room dies away by 60 dB in its time")
{
    auto sound = click(3);
    addReverb(sound, {1.0, 0.0, 1.0f}, Seam::oneShot);
    const auto early = energy(sound, 0.1, 0.3);
    const auto late = energy(sound, 1.1, 1.3);
    CHECK(early > 0);
    CHECK(10 * std::log10(late / early) == Approx(-60).margin(6));
}

TEST_CASE("the tail of a loop sounds on in its beginning, that of a one-shot does not")
{
    auto atEnd = [](Seam seam)
    {
        Sound sound(8000, 1);
        sound.frames[sound.size() - 10] = {1, 1};
        addPingPong(sound, {0.25, 0.5f, 1.0f}, seam);
        return energy(sound, 0, 0.9);
    };
    CHECK(atEnd(Seam::loop) > 0);
    CHECK(atEnd(Seam::oneShot) == 0);
}

TEST_CASE("echoes change sides")
{
    auto sound = click(2);
    addPingPong(sound, {0.25, 0.5f, 1.0f}, Seam::oneShot);
    const auto at = [&](double seconds) { return sound.frames[sound.frameAt(seconds)]; };
    CHECK(at(0.25).left > 0);
    CHECK(at(0.25).right == 0);
    CHECK(at(0.5).right > 0);
    CHECK(at(0.5).left == 0);
}
