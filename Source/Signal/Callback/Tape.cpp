#include "Signal/Callback/Tape.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{

Tape::Tape(Mixer& tapeMixer, const MovingRateKernel& movingRateKernel) : mixer(tapeMixer), kernel(movingRateKernel)
{
    for (auto& channel : samples)
        channel.resize(static_cast<std::size_t>(capacity));
}

void Tape::rewind(AudioThread& thread) noexcept
{
    first = last = base = 0;
    mixer.restart(thread);
}

MixCounts Tape::read(AudioThread& thread, const MixPlan& plan, const TimelineLoop& loop, const double* positions,
                     const double* speeds, int frames, float* const* output) noexcept
{
    const auto ends = std::minmax_element(positions, positions + frames);
    double fastest = 0.0;
    for (int i = 0; i < frames; ++i)
        fastest = std::max(fastest, std::abs(speeds[i]));
    const auto& widest = kernel.bandFor(fastest);
    const auto from = static_cast<std::int64_t>(std::floor(*ends.first)) - widest.before();
    const auto to = static_cast<std::int64_t>(std::floor(*ends.second)) - widest.before() + widest.taps();
    const auto counts = cover(thread, plan, loop, from, to);

    // Frames of one band in a row are filtered together.
    int begin = 0;
    for (int i = 0; i < frames; ++i)
    {
        const auto& band = kernel.bandFor(std::abs(speeds[i]));
        const auto whole = std::floor(positions[i]);
        steps[static_cast<std::size_t>(i)] =
            band.stepAt(static_cast<std::int64_t>(whole) - band.before() - base, positions[i] - whole);
        if (i + 1 == frames || &kernel.bandFor(std::abs(speeds[i + 1])) != &band)
        {
            filterRun(band, begin, i + 1, output, plan.channels);
            begin = i + 1;
        }
    }
    return counts;
}

void Tape::filterRun(const MovingRateKernel::Band& band, int from, int to, float* const* output, int channels) noexcept
{
    std::array<const float*, limits::maxChannels> sources{};
    std::array<float*, limits::maxChannels> destinations{};
    for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
    {
        sources[c] = samples[c].data();
        destinations[c] = output[c] + from;
    }
    filter(band.table(), steps.data() + from, to - from, {sources.data(), destinations.data(), channels});
}

MixCounts Tape::cover(AudioThread& thread, const MixPlan& plan, const TimelineLoop& loop, std::int64_t from,
                      std::int64_t to) noexcept
{
    if (first == last || from > last || to < first)
    {
        mixer.restart(thread);
        first = last = from;
        base = from - (capacity - (to - from)) / 2;
    }
    if (from < base || to > base + capacity)
        makeRoom(from, to);

    MixCounts counts;
    if (from < first)
    {
        counts += mix(thread, plan, loop, from, first, Travel::backward);
        first = from;
    }
    if (to > last)
    {
        counts += mix(thread, plan, loop, last, to, Travel::forward);
        last = to;
    }
    return counts;
}

MixCounts Tape::mix(AudioThread& thread, const MixPlan& plan, const TimelineLoop& loop, std::int64_t from,
                    std::int64_t to, Travel travel) noexcept
{
    if (travel != lastTravel)
        mixer.restart(thread);
    lastTravel = travel;

    MixCounts counts;
    while (from < to)
    {
        const auto place = loop.isOn ? loop.folded(from) : FramePosition(from);
        const auto frames = loop.isOn ? std::min(to - from, loop.framesLeft(place)) : to - from;
        std::array<float*, limits::maxChannels> destination{};
        for (std::size_t c = 0; c < destination.size(); ++c)
            destination[c] = samples[c].data() + (from - base);
        counts += mixer.render(thread, plan, place, destination.data(), static_cast<int>(frames), travel);
        from += frames;
    }
    return counts;
}

void Tape::makeRoom(std::int64_t from, std::int64_t to) noexcept
{
    const auto newBase = from - (capacity - (to - from)) / 2;
    const auto keepFirst = std::max(first, newBase);
    const auto keepLast = std::max(keepFirst, std::min(last, newBase + capacity));
    for (auto& channel : samples)
    {
        const auto begin = channel.begin() + (keepFirst - base);
        const auto end = channel.begin() + (keepLast - base);
        if (newBase < base)
            std::move_backward(begin, end, channel.begin() + (keepLast - newBase));
        else
            std::move(begin, end, channel.begin() + (keepFirst - newBase));
    }
    first = keepFirst;
    last = keepLast;
    base = newBase;
}

} // namespace loophole::signal
