#include "Support/BackgroundProgram.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace loophole::testing
{

BackgroundProgram::BackgroundProgram(const std::vector<std::string>& arguments, const std::filesystem::path& log,
                                     Output where)
{
    std::vector<char*> argv;
    for (const auto& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    int ends[2] = {-1, -1};
    if (where == Output::piped && pipe2(ends, O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe for " + arguments.front());
    output = ends[0];

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, where == Output::piped ? ends[1] : 2, 1);
    const auto error = posix_spawnp(&process, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (ends[1] >= 0)
        close(ends[1]);
    if (error != 0)
        process = -1;
}

BackgroundProgram::~BackgroundProgram()
{
    end();
    if (output >= 0)
        close(output);
}

void BackgroundProgram::kill()
{
    if (process <= 0)
        return;
    ::kill(process, SIGKILL);
    while (waitpid(process, nullptr, 0) < 0 && errno == EINTR)
    {
    }
    process = -1;
}

void BackgroundProgram::end()
{
    if (process <= 0)
        return;
    ::kill(process, SIGTERM);
    static_cast<void>(endsWithin(std::chrono::seconds(5)));
    kill();
}

bool BackgroundProgram::endsWithin(std::chrono::seconds limit) const
{
    if (!isRunning())
        return true;
    pollfd ended{static_cast<int>(syscall(SYS_pidfd_open, process, 0)), POLLIN, 0};
    poll(&ended, 1, static_cast<int>(std::chrono::milliseconds(limit).count()));
    close(ended.fd);
    return !isRunning();
}

std::size_t BackgroundProgram::peakResidentBytes() const
{
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoull(line.substr(6)) * 1024; // in kB
    return 0;
}

bool BackgroundProgram::isRunning() const
{
    siginfo_t info{};
    return process > 0 && waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

std::string BackgroundProgram::readOutput(std::size_t bytes, int seconds)
{
    using std::chrono::steady_clock;
    const auto deadline = steady_clock::now() + std::chrono::seconds(seconds);
    std::string content(bytes, '\0');
    std::size_t filled = 0;
    while (filled < bytes)
    {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
        pollfd readable{output, POLLIN, 0};
        if (left <= 0 || poll(&readable, 1, static_cast<int>(left)) <= 0)
            break;
        const auto count = read(output, content.data() + filled, bytes - filled);
        if (count <= 0)
            break;
        filled += static_cast<std::size_t>(count);
    }
    content.resize(filled);
    return content;
}

} // namespace loophole::testing
