#pragma once

#include "Signal/Stream/StreamJobs.h"

namespace loophole::signal
{

/**
    One disk thread's hold on a reader of a medium for the length of a job: taken from the shelf or opened, put back at
    the end unless it failed. A reader that fails is opened anew once, for a drive that was away has new files.
*/
class MediumAccess
{
public:
    MediumAccess(StreamJobContext& context, const MediumSource& source, DiskThread& thread)
        : context(context), source(source), thread(thread)
    {
    }
    ~MediumAccess();
    MediumAccess(const MediumAccess&) = delete;
    MediumAccess& operator=(const MediumAccess&) = delete;

    /** The reader that waits to read from `start`, or null where one has to be opened. */
    [[nodiscard]] OpenMedium* waiting(FramePosition start);

    /** Runs `read(OpenMedium&)` with a reader placed to read from `start`, a second time with a new one if it fails. */
    template <class Read>
    [[nodiscard]] Outcome<void> read(FramePosition start, Read read)
    {
        if (auto ready = prepare(start); !ready)
            return ready;
        auto outcome = read(*medium);
        if (outcome || wasReopened)
            return outcome;
        wasReopened = true;
        medium.reset();
        if (auto ready = open(); !ready)
            return ready;
        return read(*medium);
    }

    /** As MediaReader's. */
    [[nodiscard]] std::vector<MediaDamage> takeDamage()
    {
        return medium != nullptr ? medium->takeDamage() : std::vector<MediaDamage>();
    }

    /** Why there is no reader, if that is why reading failed. */
    [[nodiscard]] const std::optional<Failure>& lost() const { return openFailure; }
    /** Whether the path now leads to another medium. */
    [[nodiscard]] bool hasChanged() const { return isOther; }

private:
    Outcome<void> prepare(FramePosition start);
    Outcome<void> open();

    StreamJobContext& context;
    const MediumSource& source;
    DiskThread& thread;
    std::unique_ptr<OpenMedium> medium;
    std::optional<Failure> openFailure;
    bool wasReopened = false;
    bool isOther = false;
};

} // namespace loophole::signal
