#include "Support/PulseServer.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <stdexcept>
#include <sys/inotify.h>
#include <unistd.h>

namespace loophole::testing
{
namespace
{

constexpr auto socketName = "native";

/** Tells when a name appears in a folder, by the kernel's event. */
class ArrivalWatch
{
public:
    explicit ArrivalWatch(const std::filesystem::path& folder)
    {
        inotify_add_watch(events, folder.c_str(), IN_CREATE | IN_MOVED_TO);
    }
    ~ArrivalWatch() { close(events); }

    [[nodiscard]] bool waitFor(const std::filesystem::path& path, std::chrono::seconds limit) const
    {
        const auto deadline = std::chrono::steady_clock::now() + limit;
        while (!std::filesystem::exists(path))
        {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
            pollfd readable{events, POLLIN, 0};
            char ignored[4096];
            if (left.count() <= 0 || poll(&readable, 1, static_cast<int>(left.count())) <= 0 ||
                read(events, ignored, sizeof ignored) <= 0)
                return false;
        }
        return true;
    }

private:
    int events = inotify_init1(IN_CLOEXEC);
};

} // namespace

PulseServer::PulseServer(int sampleRate)
    : sampleRate(sampleRate),
      address("PULSE_SERVER", "unix:" + (folder / socketName).string()),
      runtime("PULSE_RUNTIME_PATH", folder.path().string()),
      configuration("XDG_CONFIG_HOME", folder.path().string())
{
    start();
}

void PulseServer::restart()
{
    server->end();
    start();
}

void PulseServer::start()
{
    const auto socket = folder / socketName;
    const auto log = folder / "pulseaudio.log";
    std::filesystem::remove(socket);
    const ArrivalWatch arrival(folder.path());
    // The protocol last: its socket then means that the sink is there.
    server.emplace(
        std::vector<std::string>{"pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "-L",
                                 "module-null-sink sink_name=loophole channels=2 format=float32le rate=" +
                                     std::to_string(sampleRate),
                                 "-L", "module-native-protocol-unix auth-anonymous=1 socket=" + socket.string()},
        log);
    if (arrival.waitFor(socket, std::chrono::seconds(20)) && server->isRunning())
        return;
    std::ifstream errors(log);
    throw std::runtime_error("no PulseAudio server can run here: " +
                             std::string(std::istreambuf_iterator<char>(errors), std::istreambuf_iterator<char>()));
}

std::unique_ptr<BackgroundProgram> PulseServer::recordMonitor() const
{
    return std::make_unique<BackgroundProgram>(
        std::vector<std::string>{"parec", "--raw", "--device=loophole.monitor", "--format=float32le", "--channels=2",
                                 "--latency-msec=50", "--rate=" + std::to_string(sampleRate)},
        folder / "parec.log", BackgroundProgram::Output::piped);
}

} // namespace loophole::testing
