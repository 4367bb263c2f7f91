#include "Signal/Callback/AuditionVoice.h"

#include "Signal/Mixer/ChannelFold.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{

void AuditionVoice::prepare(SampleRate sampleRate)
{
    rate = sampleRate;
    fadeFrames = std::max(1, static_cast<int>(rate.framesIn(limits::declickSeconds).value()));
    gainStep = 1.0f / static_cast<float>(fadeFrames);
}

void AuditionVoice::start(AudioThread& thread, AuditionTake& take) noexcept
{
    newest = take.generation;
    waiting = &take;
    // What is to wait for a line is not heard together with what it takes the place of.
    if (take.lineFrames > 0)
        for (auto& player : players)
            leave(player);
    release(thread);
}

AuditionVoice::Player* AuditionVoice::takeOver() noexcept
{
    // Where nothing sounds there is nothing to fade.
    if (std::ranges::all_of(players, [](const Player& player) { return player.take == nullptr; }))
        heard = heardTarget;
    for (std::size_t i = 0; i < players.size(); ++i)
        if (players[i].take == nullptr)
        {
            leave(sounding());
            current = i;
            return &players[i];
        }
    return nullptr;
}

void AuditionVoice::beginWaiting(AudioThread& thread, Place other) noexcept
{
    auto& take = *waiting;
    if (take.isRegion)
        changeRegion(take);
    else if (take.isScrubbed)
        beginScrubbing(take);
    else
        beginPlaying(take, other);
    release(thread);
}

void AuditionVoice::beginPlaying(AuditionTake& take, Place other) noexcept
{
    auto* player = takeOver();
    if (player == nullptr)
        return;
    auto from = take.from;
    if (take.joins && other.isKnown && take.stretch == nullptr)
        from = take.outputFrameAt(std::llround(static_cast<double>(other.gridFrame) / other.tempoRatio));
    // The beginning of a sound is its own edge and needs no fade.
    take.fate.store(AuditionTake::Fate::begun, std::memory_order_release);
    const bool isOwnEdge = take.gridFrameAt(from) == 0;
    *player = {&take, from, isOwnEdge ? take.gain : 0.0f, take.gain, false};
    waiting = nullptr;
}

void AuditionVoice::beginScrubbing(AuditionTake& take) noexcept
{
    const bool isSame = isSounding() && sounding().take->asset == take.asset;
    const auto here = isSame ? gridFrameOf(sounding()) : take.from;
    auto* player = takeOver();
    if (player == nullptr)
        return;
    *player = {&take, 0, 0.0f, take.gain, false};
    player->head.follower.prepare(rate);
    player->head.follower.placeAt(static_cast<double>(here));
    waiting = nullptr;
    holdAt(take.from);
}

void AuditionVoice::changeRegion(AuditionTake& take) noexcept
{
    if (!isSounding() || sounding().take->isScrubbed || sounding().take->asset != take.asset)
    {
        waiting = nullptr;
        return;
    }
    // What is stretched has been brought to where it meets what sounds.
    if (take.stretch != nullptr)
        return beginPlaying(take, {});
    const auto here = gridFrameOf(sounding());
    if (!take.passes(here) || !take.timeline.isUnityRate() || sounding().take->stretch != nullptr)
    {
        take.from = take.passes(here) ? take.outputFrameAt(here) : 0;
        return beginPlaying(take, {});
    }
    // The very frame that would have come next comes next.
    sounding().next = take.outputFrameAt(here);
    if (take.endsInside)
        take.timeline.length = std::max(take.timeline.length, FrameCount(sounding().next + fadeFrames));
    take.fate.store(AuditionTake::Fate::begun, std::memory_order_release);
    sounding().take = &take;
    sounding().target = take.gain;
    waiting = nullptr;
}

void AuditionVoice::scrubTo(AudioThread&, std::int64_t gridFrame) noexcept
{
    if (waiting != nullptr && waiting->isScrubbed)
        waiting->from = gridFrame;
    else if (isSounding() && sounding().take->isScrubbed)
        holdAt(gridFrame);
}

void AuditionVoice::holdAt(std::int64_t gridFrame) noexcept
{
    scrubTarget = gridFrame;
    isScrubMoved = sounding().head.follower.isOutrunBy(FramePosition(gridFrame));
    if (!isScrubMoved)
        return sounding().head.follower.follow(FramePosition(gridFrame));
    const auto& before = sounding();
    const auto gain = before.target;
    auto* player = takeOver();
    if (player == nullptr)
        return;
    *player = {before.take, 0, 0.0f, gain, false};
    player->head.follower.prepare(rate);
    const auto landing = before.head.follower.landingBefore(FramePosition(gridFrame));
    player->head.follower.placeAt(static_cast<double>(landing.value()));
    player->head.follower.follow(FramePosition(gridFrame));
    isScrubMoved = false;
}

void AuditionVoice::stop(AudioThread& thread) noexcept
{
    waiting = nullptr;
    isScrubMoved = false;
    for (auto& player : players)
        leave(player);
    release(thread);
}

void AuditionVoice::setGain(AudioThread&, float gain) noexcept
{
    if (waiting != nullptr)
        waiting->gain = gain;
    if (isSounding())
        sounding().target = gain;
}

void AuditionVoice::setTempo(AudioThread& thread, double tempoRatio) noexcept
{
    for (auto* take : {waiting, isSounding() ? sounding().take : nullptr})
        if (take != nullptr && take->stretch != nullptr)
        {
            take->stretch->setTempo(thread, tempoRatio);
            take->stretching.tempoRatio = tempoRatio;
        }
}

void AuditionVoice::dropWaiting(AudioThread& thread) noexcept
{
    waiting->fate.store(AuditionTake::Fate::late, std::memory_order_release);
    waiting = nullptr;
    release(thread);
}

void AuditionVoice::leave(Player& player) noexcept
{
    player.target = 0.0f;
    player.isLeaving = true;
}

void AuditionVoice::addTo(AudioThread& thread, float* const* output, int channels, int frames) noexcept
{
    if (isScrubMoved && isSounding())
        holdAt(scrubTarget);
    moveHeard(frames);
    for (auto& player : players)
        if (player.take != nullptr)
            addPlayer(thread, player, output, channels, frames);
    laneFrame += frames;
    release(thread);
}

void AuditionVoice::moveHeard(int frames) noexcept
{
    for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i)
        heardAt[i] = heard += std::clamp(heardTarget - heard, -gainStep, gainStep);
}

/** Reads what the player is to sound next into the buffer and moves it on; how many frames that is. */
int AuditionVoice::readInto(AudioThread& thread, Player& player, int frames) noexcept
{
    auto& take = *player.take;
    if (take.isScrubbed)
    {
        tape.read(thread, reader, player.head, *take.table, frames, buffer.channels());
        return frames;
    }
    const auto heardFrames = static_cast<int>(std::min<std::int64_t>(frames, framesLeft(player)));
    if (heardFrames == 0)
        return 0;
    if (take.stretch != nullptr)
    {
        const AuditionStretch::Source source{take.timeline, *take.table, take.stream};
        take.stretch->readOrSilence(thread, reader, source, heardFrames, buffer.channels());
        return heardFrames;
    }
    const StreamRead read{take.timeline,   take.table.get(), player.next, heardFrames,
                          Travel::forward, Lane::first,      laneFrame};
    // What is missing is counted in the take itself.
    static_cast<void>(take.stream.readOrSilence(thread, reader, read, buffer.channels()));
    player.next += heardFrames;
    return heardFrames;
}

void AuditionVoice::shape(Player& player, int channels, int frames) noexcept
{
    const auto& take = *player.take;
    const auto left = take.isScrubbed ? 0 : framesLeft(player);
    for (int i = 0; i < frames; ++i)
    {
        if (take.endsInside && left + frames - i <= fadeFrames)
            leave(player);
        player.gain += std::clamp(player.target - player.gain, -gainStep, gainStep);
        const auto gain = player.gain * heardAt[static_cast<std::size_t>(i)];
        for (int c = 0; c < channels; ++c)
            buffer.channels()[c][i] *= gain;
    }
}

void AuditionVoice::addPlayer(AudioThread& thread, Player& player, float* const* output, int channels,
                              int frames) noexcept
{
    const auto width = player.take->table->channelCount();
    const auto sounded = readInto(thread, player, frames);
    shape(player, width, sounded);
    if (sounded > 0)
        foldChannels(buffer.channels(), width, output, channels, 0, sounded, Summing::more);
    const bool hasFaded = player.isLeaving && player.gain == 0.0f;
    const bool hasEnded = !player.take->isScrubbed && framesLeft(player) == 0;
    if (hasFaded || hasEnded)
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

std::int64_t AuditionVoice::gridFrameOf(const Player& player) const noexcept
{
    if (player.take->isScrubbed)
        return std::llround(player.head.follower.position());
    const auto& stretch = player.take->stretch;
    return player.take->gridFrameAt(stretch != nullptr ? std::llround(stretch->heard()) : player.next);
}

/** Output frames to the end of what the player's take plays. */
std::int64_t AuditionVoice::framesLeft(const Player& player) noexcept
{
    const auto end = player.take->timeline.length.value();
    return player.take->stretch != nullptr ? player.take->stretch->framesUntil(end)
                                           : std::max<std::int64_t>(0, end - player.next);
}

std::int64_t AuditionVoice::framesUntil(std::int64_t gridFrame, FrameCount farthest) const noexcept
{
    if (!isSounding() || sounding().take->isScrubbed || !sounding().take->passes(gridFrame))
        return 0;
    const auto& take = *sounding().take;
    auto ahead = gridFrame - gridFrameOf(sounding());
    // Output frames seldom fall on that very frame: the first one behind it is as good.
    if (ahead <= 0 && static_cast<double>(-ahead) <= take.speed() + 1)
        return 0;
    if (ahead < 0 && take.timeline.loop)
        ahead += take.timeline.stretch.value();
    const auto frames = static_cast<std::int64_t>(std::ceil(static_cast<double>(ahead) / take.speed()));
    return frames <= farthest.value() ? frames : -1;
}

AuditionVoice::Place AuditionVoice::place() const noexcept
{
    if (!isSounding() || sounding().take->isScrubbed)
        return {};
    return {gridFrameOf(sounding()), sounding().take->stretching.tempoRatio, true};
}

DeckState AuditionVoice::state(AudioThread&) const noexcept
{
    const auto frameOf = [](const AuditionTake& take, std::int64_t gridFrame)
    {
        // A ratio of rates is seldom a double: what comes out just below a frame is that frame.
        const auto frame = std::floor(static_cast<double>(gridFrame) * take.assetFramesPerGridFrame + 1e-6);
        return FramePosition(static_cast<std::int64_t>(frame));
    };
    if (waiting != nullptr && waiting->lineFrames > 0)
        return {DeckState::Motion::due, waiting->asset, frameOf(*waiting, waiting->gridFrameAt(waiting->from)),
                waiting->stretching};
    const auto& player = sounding();
    if (player.take == nullptr)
        return {};
    const auto motion = player.isLeaving          ? DeckState::Motion::stopped
                        : player.take->isScrubbed ? DeckState::Motion::scrubbing
                                                  : DeckState::Motion::playing;
    return {motion, player.take->asset, frameOf(*player.take, gridFrameOf(player)), player.take->stretching};
}

} // namespace loophole::signal
