#include "Signal/Callback/Playhead.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loophole::signal
{
namespace
{

/** Time in which a varispeed glide covers 63 % of its way: fast enough for a knob, slow enough to be a glide. */
constexpr double glideSeconds = 0.02;

/** A glide this close has arrived; a hundredth of a cent. */
constexpr double arrivedWithin = 5e-6;

} // namespace

Playhead::Playhead(Lane lane, const MovingRateKernel& kernel) : mixer(lane, kernel), tape(mixer, kernel) {}

void Playhead::prepare(SampleRate rate)
{
    follower.prepare(rate);
    glide = 1.0 - std::exp(-1.0 / (glideSeconds * rate.hz()));
}

void Playhead::begin(AudioThread& thread, Mode newMode) noexcept
{
    mode = newMode;
    mixer.restart(thread);
    tape.rewind(thread);
}

void Playhead::playAt(AudioThread& thread, FramePosition position) noexcept
{
    begin(thread, Mode::straight);
    straight = position;
}

void Playhead::playAtRate(AudioThread& thread, FramePosition position, double speedNow, double rate) noexcept
{
    begin(thread, Mode::tape);
    counted = static_cast<double>(position.value());
    isCaught = loop.catches(position);
    tapeSpeed = speedNow;
    tapeRate = rate;
}

void Playhead::scrubAt(AudioThread& thread, FramePosition position, FramePosition target) noexcept
{
    begin(thread, Mode::scrub);
    follower.placeAt(static_cast<double>(position.value()));
    if (follower.isOutrunBy(target))
        follower.placeAt(static_cast<double>(follower.landingBefore(target).value()));
    follower.follow(target);
}

void Playhead::setRate(AudioThread&, double rate) noexcept
{
    tapeRate = rate;
}

void Playhead::setTarget(AudioThread&, FramePosition target) noexcept
{
    follower.follow(target);
}

void Playhead::setLoop(AudioThread& thread, const TimelineLoop& newLoop) noexcept
{
    if (newLoop == loop)
        return;
    const auto here = position(); // by the loop that is going
    if (mode == Mode::tape)
    {
        counted = static_cast<double>(here.value()) + (counted - std::floor(counted));
        tape.rewind(thread);
    }
    loop = newLoop;
    isCaught = loop.catches(here);
}

MixCounts Playhead::render(AudioThread& thread, const MixPlan& plan, float* const* output, int frames) noexcept
{
    return mode == Mode::straight ? renderStraight(thread, plan, output, frames)
                                  : renderTape(thread, plan, output, frames);
}

MixCounts Playhead::renderStraight(AudioThread& thread, const MixPlan& plan, float* const* output, int frames) noexcept
{
    MixCounts counts;
    for (int done = 0; done < frames;)
    {
        const bool wraps = loop.catches(straight);
        const auto left = wraps ? loop.framesLeft(straight) : frames;
        const auto part = static_cast<int>(std::min<std::int64_t>(frames - done, left));
        std::array<float*, limits::maxChannels> place{};
        for (int c = 0; c < plan.channels; ++c)
            place[static_cast<std::size_t>(c)] = output[c] + done;
        counts += mixer.render(thread, plan, straight, place.data(), part);
        straight = wraps && part == left ? loop.range.start : straight + FrameCount(part);
        done += part;
    }
    return counts;
}

void Playhead::step(double& place, double& velocity) noexcept
{
    if (mode == Mode::scrub)
    {
        follower.step();
        place = follower.position();
        velocity = follower.speed();
        return;
    }
    place = counted;
    tapeSpeed += (tapeRate - tapeSpeed) * glide;
    if (std::abs(tapeRate - tapeSpeed) < arrivedWithin)
        tapeSpeed = tapeRate;
    velocity = tapeSpeed;
    counted += tapeSpeed;
}

MixCounts Playhead::renderTape(AudioThread& thread, const MixPlan& plan, float* const* output, int frames) noexcept
{
    MixCounts counts;
    auto held = loop;
    held.isOn = mode == Mode::tape && isCaught;
    std::array<double, Tape::readFrames> places{};
    std::array<double, Tape::readFrames> speeds{};
    for (int done = 0; done < frames; done += Tape::readFrames)
    {
        const auto part = std::min(Tape::readFrames, frames - done);
        for (std::size_t i = 0; i < static_cast<std::size_t>(part); ++i)
            step(places[i], speeds[i]);
        std::array<float*, limits::maxChannels> place{};
        for (int c = 0; c < plan.channels; ++c)
            place[static_cast<std::size_t>(c)] = output[c] + done;
        counts += tape.read(thread, plan, held, places.data(), speeds.data(), part, place.data());
        if (mode == Mode::scrub)
            for (int c = 0; c < plan.channels; ++c)
                for (int i = 0; i < part; ++i)
                    place[static_cast<std::size_t>(c)][i] *=
                        ScrubFollower::levelAt(speeds[static_cast<std::size_t>(i)]);
    }
    return counts;
}

void Playhead::skip(AudioThread& thread, int frames) noexcept
{
    double place = 0;
    double velocity = 0;
    if (mode != Mode::straight)
    {
        for (int i = 0; i < frames; ++i)
            step(place, velocity);
        return;
    }
    mixer.restart(thread);
    const auto next = straight.value() + frames;
    straight = loop.catches(straight) ? loop.folded(next) : FramePosition(next);
}

FramePosition Playhead::position() const noexcept
{
    if (mode == Mode::straight)
        return straight;
    if (mode == Mode::scrub)
        return FramePosition(static_cast<std::int64_t>(std::floor(std::max(0.0, follower.position()))));
    const auto whole = static_cast<std::int64_t>(std::floor(counted));
    return isCaught ? loop.folded(whole) : FramePosition(whole);
}

double Playhead::speed() const noexcept
{
    return mode == Mode::straight ? 1.0 : mode == Mode::scrub ? follower.speed() : tapeSpeed;
}

} // namespace loophole::signal
