#include "Signal/Mixer/Mixer.h"

#include "Signal/Mixer/ChannelFold.h"
#include "Signal/Mixer/MixKernels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loophole::signal
{
namespace
{

using Pointers = std::array<float*, limits::maxChannels>;

Pointers shifted(float* const* channels, int count, std::int64_t by)
{
    Pointers result{};
    for (int c = 0; c < count; ++c)
        result[static_cast<std::size_t>(c)] = channels[c] + by;
    return result;
}

/** Clip gain and fades on output frames [n, n + frames) of the clip, in place. */
void applyClipGain(const PlannedClip& clip, std::int64_t n, int frames, float* const* channels, int count)
{
    const auto length = clip.timeline.length;
    const bool fades = n < clip.fadeIn.value() || length.value() - (n + frames) < clip.fadeOut.value();
    for (int c = 0; c < count; ++c)
        if (fades)
            for (int i = 0; i < frames; ++i)
                channels[c][i] *= clip.gain * fadeGain(n + i, length, clip.fadeIn, clip.fadeOut);
        else
            scale(channels[c], frames, clip.gain);
}

/** A meter has two sides, those of the first two channels; one channel is on both. */
void noteLevel(std::array<SummedLevel, 2>& sides, int channel, int channels, const SummedLevel& level)
{
    if (channel == 0)
        sides[0] = level;
    if (channel == 1 || channels == 1)
        sides[1] = level;
}

/** Sums `source` through a strip into `destination` and tells the meter. */
void mixThrough(Strip& strip, const GainRamp& ramp, const float* const* source, float* const* destination, int channels,
                int frames, Travel travel, Summing summing)
{
    std::array<SummedLevel, 2> sides;
    for (int c = 0; c < channels; ++c)
    {
        const auto level = mixChannel(destination[c], source[c], frames, ramp, c, travel, summing);
        noteLevel(sides, c, channels, level);
    }
    strip.meter.raise(sides, frames);
}

/** Tells a track's seam of a clip that sounds at either edge of the stretch. */
void noteEdges(const PlannedClip& clip, FrameRange heard, FrameRange range, Travel travel, Seam& seam)
{
    const bool isForward = travel == Travel::forward;
    if (isForward ? heard.start == range.start : heard.end() == range.end())
        seam.enter(clip);
    if (isForward ? heard.end() == range.end() : heard.start == range.start)
        seam.leave(clip);
}

/** The sum's next writing: the first sets, further ones add. */
Summing next(BusBuffer& sum)
{
    const auto summing = sum.isEmpty ? Summing::first : Summing::more;
    sum.isEmpty = false;
    return summing;
}

int rampFrames(const MixPlan& plan)
{
    return std::max(1, static_cast<int>(plan.sampleRate.framesIn(limits::declickSeconds).value()));
}

} // namespace

Mixer::Mixer(Lane mixerLane, const MovingRateKernel& kernel) : lane(mixerLane), reader(kernel) {}

MixCounts Mixer::render(AudioThread& thread, const MixPlan& plan, FramePosition from, float* const* output, int frames,
                        Travel travel) noexcept
{
    counts = {};
    for (int done = 0; done < frames;)
    {
        const auto part = std::min(GridReader::maxFrames, frames - done);
        const auto at = travel == Travel::forward ? done : frames - done - part;
        const auto place = shifted(output, plan.channels, at);
        renderStretch(thread, plan, {from + FrameCount(at), FrameCount(part)}, place.data(), travel);
        laneFrame += part;
        done += part;
    }
    return counts;
}

void Mixer::renderStretch(AudioThread& thread, const MixPlan& plan, FrameRange range, float* const* output,
                          Travel travel) noexcept
{
    const auto frames = static_cast<int>(range.length.value());
    for (const auto& bus : plan.buses)
        bus.buffer->isEmpty = true;
    voices.begin(plan, range, lane);
    for (std::size_t track = 0; track < plan.tracks.size(); ++track)
        renderTrack(thread, plan, track, range, travel);
    for (std::size_t bus = 0; bus < plan.buses.size(); ++bus)
        renderBus(plan, bus, frames, output, travel);
}

/** The way of most streams at most times: samples go from the block to the bus and nowhere else. */
bool Mixer::tryRenderStraight(AudioThread& thread, const MixPlan& plan, std::size_t index, const GainRamp& ramp,
                              FrameRange range) noexcept
{
    const auto& track = plan.tracks[index];
    const auto& voice = voices.take(thread, index);
    auto& seam = track.strip->seam(lane);
    if (voice.clip == nullptr || ramp.isMoving() || !seam.isClosed(laneFrame, plan.revision))
        return false;
    if (voice.block == nullptr)
        return tryPassSilent(thread, *voice.clip, seam, range);
    if (!voice.clip->handle->isSteady(thread, lane, laneFrame))
        return false;

    const auto frames = static_cast<int>(range.length.value());
    const auto& clip = *voice.clip;
    auto& bus = *plan.buses[track.bus].buffer;
    const auto summing = next(bus);
    std::array<SummedLevel, 2> sides;
    std::array<float, limits::maxChannels> last{};
    std::array<float, limits::maxChannels> beforeLast{};
    for (int c = 0; c < plan.channels; ++c)
    {
        const auto* source = voice.samples(c);
        const auto level = sumStraight(bus.channels()[c], source, frames, clip.gain, ramp.target().of(c),
                                       voices.ahead(index, c, source), summing);
        last[static_cast<std::size_t>(c)] = source[frames - 1];
        beforeLast[static_cast<std::size_t>(c)] = source[std::max(0, frames - 2)];
        noteLevel(sides, c, plan.channels, level);
    }
    clip.handle->passStraight(thread, lane, (range.start - clip.timeline.start).value(), frames, last, beforeLast);
    for (auto& sample : last)
        sample *= clip.gain;
    seam.passStraight(clip, frames, last);
    track.strip->meter.raise(sides, frames);
    return true;
}

/** What is missing costs less than what sounds: thousands of streams that are late leave time to those that are not. */
bool Mixer::tryPassSilent(AudioThread& thread, const PlannedClip& clip, Seam& seam, FrameRange range) noexcept
{
    if (!clip.handle->isSilent(thread, lane, laneFrame))
        return false;
    const auto frames = static_cast<int>(range.length.value());
    clip.handle->passSilent(thread, lane, (range.start - clip.timeline.start).value(), frames);
    seam.passStraight(clip, frames, {});
    counts.missing += static_cast<std::uint64_t>(frames);
    return true;
}

void Mixer::renderTrack(AudioThread& thread, const MixPlan& plan, std::size_t index, FrameRange range,
                        Travel travel) noexcept
{
    const auto& track = plan.tracks[index];
    const auto frames = static_cast<int>(range.length.value());
    const auto& ramp = track.strip->approach(track.gain, lane, laneFrame, rampFrames(plan));
    if (travel == Travel::forward && tryRenderStraight(thread, plan, index, ramp, range))
        return track.strip->advance(lane, frames);
    trackBuffer.isEmpty = true;
    if (ramp.isMoving() || !track.gain.isSilent())
    {
        auto& seam = track.strip->seam(lane);
        seam.open(laneFrame, plan.revision);
        track.clips->forEachIn(range, [&](const PlannedClip& clip)
                               { addClip(thread, clip, range, travel, plan.channels, seam); });
        seam.close(trackBuffer, plan.channels, frames, travel, rampFrames(plan));
    }
    if (!trackBuffer.isEmpty)
    {
        auto& bus = *plan.buses[track.bus].buffer;
        mixThrough(*track.strip, ramp, trackBuffer.channels(), bus.channels(), plan.channels, frames, travel,
                   next(bus));
    }
    track.strip->advance(lane, frames);
}

void Mixer::addClip(AudioThread& thread, const PlannedClip& clip, FrameRange range, Travel travel, int width,
                    Seam& seam) noexcept
{
    const auto heard = range.intersection({clip.timeline.start, clip.timeline.length});
    const auto frames = static_cast<int>(heard.length.value());
    const auto at = (heard.start - range.start).value();
    const auto before = travel == Travel::forward ? at : (range.end() - heard.end()).value();
    const StreamRead read{clip.timeline, clip.table.get(),  (heard.start - clip.timeline.start).value(), frames, travel,
                          lane,          laneFrame + before};
    // The first clip of a track that fills the stretch is read straight into the track's buffer.
    const auto channels = clip.table ? clip.table->channelCount() : 0;
    const bool isAlone = trackBuffer.isEmpty && channels == width && heard == range;
    auto& target = isAlone ? trackBuffer : clipBuffer;
    const auto outcome = clip.handle->readOrSilence(thread, reader, read, target.channels());
    if (!clip.table)
    {
        counts.absent += static_cast<std::uint64_t>(frames);
        return;
    }
    noteEdges(clip, heard, range, travel, seam);
    if (outcome != ReadOutcome::full)
        counts.missing += static_cast<std::uint64_t>(reader.missedFrames());
    counts.proxied += static_cast<std::uint64_t>(reader.proxiedFrames());
    applyClipGain(clip, read.firstFrame, frames, target.channels(), channels);
    if (!isAlone)
        layOnTrack(channels, static_cast<int>(at), frames, static_cast<int>(range.length.value()), width);
    trackBuffer.isEmpty = false;
}

void Mixer::layOnTrack(int clipChannels, int at, int frames, int rangeFrames, int width) noexcept
{
    const bool fillsRange = frames == rangeFrames;
    if (trackBuffer.isEmpty && !fillsRange)
        for (int c = 0; c < width; ++c)
            std::fill_n(trackBuffer.channels()[c], rangeFrames, 0.0f);
    const auto summing = trackBuffer.isEmpty && fillsRange ? Summing::first : Summing::more;
    foldChannels(clipBuffer.channels(), clipChannels, trackBuffer.channels(), width, at, frames, summing);
}

void Mixer::renderBus(const MixPlan& plan, std::size_t index, int frames, float* const* output, Travel travel) noexcept
{
    const auto& bus = plan.buses[index];
    const bool isMaster = index + 1 == plan.buses.size();
    const auto& ramp = bus.strip->approach(bus.gain, lane, laneFrame, rampFrames(plan));
    if (!bus.buffer->isEmpty)
    {
        auto& target = *plan.buses[bus.sendTo].buffer;
        mixThrough(*bus.strip, ramp, bus.buffer->channels(), isMaster ? output : target.channels(), plan.channels,
                   frames, travel, isMaster ? Summing::first : next(target));
    }
    else if (isMaster)
        for (int c = 0; c < plan.channels; ++c)
            std::fill_n(output[c], frames, 0.0f);
    bus.strip->advance(lane, frames);
}

} // namespace loophole::signal
