#include "Signal/Callback/AuditionTape.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{

AuditionTape::AuditionTape(const MovingRateKernel& movingRateKernel) : kernel(movingRateKernel)
{
    for (auto& channel : source)
        channel.resize(static_cast<std::size_t>(sourceFrames));
}

void AuditionTape::read(AudioThread& thread, GridReader& reader, Head& head, const BlockTable& table, int frames,
                        float* const* output) noexcept
{
    for (int done = 0; done < frames; done += readFrames)
    {
        std::array<float*, limits::maxChannels> at{};
        for (std::size_t c = 0; c < static_cast<std::size_t>(table.channelCount()); ++c)
            at[c] = output[c] + done;
        readPart(thread, reader, head, table, std::min(readFrames, frames - done), at.data());
    }
}

void AuditionTape::readPart(AudioThread& thread, GridReader& reader, Head& head, const BlockTable& table, int frames,
                            float* const* output) noexcept
{
    advance(head, frames);
    const auto ends = std::minmax_element(positions.begin(), positions.begin() + frames);
    const auto fastest = *std::max_element(speeds.begin(), speeds.begin() + frames);
    const auto& widest = kernel.bandFor(fastest);
    const auto from = static_cast<std::int64_t>(std::floor(*ends.first)) - widest.before();
    const auto to = static_cast<std::int64_t>(std::floor(*ends.second)) - widest.before() + widest.taps();
    gather(thread, reader, table, from, static_cast<int>(to - from));
    filterFrom(from, frames, output, table.channelCount());
    fade(head, frames, output, table.channelCount());
}

void AuditionTape::advance(Head& head, int frames) noexcept
{
    for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i)
    {
        head.follower.step();
        positions[i] = head.follower.position();
        speeds[i] = std::abs(head.follower.speed());
    }
}

void AuditionTape::gather(AudioThread& thread, GridReader& reader, const BlockTable& table, std::int64_t from,
                          int frames) noexcept
{
    ClipTimeline straight;
    straight.length = straight.stretch = table.gridLength();
    hasHoles = false;
    for (int done = 0; done < frames;)
    {
        const auto part = std::min(GridReader::maxFrames, frames - done);
        std::array<float*, limits::maxChannels> at{};
        for (std::size_t c = 0; c < at.size(); ++c)
            at[c] = source[c].data() + done;
        const auto lost = reader.readOrSilence(thread, straight, table, from + done, part, at.data());
        if (lost > 0 && !hasHoles)
            std::fill_n(missing.begin(), done, std::uint8_t{0});
        hasHoles = hasHoles || lost > 0;
        for (int i = 0; hasHoles && i < part; ++i)
            missing[static_cast<std::size_t>(done + i)] = lost > 0 && reader.isMissing(i) ? 1 : 0;
        done += part;
    }
}

void AuditionTape::filterFrom(std::int64_t base, int frames, float* const* output, int channels) noexcept
{
    // Frames of one band in a row are filtered together.
    int begin = 0;
    for (int i = 0; i < frames; ++i)
    {
        const auto at = static_cast<std::size_t>(i);
        const auto& band = kernel.bandFor(speeds[at]);
        const auto whole = std::floor(positions[at]);
        steps[at] = band.stepAt(static_cast<std::int64_t>(whole) - band.before() - base, positions[at] - whole);
        spans[at] = band.taps();
        if (i + 1 < frames && &kernel.bandFor(speeds[at + 1]) == &band)
            continue;
        std::array<const float*, limits::maxChannels> sources{};
        std::array<float*, limits::maxChannels> destinations{};
        for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
        {
            sources[c] = source[c].data();
            destinations[c] = output[c] + begin;
        }
        filter(band.table(), steps.data() + begin, i + 1 - begin, {sources.data(), destinations.data(), channels});
        begin = i + 1;
    }
}

bool AuditionTape::isMissing(int frame) const noexcept
{
    if (!hasHoles)
        return false;
    const auto at = static_cast<std::size_t>(frame);
    const auto* first = missing.data() + steps[at].source;
    return std::any_of(first, first + spans[at], [](std::uint8_t isGone) { return isGone != 0; });
}

void AuditionTape::fade(Head& head, int frames, float* const* output, int channels) noexcept
{
    constexpr auto fadeFrames = static_cast<int>(limits::missFadeFrames);
    for (int i = 0; i < frames; ++i)
    {
        const bool isGone = isMissing(i);
        if (isGone && !head.inGap)
        {
            head.tail = head.last;
            head.tailLeft = fadeFrames;
            head.rise = 0;
        }
        head.inGap = isGone;
        head.rise = isGone ? 0 : std::min(fadeFrames, head.rise + 1);
        head.tailLeft = std::max(0, head.tailLeft - 1);
        const auto rise = ScrubFollower::levelAt(speeds[static_cast<std::size_t>(i)]) * static_cast<float>(head.rise) /
                          static_cast<float>(fadeFrames);
        const auto fall = static_cast<float>(head.tailLeft) / static_cast<float>(fadeFrames);
        for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
        {
            auto& sample = output[c][i];
            sample = sample * rise + head.tail[c] * fall;
            head.last[c] = sample;
        }
    }
}

} // namespace loophole::signal
