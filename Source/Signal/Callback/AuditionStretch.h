#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Limits.h"
#include "Core/SampleRate.h"
#include "Messages/Audition.h"
#include "Model/ClipTimeline.h"
#include "Signal/Cache/BlockTable.h"
#include "Signal/Mixer/GridReader.h"
#include "Signal/Mixer/StreamHandle.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace RubberBand
{
class RubberBandStretcher;
}

namespace loophole::signal
{

/**
    Plays a timeline at unity rate in another tempo or pitch, through Rubber Band. Made, primed and freed on Signal's
    control thread; the audio thread's in between. All that Rubber Band allocates it does while it is made and primed
    (see Decisions/0250-tempo-and-pitch.md).
*/
class AuditionStretch
{
public:
    /** Frames behind the first one that prime() may look at, at any stretch: 10,240 at -12 semitones and twice the
     * tempo. */
    static constexpr FrameCount primingFrames{16'384};

    /** What is beyond the limits of StreamStretch is brought to them. */
    AuditionStretch(SampleRate, int channels, StreamStretch);
    ~AuditionStretch();
    AuditionStretch(const AuditionStretch&) = delete;
    AuditionStretch& operator=(const AuditionStretch&) = delete;

    /** What is heard of a timeline. */
    struct Source
    {
        const ClipTimeline& timeline;
        const BlockTable& table;
        StreamHandle& stream;
    };

    /** The next frame to be read is output frame `from` of the timeline. Feeds what surrounds it in the file,
        as far as that is resident. */
    void prime(SignalThread&, const ClipTimeline&, const BlockTable&, std::int64_t from);

    /** Fills output[0 … table channels)[0 … frames); past the timeline's end what follows in the
        file, which is to be resident as far as primingFrames. */
    void readOrSilence(AudioThread&, GridReader&, const Source&, int frames, float* const* output) noexcept;

    /** From the next frame on. Within 2,048 frames of the file Rubber Band has followed. */
    void setTempo(AudioThread&, double tempoRatio) noexcept;

    /** Output frame of the timeline that is heard next. */
    [[nodiscard]] double heard() const noexcept { return heardFrame; }
    /** Frames of the output until the timeline has been heard to `end`. */
    [[nodiscard]] std::int64_t framesUntil(std::int64_t end) const noexcept;

private:
    static constexpr int feedFrames = 256;

    [[nodiscard]] int nextFeed() const noexcept;
    [[nodiscard]] std::array<float*, limits::maxChannels> feedChannels() noexcept;
    void copyResident(SignalThread&, const ClipTimeline&, const BlockTable&, int frames);
    void fetch(AudioThread&, GridReader&, const Source&, int frames) noexcept;
    void process(int frames) noexcept;

    int channelCount;
    double tempo;
    std::unique_ptr<RubberBand::RubberBandStretcher> stretcher;
    std::array<std::vector<float>, limits::maxChannels> feed; ///< feedFrames each
    std::int64_t fed = 0;                                     ///< output frame of the timeline that is fed next
    double heardFrame = 0;
};

} // namespace loophole::signal
