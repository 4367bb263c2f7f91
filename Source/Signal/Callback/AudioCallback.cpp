#include "Signal/Callback/AudioCallback.h"

#include "Signal/Mixer/ChannelFold.h"

#include <algorithm>
#include <array>

namespace loophole::signal
{
namespace
{

/** Device output stays within full scale, and what is no number is silence: a loudspeaker forgives neither. Returns the
 * number of samples that had to be changed. */
std::uint64_t clip(float* samples, int frames)
{
    int changed = 0;
    for (int i = 0; i < frames; ++i)
    {
        const auto sample = samples[i];
        changed += sample >= -1.0f && sample <= 1.0f ? 0 : 1;
        samples[i] = sample > 1.0f ? 1.0f : sample >= -1.0f ? sample : sample < -1.0f ? -1.0f : 0.0f;
    }
    return static_cast<std::uint64_t>(changed);
}

/** The audio thread alone writes these totals; the release makes what was counted before it visible to who acquires. */
void add(std::atomic<std::uint64_t>& counter, std::uint64_t amount)
{
    counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_release);
}

} // namespace

AudioCallback::AudioCallback(Parts callbackParts)
    : parts(callbackParts), transport(callbackParts.kernel), audition(callbackParts.kernel)
{
}

void AudioCallback::prepare(SampleRate sampleRate, int, int)
{
    rate = sampleRate;
    transport.prepare(sampleRate);
    audition.prepare(sampleRate);
}

void AudioCallback::render(AudioThread& thread, OutputBlock output) noexcept
{
    const auto began = parts.clock.now();
    const AudioEpoch::Section section(parts.epoch, thread);
    const auto* plan = parts.plan.read(thread);
    takeCommands(thread, plan);
    publish(thread, began);

    for (int done = 0; done < output.frames; done += GridReader::maxFrames)
    {
        std::array<float*, maxDeviceChannels> at{};
        const auto channels = std::min(output.channelCount, maxDeviceChannels);
        for (int c = 0; c < channels; ++c)
            at[static_cast<std::size_t>(c)] = output.channels[c] + done;
        renderPart(thread, plan, {at.data(), channels, std::min(GridReader::maxFrames, output.frames - done)});
    }
    silenceBeyond(output);
    callbackTimes.add(thread, parts.clock.now() - began, durationOf(output.frames));
}

void AudioCallback::takeCommands(AudioThread& thread, const MixPlan* plan) noexcept
{
    AudioCommand command;
    while (parts.commands.tryReceive(thread, command))
        std::visit(
            [&](const auto& each)
            {
                using Command = std::decay_t<decltype(each)>;
                if constexpr (std::is_same_v<Command, PlayTransport>)
                    transport.obey(thread, each, plan);
                else if constexpr (requires { audition.obey(thread, each); })
                    audition.obey(thread, each);
                else
                    transport.obey(thread, each);
            },
            command);
}

void AudioCallback::renderPart(AudioThread& thread, const MixPlan* plan, OutputBlock output) noexcept
{
    const auto before = transport.state();
    if (transport.isMoving())
        add(played, static_cast<std::uint64_t>(output.frames));
    if (plan != nullptr)
    {
        const auto counts = transport.render(thread, *plan, mix.channels(), output.frames);
        foldChannels(mix.channels(), plan->channels, output.channels, output.channelCount, 0, output.frames,
                     Summing::first);
        add(missing, counts.missing);
        add(absent, counts.absent);
        add(proxied, counts.proxied);
    }
    else
    {
        transport.skip(thread, output.frames);
        for (int c = 0; c < output.channelCount; ++c)
            std::fill_n(output.channels[c], output.frames, 0.0f);
    }
    audition.addTo(thread, before, output.channels, output.channelCount, output.frames);
    tap.write(thread, output.channels, output.channelCount, output.frames);
    std::uint64_t overs = 0;
    for (int c = 0; c < output.channelCount; ++c)
        overs += clip(output.channels[c], output.frames);
    add(clipped, overs);
}

void AudioCallback::silenceBeyond(OutputBlock output) noexcept
{
    for (int c = maxDeviceChannels; c < output.channelCount; ++c)
        std::fill_n(output.channels[c], output.frames, 0.0f);
}

Instant AudioCallback::durationOf(int frames) const noexcept
{
    return Instant(static_cast<Instant::rep>(1e9 * rate.secondsIn(FrameCount(frames))));
}

void AudioCallback::publish(AudioThread& thread, Instant began) noexcept
{
    positions.write({transport.state(), began, audition.states(thread)});
}

} // namespace loophole::signal
