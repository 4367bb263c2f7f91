#include "Support/JackServer.h"

#include "Support/Program.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

namespace loophole::testing
{
namespace
{

std::string nextName()
{
    static int count = 0;
    return "loophole-test-" + std::to_string(getpid()) + '-' + std::to_string(++count);
}

} // namespace

JackServer::JackServer(int sampleRate, int blockFrames)
    : name(nextName()), sampleRate(sampleRate), blockFrames(blockFrames), environment("JACK_DEFAULT_SERVER", name)
{
    start();
}

void JackServer::restart()
{
    server->end();
    start();
}

void JackServer::start()
{
    const auto log = folder / "jackd.log";
    // Synchronous: a period ends when its clients are done, so that a busy machine makes it late rather than wrong.
    server.emplace(std::vector<std::string>{"jackd", "--no-realtime", "--sync", "--name", name, "-d", "dummy", "-r",
                                            std::to_string(sampleRate), "-p", std::to_string(blockFrames)},
                   log);
    const auto waited = runProgram({"jack_wait", "-s", name, "-w", "-t", "20"});
    if (server->isRunning() && waited.output.find("server is available") != std::string::npos)
        return;
    std::ifstream errors(log);
    throw std::runtime_error("no JACK server can run here: " +
                             std::string(std::istreambuf_iterator<char>(errors), std::istreambuf_iterator<char>()));
}

} // namespace loophole::testing
