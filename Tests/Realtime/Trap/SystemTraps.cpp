#include "Realtime/Trap/Tripwire.h"

#if !defined(LOOPHOLE_TSAN)

#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

/**
    Locks, waits, system calls and logs, each by the name that programs call it by. ThreadSanitizer needs to see these
    calls itself, so under it they are left alone (trapCoverage() says so).
*/
using loophole::testing::nextFunction;
using loophole::testing::tripwire;

// Exception specifications of these vary between C libraries; standing in for them needs only the same linkage name.
#define LOOPHOLE_TRAP(Result, name, parameters, arguments)                                                             \
    Result name parameters                                                                                             \
    {                                                                                                                  \
        tripwire(#name);                                                                                               \
        static std::atomic<Result(*) parameters> cache{nullptr};                                                       \
        auto* const next = nextFunction(cache, #name);                                                                 \
        return next arguments;                                                                                         \
    }

// glibc has two of each; the one without a version would be that of before 2003.
#define LOOPHOLE_CONDITION_TRAP(Result, name, parameters, arguments)                                                   \
    Result name parameters                                                                                             \
    {                                                                                                                  \
        tripwire(#name);                                                                                               \
        static std::atomic<Result(*) parameters> cache{nullptr};                                                       \
        auto* const next = nextFunction(cache, #name, "GLIBC_2.3.2");                                                  \
        return next arguments;                                                                                         \
    }

extern "C"
{
    LOOPHOLE_TRAP(int, pthread_mutex_lock, (pthread_mutex_t * mutex) noexcept, (mutex))
    LOOPHOLE_TRAP(int, pthread_mutex_trylock, (pthread_mutex_t * mutex) noexcept, (mutex))
    LOOPHOLE_TRAP(int, pthread_rwlock_rdlock, (pthread_rwlock_t * lock) noexcept, (lock))
    LOOPHOLE_TRAP(int, pthread_rwlock_wrlock, (pthread_rwlock_t * lock) noexcept, (lock))
    LOOPHOLE_TRAP(int, pthread_create,
                  (pthread_t * thread, const pthread_attr_t* attributes, void* (*main)(void*), void* argument) noexcept,
                  (thread, attributes, main, argument))
    LOOPHOLE_TRAP(int, pthread_join, (pthread_t thread, void** result), (thread, result))
    LOOPHOLE_CONDITION_TRAP(int, pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t* mutex),
                            (condition, mutex))
    LOOPHOLE_CONDITION_TRAP(int, pthread_cond_timedwait,
                            (pthread_cond_t * condition, pthread_mutex_t* mutex, const timespec* until),
                            (condition, mutex, until))
    LOOPHOLE_CONDITION_TRAP(int, pthread_cond_signal, (pthread_cond_t * condition) noexcept, (condition))
    LOOPHOLE_CONDITION_TRAP(int, pthread_cond_broadcast, (pthread_cond_t * condition) noexcept, (condition))
    LOOPHOLE_TRAP(int, sem_wait, (sem_t * semaphore), (semaphore))
    LOOPHOLE_TRAP(int, sem_timedwait, (sem_t * semaphore, const timespec* until), (semaphore, until))
    LOOPHOLE_TRAP(int, sem_post, (sem_t * semaphore) noexcept, (semaphore))

    LOOPHOLE_TRAP(int, nanosleep, (const timespec* wanted, timespec* left), (wanted, left))
    LOOPHOLE_TRAP(int, clock_nanosleep, (clockid_t clock, int flags, const timespec* wanted, timespec* left),
                  (clock, flags, wanted, left))
    LOOPHOLE_TRAP(int, usleep, (useconds_t microseconds), (microseconds))
    LOOPHOLE_TRAP(unsigned int, sleep, (unsigned int seconds), (seconds))
    LOOPHOLE_TRAP(int, sched_yield, () noexcept, ())
    LOOPHOLE_TRAP(int, poll, (pollfd * files, nfds_t count, int timeout), (files, count, timeout))

    LOOPHOLE_TRAP(ssize_t, read, (int file, void* bytes, std::size_t count), (file, bytes, count))
    LOOPHOLE_TRAP(ssize_t, write, (int file, const void* bytes, std::size_t count), (file, bytes, count))
    LOOPHOLE_TRAP(ssize_t, pread, (int file, void* bytes, std::size_t count, off_t at), (file, bytes, count, at))
    LOOPHOLE_TRAP(ssize_t, pwrite, (int file, const void* bytes, std::size_t count, off_t at), (file, bytes, count, at))
    LOOPHOLE_TRAP(int, close, (int file), (file))
    LOOPHOLE_TRAP(int, fsync, (int file), (file))
    LOOPHOLE_TRAP(void*, mmap, (void* at, std::size_t size, int protection, int flags, int file, off_t offset) noexcept,
                  (at, size, protection, flags, file, offset))
    LOOPHOLE_TRAP(int, munmap, (void* at, std::size_t size) noexcept, (at, size))
    LOOPHOLE_TRAP(int, madvise, (void* at, std::size_t size, int advice) noexcept, (at, size, advice))

    LOOPHOLE_TRAP(std::FILE*, fopen, (const char* path, const char* mode), (path, mode))
    LOOPHOLE_TRAP(int, fflush, (std::FILE * file), (file))
    LOOPHOLE_TRAP(std::size_t, fwrite, (const void* bytes, std::size_t size, std::size_t count, std::FILE* file),
                  (bytes, size, count, file))
    LOOPHOLE_TRAP(int, fputs, (const char* text, std::FILE* file), (text, file))
    LOOPHOLE_TRAP(int, fputc, (int character, std::FILE* file), (character, file))
    LOOPHOLE_TRAP(int, puts, (const char* text), (text))
    LOOPHOLE_TRAP(int, putchar, (int character), (character))
    LOOPHOLE_TRAP(int, vfprintf, (std::FILE * file, const char* format, std::va_list arguments),
                  (file, format, arguments))
    LOOPHOLE_TRAP(void, vsyslog, (int priority, const char* format, std::va_list arguments),
                  (priority, format, arguments))

    int printf(const char* format, ...)
    {
        tripwire("printf");
        std::va_list arguments;
        va_start(arguments, format);
        const auto result = std::vfprintf(stdout, format, arguments);
        va_end(arguments);
        return result;
    }
    int fprintf(std::FILE* file, const char* format, ...)
    {
        tripwire("fprintf");
        std::va_list arguments;
        va_start(arguments, format);
        const auto result = std::vfprintf(file, format, arguments);
        va_end(arguments);
        return result;
    }
    void syslog(int priority, const char* format, ...)
    {
        tripwire("syslog");
        std::va_list arguments;
        va_start(arguments, format);
        vsyslog(priority, format, arguments);
        va_end(arguments);
    }

    int open(const char* path, int flags, ...)
    {
        tripwire("open");
        std::va_list arguments;
        va_start(arguments, flags);
        const auto mode = va_arg(arguments, mode_t);
        va_end(arguments);
        static std::atomic<int (*)(const char*, int, ...)> cache{nullptr};
        auto* const next = nextFunction(cache, "open");
        return next(path, flags, mode);
    }
    int ioctl(int file, unsigned long request, ...) noexcept
    {
        tripwire("ioctl");
        std::va_list arguments;
        va_start(arguments, request);
        auto* const argument = va_arg(arguments, void*);
        va_end(arguments);
        static std::atomic<int (*)(int, unsigned long, ...)> cache{nullptr};
        auto* const next = nextFunction(cache, "ioctl");
        return next(file, request, argument);
    }
    /**
        Every futex that is not glibc's own passes here, so std::atomic::wait and std::counting_semaphore do. JACK's
        threads are cancelled where they wait, which unwinds through this frame: unistd.h's own declaration of
        syscall() would make that end the program.
    */
    long trappedSystemCall(long number, ...) __asm__("syscall");
    long trappedSystemCall(long number, ...)
    {
        tripwire("syscall");
        std::va_list arguments;
        va_start(arguments, number);
        long values[6];
        for (auto& value : values)
            value = va_arg(arguments, long);
        va_end(arguments);
        static std::atomic<long (*)(long, ...)> cache{nullptr};
        auto* const next = nextFunction(cache, "syscall");
        return next(number, values[0], values[1], values[2], values[3], values[4], values[5]);
    }
}

#endif
