#include "Signal/Device/JackLibrary.h"

#include <dlfcn.h>

namespace loophole::signal
{
namespace
{

template <class Function>
bool loadFunction(void* handle, const char* name, Function& function)
{
    function = reinterpret_cast<Function>(dlsym(handle, name));
    return function != nullptr;
}

void discardMessage(const char*) {}

} // namespace

const JackLibrary* JackLibrary::find()
{
    // Loaded once and never closed: its own threads may run until the process ends.
    static JackLibrary library;
    static const bool isLoaded = []
    {
        auto* handle = dlopen("libjack.so.0", RTLD_NOW | RTLD_LOCAL);
        if (handle == nullptr || !library.load(handle))
            return false;
        library.setErrorFunction(&discardMessage);
        library.setInfoFunction(&discardMessage);
        return true;
    }();
    return isLoaded ? &library : nullptr;
}

bool JackLibrary::load(void* handle)
{
    return loadFunction(handle, "jack_client_open", clientOpen) &&
           loadFunction(handle, "jack_client_close", clientClose) && loadFunction(handle, "jack_activate", activate) &&
           loadFunction(handle, "jack_deactivate", deactivate) &&
           loadFunction(handle, "jack_get_sample_rate", sampleRate) &&
           loadFunction(handle, "jack_get_buffer_size", bufferSize) &&
           loadFunction(handle, "jack_port_register", portRegister) &&
           loadFunction(handle, "jack_port_get_buffer", portBuffer) &&
           loadFunction(handle, "jack_port_name", portName) && loadFunction(handle, "jack_get_ports", ports) &&
           loadFunction(handle, "jack_connect", connect) && loadFunction(handle, "jack_free", free) &&
           loadFunction(handle, "jack_is_realtime", isRealtime) &&
           loadFunction(handle, "jack_set_process_callback", setProcessCallback) &&
           loadFunction(handle, "jack_set_xrun_callback", setXrunCallback) &&
           loadFunction(handle, "jack_on_shutdown", onShutdown) &&
           loadFunction(handle, "jack_set_error_function", setErrorFunction) &&
           loadFunction(handle, "jack_set_info_function", setInfoFunction);
}

} // namespace loophole::signal
