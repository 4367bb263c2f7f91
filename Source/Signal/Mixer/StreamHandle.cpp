#include "Signal/Mixer/StreamHandle.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace loophole::signal
{
namespace
{

constexpr auto fadeFrames = static_cast<int>(limits::missFadeFrames);

template <class Number>
void add(std::atomic<Number>& counter, Number amount)
{
    counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

/** The i-th frame of a stretch as it passes. */
int passing(const StreamRead& read, int i)
{
    return read.travel == Travel::forward ? i : read.frames - 1 - i;
}

} // namespace

ReadOutcome StreamHandle::readOrSilence(AudioThread& thread, GridReader& reader, const StreamRead& read,
                                        float* const* destination) noexcept
{
    if (read.table == nullptr)
    {
        add(absentFrames, static_cast<std::uint64_t>(read.frames));
        return ReadOutcome::silent;
    }
    const auto missing =
        reader.readOrSilence(thread, read.timeline, *read.table, read.firstFrame, read.frames, destination);
    auto& memory = lanes[static_cast<std::size_t>(read.lane)];
    if (memory.nextFrame != read.laneFrame)
        memory = {};
    const auto proxied = reader.proxiedFrames();
    if (proxied > 0 || memory.quality == Quality::proxy || memory.healLeft > 0)
        healChanges(memory, read, reader, destination, missing);
    else
        memory.quality =
            missing > 0 && reader.isMissing(passing(read, read.frames - 1)) ? Quality::unknown : Quality::original;
    if (missing > 0 || memory.inGap || memory.rise < fadeFrames || memory.tailLeft > 0)
        fadeAround(memory, read, reader, destination, missing);

    remember(memory, read, destination);
    if (proxied > 0)
        add(proxiedFrames, static_cast<std::uint64_t>(proxied));
    report(read, reader, missing);
    return missing == 0 ? ReadOutcome::full : missing == read.frames ? ReadOutcome::silent : ReadOutcome::partial;
}

void StreamHandle::passStraight(AudioThread&, Lane lane, std::int64_t firstFrame, int frames,
                                const std::array<float, limits::maxChannels>& last,
                                const std::array<float, limits::maxChannels>& beforeLast) noexcept
{
    auto& memory = lanes[static_cast<std::size_t>(lane)];
    memory.beforeLast = frames > 1 ? beforeLast : memory.last;
    memory.last = last;
    memory.quality = Quality::original;
    memory.nextFrame += frames;
    position.store(firstFrame + frames, std::memory_order_relaxed);
    state.store(StreamState::ready, std::memory_order_relaxed);
}

void StreamHandle::passSilent(AudioThread&, Lane lane, std::int64_t firstFrame, int frames) noexcept
{
    lanes[static_cast<std::size_t>(lane)].nextFrame += frames;
    position.store(firstFrame + frames, std::memory_order_relaxed);
    state.store(StreamState::underrun, std::memory_order_relaxed);
    add(missingFrames, static_cast<std::uint64_t>(frames));
    lastMissing.store(firstFrame + frames - 1, std::memory_order_relaxed);
}

void StreamHandle::fadeAround(Memory& memory, const StreamRead& read, const GridReader& reader,
                              float* const* destination, int missing) noexcept
{
    const auto channels = static_cast<std::size_t>(read.table->channelCount());
    for (int i = 0; i < read.frames; ++i)
    {
        const auto frame = passing(read, i);
        const bool isMissing = missing > 0 && reader.isMissing(frame);
        if (isMissing && !memory.inGap)
            beginGap(memory);
        memory.inGap = isMissing;
        if (!isMissing)
            memory.rise = std::min(fadeFrames, memory.rise + 1);
        memory.tailLeft = std::max(0, memory.tailLeft - 1);

        const auto rise = static_cast<float>(memory.rise) / static_cast<float>(fadeFrames);
        const auto tail = static_cast<float>(memory.tailLeft) / static_cast<float>(fadeFrames);
        for (std::size_t c = 0; c < channels; ++c)
        {
            auto& sample = destination[c][frame];
            sample = sample * rise + memory.tail[c] * tail;
            memory.last[c] = sample;
        }
    }
}

/** Of the two guesses of how the sound would have gone on, staying and going straight on, the nearer one tells the
   step: where the qualities agree that is next to nothing, and nothing is what it then adds. */
void StreamHandle::healChanges(Memory& memory, const StreamRead& read, const GridReader& reader,
                               float* const* destination, int missing) noexcept
{
    const auto channels = static_cast<std::size_t>(read.table->channelCount());
    auto last = memory.last;
    auto beforeLast = memory.beforeLast;
    const bool isFading = memory.inGap || memory.rise < fadeFrames;
    for (int i = 0; i < read.frames; ++i)
    {
        const auto frame = passing(read, i);
        const bool isMissing = missing > 0 && reader.isMissing(frame);
        const bool isProxied = reader.proxiedFrames() > 0 && reader.isProxied(frame);
        const auto quality = isMissing ? Quality::unknown : isProxied ? Quality::proxy : Quality::original;
        const bool isChange = memory.quality != Quality::unknown && quality != memory.quality && !isFading;
        memory.quality = quality;
        memory.healLeft = isMissing ? 0 : isChange ? fadeFrames : std::max(0, memory.healLeft - 1);
        const auto share = static_cast<float>(memory.healLeft) / static_cast<float>(fadeFrames);
        for (std::size_t c = 0; c < channels; ++c)
        {
            auto& sample = destination[c][frame];
            const auto staying = last[c] - sample;
            const auto goingOn = staying + (last[c] - beforeLast[c]);
            if (isChange)
                memory.step[c] = std::abs(goingOn) < std::abs(staying) ? goingOn : staying;
            sample += memory.step[c] * share;
            beforeLast[c] = std::exchange(last[c], sample);
        }
    }
}

void StreamHandle::remember(Memory& memory, const StreamRead& read, const float* const* destination) noexcept
{
    const auto channels = static_cast<std::size_t>(read.table->channelCount());
    for (std::size_t c = 0; c < channels; ++c)
    {
        memory.beforeLast[c] = read.frames > 1 ? destination[c][passing(read, read.frames - 2)] : memory.last[c];
        memory.last[c] = destination[c][passing(read, read.frames - 1)];
    }
    memory.nextFrame = read.laneFrame + read.frames;
}

void StreamHandle::beginGap(Memory& memory) noexcept
{
    memory.tail = memory.last;
    memory.tailLeft = fadeFrames;
    memory.rise = 0;
    add(underruns, std::uint64_t{1});
}

void StreamHandle::report(const StreamRead& read, const GridReader& reader, int missing) noexcept
{
    position.store(read.firstFrame + read.frames, std::memory_order_relaxed);
    state.store(missing > 0 ? StreamState::underrun : StreamState::ready, std::memory_order_relaxed);
    if (missing == 0)
        return;
    add(missingFrames, static_cast<std::uint64_t>(missing));
    auto last = read.frames - 1;
    while (!reader.isMissing(last))
        --last;
    lastMissing.store(read.firstFrame + last, std::memory_order_relaxed);
}

StreamCounts StreamHandle::counts() const noexcept
{
    return {state.load(std::memory_order_relaxed),         position.load(std::memory_order_relaxed),
            missingFrames.load(std::memory_order_relaxed), underruns.load(std::memory_order_relaxed),
            absentFrames.load(std::memory_order_relaxed),  lastMissing.load(std::memory_order_relaxed),
            proxiedFrames.load(std::memory_order_relaxed)};
}

} // namespace loophole::signal
