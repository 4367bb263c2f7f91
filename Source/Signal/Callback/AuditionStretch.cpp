#include "Signal/Callback/AuditionStretch.h"

#include <algorithm>
#include <cmath>
#include <rubberband/RubberBandStretcher.h>

namespace loophole::signal
{
namespace
{

using RubberBand::RubberBandStretcher;

/**
    Faster engine: its dearest window costs a third of the finer one's, which alone would take most of a callback of 64
    frames. Together: left and right keep their phase. Pitch at high speed: it never changes in one stretcher, which is
    all that the slower ways of it are for.
*/
constexpr RubberBandStretcher::Options options =
    RubberBandStretcher::OptionProcessRealTime | RubberBandStretcher::OptionEngineFaster |
    RubberBandStretcher::OptionThreadingNever | RubberBandStretcher::OptionChannelsTogether |
    RubberBandStretcher::OptionTransientsMixed | RubberBandStretcher::OptionPitchHighSpeed;

/** Of one read: far more than any stretch within the limits asks for. */
constexpr int mostFeeds = 128;

} // namespace

AuditionStretch::AuditionStretch(SampleRate rate, int channels, StreamStretch stretch)
    : channelCount(channels),
      tempo(stretch.limited().tempoRatio),
      // Its buffers are as large as the slowest tempo needs: later it would exchange them for larger ones in
      // setTempo().
      stretcher(std::make_unique<RubberBandStretcher>(
          static_cast<std::size_t>(rate.hz()), static_cast<std::size_t>(channels), options,
          1.0 / StreamStretch::lowestTempo, std::exp2(stretch.limited().semitones / 12.0)))
{
    stretcher->setMaxProcessSize(feedFrames);
    stretcher->setTimeRatio(1.0 / tempo);
    for (std::size_t c = 0; c < static_cast<std::size_t>(channelCount); ++c)
        feed[c].resize(feedFrames);
}

AuditionStretch::~AuditionStretch() = default;

void AuditionStretch::prime(SignalThread& thread, const ClipTimeline& timeline, const BlockTable& table,
                            std::int64_t from)
{
    const auto lead = static_cast<int>(stretcher->getPreferredStartPad());
    auto delay = static_cast<int>(stretcher->getStartDelay());
    fed = from - lead;
    heardFrame = static_cast<double>(from);
    // Up to the first frame that can be heard: with it the resamplers have been used once, which is when they allocate.
    for (int left = lead; left > 0 || delay > 0 || stretcher->available() <= 0;)
    {
        const auto frames = left > 0 ? std::min(left, feedFrames) : nextFeed();
        copyResident(thread, timeline, table, frames);
        process(frames);
        left -= std::min(left, frames);
        for (auto ready = stretcher->available(); ready > 0 && delay > 0; ready = stretcher->available())
        {
            const auto part = std::min({ready, delay, feedFrames});
            stretcher->retrieve(feedChannels().data(), static_cast<std::size_t>(part));
            delay -= part;
        }
    }
}

void AuditionStretch::copyResident(SignalThread& thread, const ClipTimeline& timeline, const BlockTable& table,
                                   int frames)
{
    for (int i = 0; i < frames; ++i)
    {
        const auto frame = fed + i;
        // Before the first frame of a part lies what precedes it in the file.
        const auto at =
            frame < 0 ? timeline.first.value() + frame : static_cast<std::int64_t>(timeline.gridPosition(frame));
        const auto* block = at >= 0 ? table.find(thread, at / limits::blockFrames) : nullptr;
        for (int c = 0; c < channelCount; ++c)
            feed[static_cast<std::size_t>(c)][static_cast<std::size_t>(i)] =
                block != nullptr ? block->channel(c)[at % limits::blockFrames] : 0.0f;
    }
}

void AuditionStretch::readOrSilence(AudioThread& thread, GridReader& reader, const Source& source, int frames,
                                    float* const* output) noexcept
{
    for (int feeds = 0; stretcher->available() < frames && feeds < mostFeeds; ++feeds)
    {
        const auto next = nextFeed();
        fetch(thread, reader, source, next);
        process(next);
    }
    const auto ready = std::clamp(stretcher->available(), 0, frames);
    stretcher->retrieve(output, static_cast<std::size_t>(ready));
    for (int c = 0; c < channelCount; ++c)
        std::fill(output[c] + ready, output[c] + frames, 0.0f);
    heardFrame += frames * tempo;
}

/** Reads what is fed next. Behind the timeline's end that is what follows in the file: a cut there would be heard
    before it, smeared over a window. */
void AuditionStretch::fetch(AudioThread& thread, GridReader& reader, const Source& source, int frames) noexcept
{
    const StreamRead read{source.timeline, &source.table, fed, frames, Travel::forward, Lane::first, fed};
    // What is missing is counted in the stream itself.
    static_cast<void>(source.stream.readOrSilence(thread, reader, read, feedChannels().data()));
}

void AuditionStretch::process(int frames) noexcept
{
    stretcher->process(feedChannels().data(), static_cast<std::size_t>(frames), false);
    fed += frames;
}

int AuditionStretch::nextFeed() const noexcept
{
    return static_cast<int>(std::clamp<std::size_t>(stretcher->getSamplesRequired(), 1, feedFrames));
}

std::array<float*, limits::maxChannels> AuditionStretch::feedChannels() noexcept
{
    std::array<float*, limits::maxChannels> channels{};
    for (std::size_t c = 0; c < static_cast<std::size_t>(channelCount); ++c)
        channels[c] = feed[c].data();
    return channels;
}

void AuditionStretch::setTempo(AudioThread&, double tempoRatio) noexcept
{
    tempo = StreamStretch{tempoRatio, 0}.limited().tempoRatio;
    stretcher->setTimeRatio(1.0 / tempo);
}

std::int64_t AuditionStretch::framesUntil(std::int64_t end) const noexcept
{
    // A loop's end is so far that twice its frames are no number of them any more.
    constexpr auto farthest = 0x1p62;
    const auto left = std::max(0.0, static_cast<double>(end) - heardFrame) / tempo;
    return static_cast<std::int64_t>(std::ceil(std::min(left, farthest)));
}

} // namespace loophole::signal
