#include "Signal/Callback/Transport.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{
namespace
{

void silence(float* const* output, int channels, int frames)
{
    for (int c = 0; c < channels; ++c)
        std::fill_n(output[c], frames, 0.0f);
}

} // namespace

Transport::Transport(const MovingRateKernel& kernel)
    : heads{Playhead(Lane::first, kernel), Playhead(Lane::second, kernel)}
{
}

void Transport::prepare(SampleRate sampleRate)
{
    for (auto& each : heads)
        each.prepare(sampleRate);
    fadeFrames = std::max(1, static_cast<int>(sampleRate.framesIn(limits::declickSeconds).value()));
    fadeDone = fadeFrames;
    otherIsOn = false;
}

void Transport::obey(AudioThread&, PlayTransport play, const MixPlan* plan) noexcept
{
    until = play.until && *play.until > here() ? play.until : std::nullopt;
    if (sound == Sound::scrubbing)
        playsAfterScrub = true;
    if (sound != Sound::none)
        return;
    sound = Sound::playing;
    startsClean = plan != nullptr && !plan->soundsAcross(place);
    isChangeDue = true;
}

void Transport::obey(AudioThread&, StopTransport) noexcept
{
    until.reset();
    if (sound == Sound::scrubbing)
        playsAfterScrub = false;
    if (sound != Sound::playing)
        return;
    changeTo(Sound::none, here());
}

void Transport::obey(AudioThread& thread, SeekTransport seek) noexcept
{
    ++seekGeneration;
    until.reset();
    const auto to = std::max(FramePosition(0), seek.position);
    if (sound == Sound::scrubbing)
        obey(thread, ScrubTransport{to});
    else if (sound == Sound::playing)
        changeTo(Sound::playing, to);
    else
        place = to;
}

void Transport::obey(AudioThread& thread, SetTransportLoop command) noexcept
{
    loop = {command.isLooping, command.range};
    if (headIsOn)
        head().setLoop(thread, loop);
}

void Transport::obey(AudioThread& thread, SetTransportRate command) noexcept
{
    rate = std::clamp(command.rate, limits::lowestPlayRate, limits::highestPlayRate);
    if (sound != Sound::playing || isChangeDue)
        return;
    if (!head().isStraight())
        head().setRate(thread, rate);
    else if (rate != 1.0)
        changeTo(Sound::playing, here());
}

void Transport::obey(AudioThread& thread, ScrubTransport scrub) noexcept
{
    until.reset();
    scrubTarget = std::max(FramePosition(0), scrub.target);
    if (sound != Sound::scrubbing)
    {
        playsAfterScrub = sound == Sound::playing;
        changeTo(Sound::scrubbing, here());
    }
    else if (!isChangeDue)
        followPointer(thread);
}

void Transport::followPointer(AudioThread& thread) noexcept
{
    // A head that is left behind keeps its old target, so that it fades out without a howl.
    if (head().canFollowTo(scrubTarget))
        head().setTarget(thread, scrubTarget);
    else
        changeTo(Sound::scrubbing, here());
}

void Transport::obey(AudioThread&, EndScrub) noexcept
{
    if (sound != Sound::scrubbing)
        return;
    ++seekGeneration;
    changeTo(playsAfterScrub ? Sound::playing : Sound::none, scrubTarget);
}

void Transport::changeTo(Sound next, FramePosition from) noexcept
{
    place = from;
    sound = next;
    startsClean = false;
    isChangeDue = true;
}

FramePosition Transport::here() const noexcept
{
    return isChangeDue || !headIsOn ? place : head().position();
}

void Transport::beginChange(AudioThread& thread) noexcept
{
    const auto speedNow = headIsOn && !head().isScrubbing() ? head().speed() : rate;
    otherIsOn = headIsOn;
    if (headIsOn)
        current = 1 - current;
    headIsOn = sound != Sound::none;
    if (headIsOn)
        startHead(thread, head(), speedNow);
    fadeDone = otherIsOn || !startsClean ? 0 : fadeFrames;
    isChangeDue = startsClean = false;
}

void Transport::startHead(AudioThread& thread, Playhead& starting, double speedNow) noexcept
{
    if (sound == Sound::scrubbing)
        starting.scrubAt(thread, place, scrubTarget);
    else if (rate == 1.0)
        starting.playAt(thread, place);
    else
        starting.playAtRate(thread, place, speedNow, rate);
    starting.setLoop(thread, loop);
}

void Transport::watchHead() noexcept
{
    if (headIsOn && !isChangeDue && head().hasReachedUnity())
        changeTo(Sound::playing, head().position());
}

bool Transport::isBoundToEnd() const noexcept
{
    return until && headIsOn && sound == Sound::playing && !isChangeDue;
}

int Transport::framesToEnd(int most) const noexcept
{
    if (!isBoundToEnd())
        return most;
    const auto left =
        static_cast<double>((*until - head().position()).value()) / std::max(head().speed(), limits::lowestPlayRate);
    return left >= most ? most : std::max(1, static_cast<int>(std::ceil(left)));
}

void Transport::stopAtEnd() noexcept
{
    if (!isBoundToEnd() || head().position() < *until)
        return;
    changeTo(Sound::none, *until);
    until.reset();
}

MixCounts Transport::render(AudioThread& thread, const MixPlan& plan, float* const* output, int frames) noexcept
{
    MixCounts counts;
    for (int done = 0; done < frames;)
    {
        settleFade(thread);
        const auto most = isFading() ? std::min(frames - done, fadeFrames - fadeDone) : frames - done;
        const auto part = framesToEnd(most);
        std::array<float*, limits::maxChannels> at{};
        for (int c = 0; c < plan.channels; ++c)
            at[static_cast<std::size_t>(c)] = output[c] + done;
        counts += renderPart(thread, plan, at.data(), part);
        stopAtEnd();
        done += part;
    }
    return counts;
}

void Transport::settleFade(AudioThread& thread) noexcept
{
    if (isFading())
        return;
    otherIsOn = false;
    watchHead();
    if (isChangeDue)
        beginChange(thread);
}

MixCounts Transport::renderPart(AudioThread& thread, const MixPlan& plan, float* const* output, int frames) noexcept
{
    MixCounts counts;
    if (headIsOn)
        counts += head().render(thread, plan, output, frames);
    else
        silence(output, plan.channels, frames);
    if (!isFading())
        return counts;

    auto* const* old = leaving.channels();
    if (otherIsOn)
        counts += heads[1 - current].render(thread, plan, old, frames);
    for (int c = 0; c < plan.channels; ++c)
        for (int i = 0; i < frames; ++i)
        {
            const auto share = static_cast<float>(fadeDone + i) / static_cast<float>(fadeFrames);
            output[c][i] = output[c][i] * share + (otherIsOn ? old[c][i] * (1.0f - share) : 0.0f);
        }
    fadeDone += frames;
    return counts;
}

void Transport::skip(AudioThread& thread, int frames) noexcept
{
    fadeDone = fadeFrames;
    settleFade(thread);
    fadeDone = fadeFrames;
    otherIsOn = false;
    if (headIsOn)
        head().skip(thread, frames);
    stopAtEnd();
}

TransportState Transport::state() const noexcept
{
    TransportState now;
    now.isScrubbing = sound == Sound::scrubbing;
    now.isPlaying = sound == Sound::playing || (now.isScrubbing && playsAfterScrub);
    now.isLooping = loop.isOn;
    now.loop = loop.range;
    now.position = here();
    now.rate = now.isScrubbing ? (headIsOn && head().isScrubbing() ? head().speed() : 0.0) : rate;
    now.seekGeneration = seekGeneration;
    return now;
}

} // namespace loophole::signal
