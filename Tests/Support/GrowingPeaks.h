#pragma once

#include "Model/PeakCache.h"
#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

namespace loophole::testing
{

/** Peaks of a signal of which nothing counts as written until a test says so. */
struct GrowingPeaks
{
    explicit GrowingPeaks(const TestSignal& signal) : layout(signal.channelCount(), FrameCount(signal.frames()))
    {
        const TemporaryFolder folder;
        auto thread = DiskThread::mint();
        writeBytes(folder / "growing", peakFileBytes(signal, SampleRate(48000)));
        const auto file = ::open((folder / "growing").c_str(), O_RDONLY);
        auto opened = PeakCache::overUnwritten(thread, file, layout, SampleRate(48000));
        ::close(file);
        REQUIRE(opened.ok());
        peaks = opened.value();
    }

    void markAll() const
    {
        for (int level = 0; level < layout.levelCount(); ++level)
            for (int channel = 0; channel < layout.channels(); ++channel)
                for (std::int64_t piece = 0; piece < layout.pieceCount(level); ++piece)
                    peaks->markWritten(level, channel, piece);
    }

    PeakLayout layout;
    std::shared_ptr<PeakCache> peaks;
};

} // namespace loophole::testing
