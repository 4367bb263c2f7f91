#pragma once

#include <csignal>
#include <cstddef>
#include <stdexcept>
#include <sys/resource.h>

namespace loophole::testing
{

/** As long as it lives, no file of this process grows past `bytes`: writes beyond fail as on a full disk. */
class FileSizeLimit
{
public:
    explicit FileSizeLimit(std::size_t bytes) : formerHandler(std::signal(SIGXFSZ, SIG_IGN))
    {
        if (getrlimit(RLIMIT_FSIZE, &former) != 0)
            throw std::runtime_error("no file size limit");
        const rlimit limit{bytes, former.rlim_max};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            throw std::runtime_error("no file size limit");
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &former);
        std::signal(SIGXFSZ, formerHandler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    void (*formerHandler)(int);
    rlimit former{};
};

} // namespace loophole::testing
