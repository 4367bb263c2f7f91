#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Clock.h"

#include <functional>
#include <memory>

namespace loophole
{

/** Does what may wait for a disk in Pulse's place. */
class DocumentWorkers
{
public:
    /** Owns what it needs: it may still run when everybody else is gone. */
    using Job = std::function<void(DocumentThread&)>;

    virtual ~DocumentWorkers() = default;
    /** Returns at once. Jobs do not wait for one another. */
    virtual void start(Job) = 0;
};

/** A thread for each job, so that a drive that hangs holds up nothing but what is on it. Documents are opened and saved
    by hand, so threads are few. Safe from any thread. */
class DocumentThreads final : public DocumentWorkers
{
public:
    /** Longest that the end of the program waits for jobs that run. */
    static constexpr Instant patience = std::chrono::seconds(2);

    DocumentThreads();
    /** Leaves jobs that have not ended by then to themselves. */
    ~DocumentThreads() override;
    DocumentThreads(const DocumentThreads&) = delete;
    DocumentThreads& operator=(const DocumentThreads&) = delete;

    void start(Job) override;

private:
    struct Running;
    std::shared_ptr<Running> running;
};

} // namespace loophole
