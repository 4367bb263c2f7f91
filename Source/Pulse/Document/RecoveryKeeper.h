#pragma once

#include "Core/Clock.h"
#include "Pulse/Document/DocumentFacts.h"

#include <memory>

namespace loophole
{

/** Keeps recovery data of the one session that is edited. Called on Pulse's thread; never waits. */
class RecoveryKeeper
{
public:
    virtual ~RecoveryKeeper() = default;

    /** From now on this is what a crash must not lose; of several only the newest is kept. Answered by RecoveryKept. */
    virtual void keep(SessionPointer, RecoveryFacts) = 0;
    /** There is nothing to lose: all is saved, or was given up. */
    virtual void forget() = 0;
    /** What is kept stays where it is, as after a crash. Answered by RecoveryLeft. */
    virtual void leave() = 0;
};

/**
    Keeps it from a thread of its own, which alone waits for the disk: the first edit at once, and during a row of edits
    the newest state four times a second. While it cannot be written it is tried again every second.
*/
class RecoveryThread final : public RecoveryKeeper
{
public:
    /** Between two commits: a quarter of what may be lost, and little enough for a disk that is streamed from. */
    static constexpr std::chrono::milliseconds pause{250};
    static constexpr std::chrono::seconds retryPause{1};
    /** Longest that the end of the program waits for the disk. */
    static constexpr std::chrono::seconds patience{2};

    RecoveryThread(std::filesystem::path folder, std::shared_ptr<DocumentInbox>);
    /** Does what was asked for last, unless the disk hangs. */
    ~RecoveryThread() override;
    RecoveryThread(const RecoveryThread&) = delete;
    RecoveryThread& operator=(const RecoveryThread&) = delete;

    void keep(SessionPointer, RecoveryFacts) override;
    void forget() override;
    void leave() override;

private:
    class Work;
    std::shared_ptr<Work> work;
};

} // namespace loophole
