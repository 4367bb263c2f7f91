#pragma once

#include "Signal/Mixer/MixPlanner.h"
#include "Signal/Mixer/Mixer.h"
#include "Support/HandMadeAssets.h"
#include "Support/SessionParts.h"

namespace loophole::testing
{

/** Assets in memory, a planner and a mixer, with this thread standing in for the control and the audio thread. */
struct MixBench
{
    SignalThread control = SignalThread::mint();
    AudioThread audio = AudioThread::mint();
    HandMadeAssets assets;
    signal::PlaybackState state;
    signal::MixPlanner planner{state};
    signal::MovingRateKernel kernel;
    signal::Mixer mixer{signal::Lane::first, kernel};
    signal::MixCounts counts; ///< of all renderings

    [[nodiscard]] std::unique_ptr<const signal::MixPlan> plan(const Session& session)
    {
        return planner.plan(control, session, assets);
    }

    /** [from, from + frames) in blocks of `block` frames. */
    [[nodiscard]] TestSignal render(const signal::MixPlan& mixPlan, std::int64_t from, std::int64_t frames,
                                    int block = 512)
    {
        TestSignal output(mixPlan.channels, frames);
        for (std::int64_t done = 0; done < frames; done += block)
        {
            const auto part = static_cast<int>(std::min<std::int64_t>(block, frames - done));
            std::vector<float*> at;
            for (auto& channel : output.channels)
                at.push_back(channel.data() + done);
            counts += mixer.render(audio, mixPlan, FramePosition(from + done), at.data(), part);
        }
        return output;
    }
    [[nodiscard]] TestSignal render(const Session& session, std::int64_t from, std::int64_t frames, int block = 512)
    {
        const auto mixPlan = plan(session);
        mixer.restart(audio);
        return render(*mixPlan, from, frames, block);
    }
};

/** The largest difference between neighbouring samples of one channel. */
[[nodiscard]] inline float largestStep(const std::vector<float>& samples)
{
    float largest = 0.0f;
    for (std::size_t i = 1; i < samples.size(); ++i)
        largest = std::max(largest, std::abs(samples[i] - samples[i - 1]));
    return largest;
}

/** [from, from + frames) of a signal; frames outside it are silent. */
[[nodiscard]] inline TestSignal cut(const TestSignal& signal, std::int64_t from, std::int64_t frames)
{
    TestSignal part(signal.channelCount(), frames);
    for (std::size_t c = 0; c < part.channels.size(); ++c)
        for (std::int64_t i = 0; i < frames; ++i)
            if (from + i >= 0 && from + i < signal.frames())
                part.channels[c][static_cast<std::size_t>(i)] = signal.channels[c][static_cast<std::size_t>(from + i)];
    return part;
}

} // namespace loophole::testing
