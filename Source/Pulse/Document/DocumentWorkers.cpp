#include "Pulse/Document/DocumentWorkers.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace loophole
{

struct DocumentThreads::Running
{
    std::mutex mutex;
    std::condition_variable ended;
    std::size_t count = 0;
};

DocumentThreads::DocumentThreads() : running(std::make_shared<Running>()) {}

DocumentThreads::~DocumentThreads()
{
    std::unique_lock lock(running->mutex);
    running->ended.wait_for(lock, patience, [this] { return running->count == 0; });
}

void DocumentThreads::start(Job job)
{
    {
        const std::scoped_lock lock(running->mutex);
        ++running->count;
    }
    std::thread(
        [job = std::move(job), all = running]() mutable
        {
            {
                auto thread = DocumentThread::mint();
                job(thread);
                job = nullptr;
            }
            const std::scoped_lock lock(all->mutex);
            --all->count;
            all->ended.notify_all();
        })
        .detach();
}

} // namespace loophole
