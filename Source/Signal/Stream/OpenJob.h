#pragma once

#include "Signal/Stream/StreamJobs.h"

namespace loophole::signal
{

/** Opens a file, says what it is and leaves the reader on the shelf. Placeholders of cloud clients are left closed, and
    so is what turns out to lie on another drive than the job is one of. */
class OpenJob final : public DiskJob
{
public:
    /** fetch: has a placeholder downloaded first, by reading where it begins; that may take minutes. */
    enum class Placeholder
    {
        leave,
        fetch
    };

    OpenJob(std::shared_ptr<StreamJobContext>, AssetId, EditionId, std::filesystem::path, Route,
            Placeholder = Placeholder::leave);

    void run(DiskThread&) override;
    void finish(SignalThread&) override;
    [[nodiscard]] bool hasFailed() const override { return result.failure.has_value(); }

private:
    std::shared_ptr<StreamJobContext> context;
    std::filesystem::path path;
    Route route;
    Placeholder placeholder;
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
