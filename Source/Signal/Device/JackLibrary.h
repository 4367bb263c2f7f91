#pragma once

#include <jack/jack.h>

namespace loophole::signal
{

/**
    libjack, found at run time so that the program starts where JACK is not installed. Process-wide; its messages,
    which it would print on stderr, are discarded: every call that can fail says so by its result.
*/
class JackLibrary
{
public:
    /** Null where libjack is not installed. Safe from every thread that may wait. */
    [[nodiscard]] static const JackLibrary* find();

    decltype(&::jack_client_open) clientOpen = nullptr;
    decltype(&::jack_client_close) clientClose = nullptr;
    decltype(&::jack_activate) activate = nullptr;
    decltype(&::jack_deactivate) deactivate = nullptr;
    decltype(&::jack_get_sample_rate) sampleRate = nullptr;
    decltype(&::jack_get_buffer_size) bufferSize = nullptr;
    decltype(&::jack_port_register) portRegister = nullptr;
    decltype(&::jack_port_get_buffer) portBuffer = nullptr;
    decltype(&::jack_port_name) portName = nullptr;
    decltype(&::jack_get_ports) ports = nullptr;
    decltype(&::jack_connect) connect = nullptr;
    decltype(&::jack_free) free = nullptr;
    decltype(&::jack_is_realtime) isRealtime = nullptr;
    decltype(&::jack_set_process_callback) setProcessCallback = nullptr;
    decltype(&::jack_set_xrun_callback) setXrunCallback = nullptr;
    decltype(&::jack_on_shutdown) onShutdown = nullptr;
    decltype(&::jack_set_error_function) setErrorFunction = nullptr;
    decltype(&::jack_set_info_function) setInfoFunction = nullptr;

private:
    [[nodiscard]] bool load(void* handle);
};

} // namespace loophole::signal
