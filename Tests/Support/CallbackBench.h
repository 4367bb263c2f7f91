#pragma once

#include "Signal/Callback/AudioCallback.h"
#include "Signal/Callback/Audition.h"
#include "Support/MixBench.h"
#include "Support/RealtimeTrap.h"
#include "Support/VirtualClock.h"

#include <array>

namespace loophole::testing
{

/** An audio callback with everything around it, played by hand; every render runs with the realtime traps armed. */
struct CallbackBench
{
    SignalThread control = SignalThread::mint();
    AudioThread audio = AudioThread::mint();
    HandMadeAssets assets;
    signal::PlaybackState state;
    signal::MixPlanner planner{state};
    signal::MovingRateKernel kernel;
    VirtualClock clock;
    AudioEpoch epoch;
    Published<signal::MixPlan> plan{epoch};
    signal::AudioCommandQueue commands{signal::audioCommandCapacity};
    signal::AudioCallback callback{{clock, epoch, plan, commands, kernel}};
    std::array<signal::Audition, deckCount> auditions{signal::Audition(callback.auditionVoice(Deck::a)),
                                                      signal::Audition(callback.auditionVoice(Deck::b))};

    CallbackBench() { callback.prepare(SampleRate(48000), 512, 2); }

    void publish(const Session& session) { plan.publish(control, planner.plan(control, session, assets)); }

    template <class Command>
    void tell(Command command)
    {
        if (!commands.trySend(control, signal::AudioCommand(command)))
            throw std::runtime_error("the command queue is full");
    }

    [[nodiscard]] signal::Audition& audition(Deck deck = Deck::a) { return auditions[indexOf(deck)]; }
    template <class Stream>
    [[nodiscard]] signal::AuditionTake& take(const Stream& stream)
    {
        return audition(stream.deck)
            .make(control, stream,
                  {*assets.facts(control, stream.asset), SampleRate(48000), assets.table(control, stream.asset, 0)});
    }
    /** The stream begins with the next callback, or on the next line where there are any. */
    template <class Stream>
    requires requires(const Stream& stream) { stream.deck; }
    void start(const Stream& stream, double lineFrames = 0)
    {
        auto& made = take(stream);
        made.lineFrames = lineFrames;
        tell(signal::StartTake{&made, stream.deck});
    }
    [[nodiscard]] DeckState deck(Deck which = Deck::a) { return callback.position(control).deck(which); }

    /** The next `frames` of the device's output, in callbacks of `block` frames. */
    [[nodiscard]] TestSignal render(std::int64_t frames, int block = 512, int channels = 2)
    {
        TestSignal output(channels, frames);
        for (std::int64_t done = 0; done < frames; done += block)
        {
            std::vector<float*> at;
            for (auto& channel : output.channels)
                at.push_back(channel.data() + done);
            const auto part = static_cast<int>(std::min<std::int64_t>(block, frames - done));
            const ArmedSection armed;
            callback.render(audio, {at.data(), channels, part});
        }
        return output;
    }
    [[nodiscard]] TransportState transport() { return callback.position(control).state; }
};

/** One signal after the other. */
[[nodiscard]] inline TestSignal joined(std::vector<TestSignal> parts)
{
    auto whole = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i)
        for (std::size_t c = 0; c < whole.channels.size(); ++c)
            whole.channels[c].insert(whole.channels[c].end(), parts[i].channels[c].begin(), parts[i].channels[c].end());
    return whole;
}

} // namespace loophole::testing
