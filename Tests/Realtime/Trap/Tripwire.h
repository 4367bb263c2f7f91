#pragma once

#include <atomic>
#include <dlfcn.h>

namespace loophole::testing
{

/** Ends the process, saying `name`, if this thread is armed. */
void tripwire(const char* name) noexcept;

/**
    The function of that name that the program would have called without the trap, looked up once. The cache has no
    guard, as guards lock; two threads that look up at once find the same.
*/
template <class Function>
Function* nextFunction(std::atomic<Function*>& cache, const char* name, const char* version = nullptr)
{
    auto* next = cache.load(std::memory_order_acquire);
    if (next != nullptr)
        return next;
    void* found = version != nullptr ? dlvsym(RTLD_NEXT, name, version) : nullptr;
    if (found == nullptr)
        found = dlsym(RTLD_NEXT, name);
    next = reinterpret_cast<Function*>(found);
    cache.store(next, std::memory_order_release);
    return next;
}

} // namespace loophole::testing
