#pragma once

#include "Signal/Stream/StreamJobs.h"

namespace loophole::signal
{

/** Reads the true samples of a stretch for drawing, at the asset's own rate. */
class WaveformJob final : public DiskJob
{
public:
    /** `range` must lie inside the asset. */
    WaveformJob(std::shared_ptr<StreamJobContext>, MediumSource, RequestId, FrameRange range);

    void run(DiskThread&) override;
    void finish(SignalThread&) override;
    [[nodiscard]] std::size_t bytesRead() const override;
    [[nodiscard]] bool hasFailed() const override { return result.failure.has_value(); }

private:
    std::shared_ptr<StreamJobContext> context;
    MediumSource source;
    ReadWaveform result;
};

} // namespace loophole::signal
