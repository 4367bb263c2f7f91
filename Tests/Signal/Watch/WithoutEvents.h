#pragma once

#include <sys/resource.h>

namespace loophole::testing
{

/** While it lives the system opens nothing more for this process, so that who asks for events gets none. */
class WithoutEvents
{
public:
    WithoutEvents()
    {
        ::getrlimit(RLIMIT_NOFILE, &before);
        auto none = before;
        none.rlim_cur = 0;
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    ~WithoutEvents() { ::setrlimit(RLIMIT_NOFILE, &before); }
    WithoutEvents(const WithoutEvents&) = delete;
    WithoutEvents& operator=(const WithoutEvents&) = delete;

private:
    rlimit before{};
};

} // namespace loophole::testing
