#pragma once

#include "Signal/Stream/StreamJobs.h"

namespace loophole::signal
{

/** Opens a file, says what it is and leaves the reader on the shelf. */
class OpenJob final : public DiskJob
{
public:
    OpenJob(std::shared_ptr<StreamJobContext>, AssetId, EditionId, std::filesystem::path);

    void run(DiskThread&) override;
    void finish(SignalThread&) override;
    [[nodiscard]] bool hasFailed() const override { return result.failure.has_value(); }

private:
    std::shared_ptr<StreamJobContext> context;
    std::filesystem::path path;
    OpenedMedium result;
};

/** Closes readers where closing may wait. */
class CloseJob final : public DiskJob
{
public:
    explicit CloseJob(std::vector<std::unique_ptr<OpenMedium>> media) : media(std::move(media)) {}
    void run(DiskThread&) override { media.clear(); }

private:
    std::vector<std::unique_ptr<OpenMedium>> media;
};

} // namespace loophole::signal
