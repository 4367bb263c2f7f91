#include "Realtime/Trap/Tripwire.h"

#include <cerrno>
#include <cstddef>

/**
    Memory. The C++ operators come down to these. glibc keeps its own implementation under other names, so no lookup is
    needed, which could itself allocate. Sanitizers own these functions; there their hooks are used instead.
*/
using loophole::testing::tripwire;

#if defined(LOOPHOLE_ASAN) || defined(LOOPHOLE_TSAN)

extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*onMalloc)(const volatile void*, std::size_t),
                                                         void (*onFree)(const volatile void*));

namespace
{

const int hooksInstalled = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void*, std::size_t) { tripwire("malloc"); }, [](const volatile void*) { tripwire("free"); });

} // namespace

#else

extern "C"
{
    void* __libc_malloc(std::size_t);
    void __libc_free(void*);
    void* __libc_calloc(std::size_t, std::size_t);
    void* __libc_realloc(void*, std::size_t);
    void* __libc_memalign(std::size_t, std::size_t);

    void* malloc(std::size_t size)
    {
        tripwire("malloc");
        return __libc_malloc(size);
    }
    void free(void* memory)
    {
        tripwire("free");
        __libc_free(memory);
    }
    void* calloc(std::size_t count, std::size_t size)
    {
        tripwire("calloc");
        return __libc_calloc(count, size);
    }
    void* realloc(void* memory, std::size_t size)
    {
        tripwire("realloc");
        return __libc_realloc(memory, size);
    }
    void* memalign(std::size_t alignment, std::size_t size)
    {
        tripwire("memalign");
        return __libc_memalign(alignment, size);
    }
    void* aligned_alloc(std::size_t alignment, std::size_t size)
    {
        tripwire("aligned_alloc");
        return __libc_memalign(alignment, size);
    }
    int posix_memalign(void** memory, std::size_t alignment, std::size_t size)
    {
        tripwire("posix_memalign");
        *memory = __libc_memalign(alignment, size);
        return *memory != nullptr ? 0 : ENOMEM;
    }
}

#endif
