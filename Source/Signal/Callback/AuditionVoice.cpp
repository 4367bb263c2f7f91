#include "Signal/Callback/AuditionVoice.h"

#include "Signal/Mixer/ChannelFold.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{

void AuditionVoice::prepare(SampleRate rate)
{
    gainStep = 1.0f / static_cast<float>(std::max<std::int64_t>(1, rate.framesIn(limits::declickSeconds).value()));
}

void AuditionVoice::start(AudioThread& thread, AuditionTake& take) noexcept
{
    newest = take.generation;
    waiting = &take;
    startWaiting();
    release(thread);
}

void AuditionVoice::startWaiting() noexcept
{
    // Both busy: the one that is leaving is given the time to do so.
    const auto other = 1 - sounding;
    if (waiting == nullptr || players[other].take != nullptr)
        return;
    if (players[sounding].take != nullptr)
    {
        leave(players[sounding]);
        sounding = other;
    }
    // The beginning of a sound is its own edge and needs no fade.
    auto& player = players[sounding];
    player = {waiting, waiting->from, waiting->from == 0 ? waiting->gain : 0.0f, waiting->gain, false};
    waiting = nullptr;
}

void AuditionVoice::stop(AudioThread& thread) noexcept
{
    waiting = nullptr;
    for (auto& player : players)
        leave(player);
    release(thread);
}

void AuditionVoice::setGain(AudioThread&, float gain) noexcept
{
    if (waiting != nullptr)
        waiting->gain = gain;
    if (!players[sounding].isLeaving)
        players[sounding].target = gain;
}

void AuditionVoice::leave(Player& player) noexcept
{
    player.target = 0.0f;
    player.isLeaving = true;
}

void AuditionVoice::addTo(AudioThread& thread, float* const* output, int channels, int frames) noexcept
{
    for (auto& player : players)
        if (player.take != nullptr)
            addPlayer(thread, player, output, channels, frames);
    laneFrame += frames;
    startWaiting();
    release(thread);
}

void AuditionVoice::addPlayer(AudioThread& thread, Player& player, float* const* output, int channels,
                              int frames) noexcept
{
    auto& take = *player.take;
    const auto left = take.timeline.length.value() - player.next;
    if (left <= 0)
    {
        player.take = nullptr;
        return;
    }
    const auto heard = static_cast<int>(std::min<std::int64_t>(frames, left));
    const StreamRead read{take.timeline, take.table.get(), player.next, heard, Travel::forward, Lane::first, laneFrame};
    // What is missing is counted in the take itself.
    static_cast<void>(take.stream.readOrSilence(thread, reader, read, buffer.channels()));

    const auto width = take.table->channelCount();
    for (int i = 0; i < heard; ++i)
    {
        player.gain += std::clamp(player.target - player.gain, -gainStep, gainStep);
        for (int c = 0; c < width; ++c)
            buffer.channels()[c][i] *= player.gain;
    }
    foldChannels(buffer.channels(), width, output, channels, 0, heard, Summing::more);
    player.next += heard;
    const bool hasFaded = player.isLeaving && player.gain == 0.0f;
    if (hasFaded || player.next >= take.timeline.length.value())
        player.take = nullptr;
}

void AuditionVoice::release(AudioThread&) noexcept
{
    auto lowest = newest + 1;
    for (const auto& player : players)
        if (player.take != nullptr)
            lowest = std::min(lowest, player.take->generation);
    if (waiting != nullptr)
        lowest = std::min(lowest, waiting->generation);
    oldest.store(lowest, std::memory_order_release);
}

AuditionPosition AuditionVoice::position(AudioThread&) const noexcept
{
    const auto& player = players[sounding];
    if (player.take == nullptr)
        return {};
    const auto& take = *player.take;
    const auto length = take.timeline.stretch.value();
    const auto grid = take.timeline.loop && length > 0 ? player.next % length : player.next;
    const auto frame = std::floor(static_cast<double>(grid) * take.assetFramesPerGridFrame);
    return {!player.isLeaving, take.asset, FramePosition(static_cast<std::int64_t>(frame)), take.generation};
}

} // namespace loophole::signal
