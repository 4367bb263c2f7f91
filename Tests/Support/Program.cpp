#include "Support/Program.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace loophole::testing
{
namespace
{

using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Stream makeStream(std::string_view content = {})
{
    Stream stream(std::tmpfile(), &std::fclose);
    // An empty view may point nowhere, which fwrite() does not take.
    const auto written = !stream || content.empty() ? 0 : std::fwrite(content.data(), 1, content.size(), stream.get());
    if (!stream || written != content.size())
        throw std::runtime_error("no temporary file for a program's streams");
    std::rewind(stream.get());
    return stream;
}

std::string contentOf(std::FILE* stream)
{
    std::fseek(stream, 0, SEEK_END);
    std::string content(static_cast<std::size_t>(std::ftell(stream)), '\0');
    std::rewind(stream);
    content.resize(std::fread(content.data(), 1, content.size(), stream));
    return content;
}

int exitCodeOf(pid_t process)
{
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
    {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

ProgramResult runProgram(const std::vector<std::string>& arguments, std::string_view input)
{
    std::vector<char*> argv;
    for (const auto& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    const Stream streams[] = {makeStream(input), makeStream(), makeStream()};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int fd = 0; fd < 3; ++fd)
        posix_spawn_file_actions_adddup2(&actions, fileno(streams[fd].get()), fd);

    pid_t process = 0;
    const auto error = posix_spawnp(&process, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return {127, {}, arguments.front() + ": " + std::strerror(error)};

    const auto exitCode = exitCodeOf(process);
    return {exitCode, contentOf(streams[1].get()), contentOf(streams[2].get())};
}

} // namespace loophole::testing
