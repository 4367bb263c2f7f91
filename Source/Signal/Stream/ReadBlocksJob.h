#pragma once

#include "Signal/Stream/MediumAccess.h"

namespace loophole::signal
{

/** Fills neighbouring blocks of one asset in one go, in the order of the file. Owns their leases until it is done. */
class ReadBlocksJob final : public DiskJob
{
public:
    struct Grid
    {
        GridMapping mapping;
        FrameCount length;
    };

    ReadBlocksJob(std::shared_ptr<StreamJobContext>, MediumSource, Grid, ReadBlocks);

    void run(DiskThread&) override;
    void finish(SignalThread&) override;
    [[nodiscard]] std::size_t bytesRead() const override { return bytes; }
    [[nodiscard]] bool hasFailed() const override;

private:
    [[nodiscard]] bool isOtherFile(DiskThread&, OpenMedium*, Instant now) const;
    [[nodiscard]] FramePosition startOf(const ReadBlocks::Item&) const;
    void fetchAll(DiskThread&, MediumAccess&);

    std::shared_ptr<StreamJobContext> context;
    MediumSource source;
    Grid grid;
    ReadBlocks result;
    std::size_t bytes = 0;
};

} // namespace loophole::signal
