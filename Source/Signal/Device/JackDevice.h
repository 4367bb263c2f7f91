#pragma once

#include "Core/Limits.h"
#include "Signal/Device/DeviceRenderer.h"
#include "Signal/Device/JackLibrary.h"
#include "Signal/Device/OutputDevice.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace loophole::signal
{

/**
    A client of the JACK server that JACK_DEFAULT_SERVER names; never starts one. Owns the client and its output ports
    out_1 …, which are connected to the playback ports of `target` in order. Rate and block are the server's; the
    block may change while it plays. Speaks to libjack itself: see Decisions/0040.
*/
class JackDevice final : public OutputDevice
{
public:
    /** `target`: a client with playback ports; empty: the first ports of the hardware. */
    explicit JackDevice(std::string target) : target(std::move(target)) {}
    ~JackDevice() override;

    [[nodiscard]] DeviceCapabilities capabilities() const override;

    /** Clients of the server that have playback ports; empty when none runs. May wait for the server. */
    [[nodiscard]] static std::vector<std::string> listClients();

protected:
    Outcome<DeviceFormat> connect(const DeviceRequest&) override;
    Outcome<void> run(RenderCallback&, const DeviceFormat&) override;
    void halt() override;
    [[nodiscard]] std::string backendName() const override { return "JACK"; }
    [[nodiscard]] std::string deviceName() const override { return target.empty() ? playing : target; }

private:
    Outcome<std::vector<std::string>> findPlaybackPorts() const;
    Outcome<void> connectPorts();
    void disconnect();
    void process(jack_nframes_t frames);

    std::string target;
    std::string playing = "system"; ///< the client that the ports were found at
    const JackLibrary* jack = nullptr;
    jack_client_t* client = nullptr;
    std::vector<jack_port_t*> ports;
    std::vector<std::string> destinations;
    std::array<float*, limits::maxChannels> buffers{};
    DeviceRenderer renderer{counted()};
};

} // namespace loophole::signal
