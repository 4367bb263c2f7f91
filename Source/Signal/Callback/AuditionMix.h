#pragma once

#include "Model/TransportState.h"
#include "Signal/Callback/AudioCommand.h"
#include "Signal/Callback/AuditionVoice.h"

namespace loophole::signal
{

/**
    Both decks on the audio thread: begins their takes on the frame that they wait for, two that belong together on the
    same one, and lets one be heard in the other's place.
*/
class AuditionMix
{
public:
    explicit AuditionMix(const MovingRateKernel& kernel) : voices{AuditionVoice(kernel), AuditionVoice(kernel)} {}

    /** Off the audio thread. */
    void prepare(SampleRate rate);

    void obey(AudioThread&, const StartTake&) noexcept;
    void obey(AudioThread&, const MoveScrub&) noexcept;
    void obey(AudioThread&, const StopTake&) noexcept;
    void obey(AudioThread&, const SetTakeGain&) noexcept;
    void obey(AudioThread&, const SetTakeTempo&) noexcept;
    void obey(AudioThread&, const HearDecks&) noexcept;

    /** Adds to output[0 … channels)[0 … frames); `transport` as it is at the first of these frames.
        frames <= GridReader::maxFrames. */
    void addTo(AudioThread&, const TransportState& transport, float* const* output, int channels, int frames) noexcept;

    [[nodiscard]] DeckStates states(AudioThread&) const noexcept;
    [[nodiscard]] const AuditionVoice& voice(Deck deck) const noexcept { return voices[indexOf(deck)]; }

private:
    [[nodiscard]] AuditionVoice& on(Deck deck) noexcept { return voices[indexOf(deck)]; }
    void start(AudioThread&, AuditionTake&, Deck) noexcept;
    [[nodiscard]] std::int64_t framesToBegin(const AuditionTake&, Deck, const TransportState&) const noexcept;
    int begin(AudioThread&, const TransportState&, int done, int frames) noexcept;

    std::array<AuditionVoice, deckCount> voices;
    FrameCount farthestMeeting;
};

} // namespace loophole::signal
