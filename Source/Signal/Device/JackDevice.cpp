#include "Signal/Device/JackDevice.h"

#include <algorithm>
#include <cstdlib>

namespace loophole::signal
{
namespace
{

std::string serverName()
{
    const auto* name = std::getenv("JACK_DEFAULT_SERVER");
    return name == nullptr || *name == '\0' ? "default" : name;
}

std::string reasonFor(jack_status_t status)
{
    if ((status & JackVersionError) != 0)
        return "the JACK server speaks another protocol version than libjack";
    if ((status & JackServerFailed) != 0)
        return "no JACK server named \"" + serverName() + "\" is running";
    return "the JACK server \"" + serverName() + "\" refused the connection (status " + std::to_string(status) + ")";
}

std::string clientOf(const std::string& port)
{
    return port.substr(0, port.find(':'));
}

std::vector<std::string> inputPorts(const JackLibrary& jack, jack_client_t* client, unsigned long flags)
{
    std::vector<std::string> names;
    if (const auto** found = jack.ports(client, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | flags))
    {
        for (const auto** name = found; *name != nullptr; ++name)
            names.emplace_back(*name);
        jack.free(found);
    }
    return names;
}

} // namespace

JackDevice::~JackDevice()
{
    stopAtLast();
    disconnect();
}

DeviceCapabilities JackDevice::capabilities() const
{
    return {.isAudible = true, .keepsRealTime = true, .choosesRate = false, .choosesBlock = false, .canVanish = true};
}

std::vector<std::string> JackDevice::listClients()
{
    std::vector<std::string> clients;
    const auto* jack = JackLibrary::find();
    jack_status_t status{};
    auto* client = jack != nullptr ? jack->clientOpen("loophole-list", JackNoStartServer, &status) : nullptr;
    if (client == nullptr)
        return clients;
    for (const auto& port : inputPorts(*jack, client, 0))
        if (clients.empty() || clients.back() != clientOf(port))
            clients.push_back(clientOf(port));
    jack->clientClose(client);
    return clients;
}

Outcome<DeviceFormat> JackDevice::connect(const DeviceRequest& request)
{
    disconnect();
    jack = JackLibrary::find();
    if (jack == nullptr)
        return Failure{"JACK", "libjack is not installed"};
    jack_status_t status{};
    client = jack->clientOpen("Loophole", JackNoStartServer, &status);
    if (client == nullptr)
        return Failure{"JACK", reasonFor(status)};

    auto found = findPlaybackPorts();
    if (!found.ok())
    {
        disconnect();
        return found.failure();
    }
    destinations = std::move(found).value();
    playing = destinations.empty() ? "(no playback ports)" : clientOf(destinations.front());

    const auto channels = std::clamp(request.channels, 1, limits::maxChannels);
    for (int c = 0; c < channels; ++c)
        ports.push_back(jack->portRegister(client, ("out_" + std::to_string(c + 1)).c_str(), JACK_DEFAULT_AUDIO_TYPE,
                                           JackPortIsOutput | JackPortIsTerminal, 0));
    if (std::find(ports.begin(), ports.end(), nullptr) != ports.end())
    {
        disconnect();
        return Failure{"JACK", "the server has no ports left"};
    }
    return DeviceFormat{SampleRate(static_cast<int>(jack->sampleRate(client))),
                        static_cast<int>(jack->bufferSize(client)), channels};
}

Outcome<std::vector<std::string>> JackDevice::findPlaybackPorts() const
{
    auto found = inputPorts(*jack, client, target.empty() ? static_cast<unsigned long>(JackPortIsPhysical) : 0ul);
    if (target.empty())
        return found;
    std::erase_if(found, [this](const std::string& port) { return clientOf(port) != target; });
    if (found.empty())
        return Failure{target, "the JACK server has no such client with playback ports"};
    return found;
}

Outcome<void> JackDevice::run(RenderCallback& callback, const DeviceFormat& format)
{
    renderer.prepare(callback, format);
    jack->setProcessCallback(
        client,
        [](jack_nframes_t frames, void* device)
        {
            static_cast<JackDevice*>(device)->process(frames);
            return 0;
        },
        this);
    jack->setXrunCallback(
        client,
        [](void* device)
        {
            static_cast<JackDevice*>(device)->counted().xruns.fetch_add(1, std::memory_order_relaxed);
            return 0;
        },
        this);
    // Runs on one of JACK's threads, where the client may not be touched: the watchdog closes it.
    jack->onShutdown(
        client,
        [](void* device) { static_cast<JackDevice*>(device)->counted().isLost.store(true, std::memory_order_release); },
        this);
    counted().isRealtimeScheduled = jack->isRealtime(client) != 0;
    if (jack->activate(client) != 0)
        return Failure{"JACK", "the server did not activate the client"};
    if (auto connected = connectPorts(); !connected.ok())
    {
        jack->deactivate(client);
        return connected;
    }
    return {};
}

Outcome<void> JackDevice::connectPorts()
{
    // A mono output is heard on both sides.
    const auto links =
        ports.size() == 1 ? std::min<std::size_t>(2, destinations.size()) : std::min(ports.size(), destinations.size());
    for (std::size_t link = 0; link < links; ++link)
    {
        const auto* source = jack->portName(ports[std::min(link, ports.size() - 1)]);
        if (jack->connect(client, source, destinations[link].c_str()) != 0)
            return Failure{"JACK", "could not connect to " + destinations[link]};
    }
    return {};
}

void JackDevice::halt()
{
    // Returns when the process callback has; fails only where the server is gone, and then none can come.
    jack->deactivate(client);
}

void JackDevice::disconnect()
{
    if (client != nullptr)
        jack->clientClose(client);
    client = nullptr;
    ports.clear();
    destinations.clear();
}

void JackDevice::process(jack_nframes_t frames)
{
    auto thread = AudioThread::mint(); // JACK's callback is where the audio thread begins
    for (std::size_t c = 0; c < ports.size(); ++c)
        buffers[c] = static_cast<float*>(jack->portBuffer(ports[c], frames));
    renderer.render(thread, buffers.data(), static_cast<int>(ports.size()), static_cast<int>(frames));
}

} // namespace loophole::signal
