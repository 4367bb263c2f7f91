#include "Signal/Peaks/PeakDump.h"

#include "Signal/Peaks/PeakSum.h"

#include <algorithm>
#include <vector>

namespace loophole::signal
{

namespace
{

constexpr std::int64_t blockFrames = 16384;

/** The peaks that are being measured, one a channel. */
class Dump
{
public:
    Dump(int channels, std::int64_t framesPerPeak, const PeakSink& sink)
        : sums(static_cast<std::size_t>(channels)), framesPerPeak(framesPerPeak), sink(sink)
    {
    }

    /** False once the sink has had enough. */
    bool add(const std::vector<float*>& samples, std::int64_t frames)
    {
        for (std::int64_t done = 0; done < frames;)
        {
            const auto run = std::min(framesPerPeak - sums.front().frames, frames - done);
            for (std::size_t c = 0; c < sums.size(); ++c)
                sums[c].add(measure(samples[c] + done, static_cast<std::size_t>(run)));
            done += run;
            if (sums.front().frames == framesPerPeak && !close())
                return false;
        }
        return true;
    }

    /** Gives away what has been measured so far, if anything. */
    bool close()
    {
        if (sums.front().frames == 0)
            return true;
        for (std::size_t c = 0; c < sums.size(); ++c)
        {
            if (!sink(static_cast<int>(c), index, sums[c].peak()))
                return false;
            sums[c] = {};
        }
        ++index;
        return true;
    }

private:
    std::vector<PeakSum> sums;
    std::int64_t framesPerPeak;
    std::int64_t index = 0;
    const PeakSink& sink;
};

} // namespace

Outcome<void> dumpPeaks(DiskThread& thread, MediaReader& reader, std::int64_t framesPerPeak, const PeakSink& sink)
{
    const auto channels = reader.info().channels;
    if (framesPerPeak < 1)
        return Failure{"frames per peak", "is less than 1"};
    std::vector<std::vector<float>> samples(static_cast<std::size_t>(channels),
                                            std::vector<float>(static_cast<std::size_t>(blockFrames)));
    std::vector<float*> pointers;
    for (auto& channel : samples)
        pointers.push_back(channel.data());

    Dump dump(channels, framesPerPeak, sink);
    const auto length = reader.info().length.value();
    for (std::int64_t start = 0; start < length; start += blockFrames)
    {
        const auto frames = std::min(blockFrames, length - start);
        const PlanarSpan destination{pointers.data(), channels, FrameCount(frames)};
        if (auto read = reader.read(thread, FramePosition(start), destination); !read)
            return read;
        if (!dump.add(pointers, frames))
            return {};
    }
    dump.close();
    return {};
}

} // namespace loophole::signal
