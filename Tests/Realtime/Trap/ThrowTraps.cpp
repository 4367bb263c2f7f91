#include "Realtime/Trap/Tripwire.h"

#include <cstddef>
#include <typeinfo>

using loophole::testing::nextFunction;
using loophole::testing::tripwire;

extern "C"
{
    void* __cxa_allocate_exception(std::size_t size) noexcept
    {
        tripwire("throw");
        static std::atomic<void* (*) (std::size_t)> cache{nullptr};
        auto* const next = nextFunction(cache, "__cxa_allocate_exception");
        return next(size);
    }

    [[noreturn]] void __cxa_rethrow()
    {
        tripwire("rethrow");
        static std::atomic<void (*)()> cache{nullptr};
        auto* const next = nextFunction(cache, "__cxa_rethrow");
        next();
        __builtin_unreachable();
    }
}
