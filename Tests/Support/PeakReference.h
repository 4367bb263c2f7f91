#pragma once

#include "Core/SampleRate.h"
#include "Model/PeakLayout.h"
#include "Support/TestSignals.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

namespace loophole::testing
{

/** A peak by the plainest loop that there is. */
[[nodiscard]] inline Peak plainPeak(std::span<const float> samples)
{
    if (samples.empty())
        return {};
    Peak peak{samples[0], samples[0], 0};
    double squares = 0;
    for (const float sample : samples)
    {
        peak.min = std::min(peak.min, sample);
        peak.max = std::max(peak.max, sample);
        squares += static_cast<double>(sample) * static_cast<double>(sample);
    }
    peak.rms = static_cast<float>(std::sqrt(squares / static_cast<double>(samples.size())));
    return peak;
}

/** All peaks of one channel, `framesPerPeak` frames each, the last one of what is left. */
[[nodiscard]] inline std::vector<Peak> plainPeaks(const std::vector<float>& channel, std::int64_t framesPerPeak)
{
    std::vector<Peak> peaks;
    const auto step = static_cast<std::size_t>(framesPerPeak);
    for (std::size_t first = 0; first < channel.size(); first += step)
        peaks.push_back(plainPeak(std::span(channel).subspan(first, std::min(step, channel.size() - first))));
    return peaks;
}

/** Extremes are exact; the RMS may differ by how its squares were summed: one step of a float. */
[[nodiscard]] inline bool isSamePeak(const Peak& a, const Peak& b)
{
    return a.min == b.min && a.max == b.max && (a.rms == b.rms || std::nextafter(a.rms, b.rms) == b.rms);
}

[[nodiscard]] inline bool areSamePeaks(std::span<const Peak> a, std::span<const Peak> b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), isSamePeak);
}

/** The bytes of a whole peak file of a signal, put together without the code that writes them in the program. */
[[nodiscard]] inline std::string peakFileBytes(const TestSignal& signal, SampleRate rate, const ContentKey& key = {})
{
    const PeakLayout layout(signal.channelCount(), FrameCount(signal.frames()));
    std::string file(static_cast<std::size_t>(layout.fileBytes()), '\0');
    std::vector<std::uint64_t> table(layout.checksumCount());
    for (int level = 0; level < layout.levelCount(); ++level)
        for (int channel = 0; channel < layout.channels(); ++channel)
        {
            const auto peaks =
                plainPeaks(signal.channels[static_cast<std::size_t>(channel)], layout.framesPerPeak(level).value());
            if (!peaks.empty())
                std::memcpy(file.data() + layout.sectionOffset(level, channel), peaks.data(),
                            peaks.size() * sizeof(Peak));
            const auto step = static_cast<std::size_t>(std::max<std::int64_t>(1, layout.piecePeaks(level)));
            for (std::size_t first = 0; first < peaks.size(); first += step)
                table[layout.checksumIndex(level, channel, static_cast<std::int64_t>(first / step))] =
                    checksumOf(std::as_bytes(std::span(peaks).subspan(first, std::min(step, peaks.size() - first))));
        }
    PeakHeader header;
    header.channels = layout.channels();
    header.length = layout.length().value();
    header.sampleRate = rate.hz();
    header.levelCount = layout.levelCount();
    header.contentKey = key;
    header.checksum = checksumOf(header, table);
    std::memcpy(file.data(), &header, sizeof header);
    if (!table.empty()) // an empty medium has no peaks
        std::memcpy(file.data() + sizeof header, table.data(), table.size() * sizeof(std::uint64_t));
    return file;
}

inline void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

} // namespace loophole::testing
