#include "Signal/Peaks/PeakSketching.h"

#include "Signal/Peaks/PeakSum.h"

#include <algorithm>
#include <array>

namespace loophole::signal
{
namespace
{

constexpr std::int64_t places = 512;
constexpr std::int64_t firstStep = 64;
/** A period of 24 Hz at 48 kHz; half a FLAC frame. */
constexpr std::int64_t lookFrames = 2048;

class Sketching
{
public:
    Sketching(DiskThread& thread, MediaReader& reader)
        : thread(thread),
          reader(reader),
          length(reader.info().length.value()),
          samples(static_cast<std::size_t>(reader.info().channels) * static_cast<std::size_t>(lookFrames))
    {
        sketch.channels.resize(static_cast<std::size_t>(reader.info().channels),
                               std::vector<Peak>(static_cast<std::size_t>(places)));
        for (std::size_t channel = 0; channel < sketch.channels.size(); ++channel)
            pointers[channel] = samples.data() + channel * static_cast<std::size_t>(lookFrames);
    }

    /** Measures in the middle of a place; false where it cannot be read. */
    bool tryLook(std::int64_t place)
    {
        const auto middle = (2 * place + 1) * length / (2 * places);
        const auto start = std::clamp<std::int64_t>(middle - lookFrames / 2, 0, std::max<std::int64_t>(0, length - 1));
        const auto frames = std::min(lookFrames, length - start);
        const PlanarSpan destination{pointers.data(), reader.info().channels, FrameCount(frames)};
        if (!reader.read(thread, FramePosition(start), destination))
            return false;
        for (std::size_t channel = 0; channel < sketch.channels.size(); ++channel)
            sketch.channels[channel][static_cast<std::size_t>(place)] =
                measure(pointers[channel], static_cast<std::size_t>(frames)).peak();
        isKnown[static_cast<std::size_t>(place)] = true;
        return true;
    }

    [[nodiscard]] bool knows(std::int64_t place) const { return isKnown[static_cast<std::size_t>(place)]; }

    PeakSketch finished()
    {
        if (!isKnown[0])
            return {};
        for (auto& channel : sketch.channels)
            for (std::size_t place = 1; place < channel.size(); ++place)
                if (!isKnown[place] && place % static_cast<std::size_t>(firstStep) != 0)
                    channel[place] = channel[place - 1];
        return std::move(sketch);
    }

private:
    DiskThread& thread;
    MediaReader& reader;
    std::int64_t length;
    std::vector<float> samples;
    std::array<float*, limits::maxChannels> pointers{};
    std::array<bool, static_cast<std::size_t>(places)> isKnown{};
    PeakSketch sketch;
};

} // namespace

PeakSketch sketchPeaks(DiskThread& thread, MediaReader& reader, const std::function<bool()>& isTimeUp)
{
    if (reader.info().length.isZero() || reader.info().channels > limits::maxChannels)
        return {};
    Sketching sketching(thread, reader);
    for (auto step = firstStep; step > 0; step /= 2)
        for (std::int64_t place = 0; place < places; place += step)
            if (!sketching.knows(place) && (isTimeUp() || !sketching.tryLook(place)))
                return sketching.finished();
    return sketching.finished();
}

} // namespace loophole::signal
