#include "Pulse/Document/RecoveryKeeper.h"

#include "Concurrency/ThreadTokens.h"

#include <condition_variable>
#include <optional>
#include <thread>

namespace loophole
{
namespace
{

struct Wanted
{
    SessionPointer session;
    RecoveryFacts facts;
};

} // namespace

/** What the thread and its owner share; the thread holds it too, as a hung disk may keep it beyond its owner. */
class RecoveryThread::Work
{
public:
    Work(std::filesystem::path folder, std::shared_ptr<DocumentInbox> inbox)
        : folder(std::move(folder)), inbox(std::move(inbox))
    {
    }

    void keepNewest(Wanted next)
    {
        const std::scoped_lock lock(mutex);
        wanted = std::move(next);
        changed.notify_all();
    }
    void forget()
    {
        const std::scoped_lock lock(mutex);
        wanted.reset();
        forgets = true;
        changed.notify_all();
    }
    /** The newest state is kept before, where it still waits. */
    void leave()
    {
        const std::scoped_lock lock(mutex);
        left = std::exchange(wanted, std::nullopt);
        leaves = true;
        changed.notify_all();
    }

    /** Returns when all is done, or after the longest time. */
    void stop()
    {
        std::unique_lock lock(mutex);
        stops = true;
        changed.notify_all();
        changed.wait_for(lock, patience, [this] { return hasEnded; });
    }

    void run(DocumentThread& thread)
    {
        std::unique_lock lock(mutex);
        while (waitForWork(lock))
        {
            auto last = std::exchange(left, std::nullopt);
            const auto leavesFormer = std::exchange(leaves, false);
            auto next = std::exchange(wanted, std::nullopt);
            const auto removesFormer = std::exchange(forgets, false);
            lock.unlock();
            if (leavesFormer)
                leaveBehind(last);
            if (removesFormer && file)
                std::move(*std::exchange(file, std::nullopt)).remove();
            if (next)
                keepOrRetry(thread, *std::move(next));
            lock.lock();
        }
        file.reset(); // whoever waits for the end may look at what is left
        hasEnded = true;
        changed.notify_all();
    }

private:
    using Steady = std::chrono::steady_clock;

    /** False when there is nothing left to do and never will be. */
    bool waitForWork(std::unique_lock<std::mutex>& lock)
    {
        changed.wait(lock, [this] { return stops || forgets || leaves || wanted; });
        changed.wait_until(lock, earliest, [this] { return stops || forgets || leaves; });
        return forgets || leaves || wanted;
    }

    void keepOrRetry(DocumentThread&, Wanted next)
    {
        auto outcome = keep(next);
        const auto isKept = outcome.ok();
        inbox->post(RecoveryKept{std::move(outcome)});
        const std::scoped_lock lock(mutex);
        earliest = Steady::now() + (isKept ? Steady::duration(pause) : Steady::duration(retryPause));
        if (!isKept && !wanted && !forgets && !stops)
            wanted = std::move(next);
    }

    void leaveBehind(const std::optional<Wanted>& last)
    {
        if (last)
            inbox->post(RecoveryKept{keep(*last)});
        file.reset();
        inbox->post(RecoveryLeft{});
    }

    Outcome<void> keep(const Wanted& next)
    {
        // Somebody may have cleared the folder: what is written to a file without a name is lost.
        if (std::error_code ignored; file && !std::filesystem::exists(file->path(), ignored))
            file.reset();
        if (!file)
        {
            auto made = RecoveryFile::create(folder.newFile());
            if (!made)
                return made.failure();
            file = std::move(made).value();
        }
        return file->keep(*next.session, next.facts);
    }

    const RecoveryFolder folder;
    const std::shared_ptr<DocumentInbox> inbox;
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Wanted> wanted;
    std::optional<Wanted> left; ///< to be kept before it is left behind
    bool forgets = false;
    bool leaves = false;
    bool stops = false;
    bool hasEnded = false;
    // Of the thread alone:
    std::optional<RecoveryFile> file;
    Steady::time_point earliest{};
};

RecoveryThread::RecoveryThread(std::filesystem::path folder, std::shared_ptr<DocumentInbox> inbox)
    : work(std::make_shared<Work>(std::move(folder), std::move(inbox)))
{
    std::thread(
        [shared = work]
        {
            auto thread = DocumentThread::mint();
            shared->run(thread);
        })
        .detach();
}

RecoveryThread::~RecoveryThread()
{
    work->stop();
}

void RecoveryThread::keep(SessionPointer session, RecoveryFacts facts)
{
    work->keepNewest({std::move(session), std::move(facts)});
}

void RecoveryThread::forget()
{
    work->forget();
}

void RecoveryThread::leave()
{
    work->leave();
}

} // namespace loophole
